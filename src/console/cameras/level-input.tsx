import { NumberInput } from '@mantine/core';
import { highestLevel, lowestLevel } from '../../core/plan/level.ts';

/** A level of a building as it is typed, or counted up and down; empty: none. */
export function LevelInput({
  onChange,
  ...props
}: {
  readonly label: string;
  readonly description: string;
  readonly error?: string | null;
  readonly value: string;
  readonly onChange: (level: string) => void;
}) {
  return (
    <NumberInput
      {...props}
      min={lowestLevel}
      max={highestLevel}
      allowDecimal={false}
      clampBehavior="none"
      onChange={(level) => onChange(String(level))}
    />
  );
}

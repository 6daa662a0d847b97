import { SegmentedControl } from '@mantine/core';
import { useWords } from '../words/index.ts';
import style from './city-map.module.css';
import { levelText } from './level-text.ts';
import type { Level } from './plans-in-view.ts';

const none = 'none';

/** Levels of the buildings in view, from the top down. */
export function LevelSwitch({
  levels,
  level,
  onLevel,
}: {
  readonly levels: readonly Level[];
  /** Null: none is shown. */
  readonly level: number | null;
  readonly onLevel: (level: string) => void;
}) {
  const words = useWords();
  if (levels.length === 0) return null;
  return (
    <SegmentedControl
      className={style.levels ?? ''}
      orientation="vertical"
      size="xs"
      aria-label={words.watch.levels}
      data={[
        ...levels.map((one) => ({
          value: String(one.level),
          label: levelText(one, words),
        })),
        { value: none, label: words.watch.noLevel },
      ]}
      value={level === null ? none : String(level)}
      onChange={onLevel}
    />
  );
}

import { Button } from '@mantine/core';
import { IconDeviceTv } from '@tabler/icons-react';
import { useMay } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useWords } from '../words/index.ts';
import { pushToWall } from './push-to-wall.ts';

/** To the wall: for whoever may. */
export function PushButton({
  camera,
  alarmId = null,
}: {
  readonly camera: { readonly id: string; readonly name: string };
  /** With it the key W does the same. */
  readonly alarmId?: string | null;
}) {
  const words = useWords();
  if (!useMay('wall.write')) return null;
  return (
    <Button
      size={alarmId === null ? 'sm' : 'md'}
      variant="default"
      title={words.wall.pushHint}
      leftSection={alarmId === null ? <IconDeviceTv size={16} stroke={1.6} aria-hidden /> : undefined}
      rightSection={alarmId === null ? undefined : <Kbd>W</Kbd>}
      onClick={() => void pushToWall(camera, alarmId, words)}
    >
      {words.wall.push}
    </Button>
  );
}

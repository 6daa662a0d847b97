import { useRouter } from '@tanstack/react-router';
import { useKeys } from '../keys/keys.ts';
import { useAlarmCommands, useCurrentAlarm } from './alarm-commands.ts';
import { useOpenAlarms } from './open-alarms.ts';
import { stepAlarm } from './order.ts';
import { selectAlarm } from './selection.ts';

/** A, G, S, R, X, W, I, N, P and Enter on every page. */
export function useAlarmKeys(): void {
  const router = useRouter();
  const alarms = useOpenAlarms();
  const { current, currentId, shownId } = useCurrentAlarm();
  const { commands } = useAlarmCommands();
  const show = (id: string) => void router.navigate({ to: '/alarms/$alarmId', params: { alarmId: id } });
  const step = (by: 1 | -1) => {
    const next = stepAlarm(alarms, current?.id ?? currentId, by);
    if (next === null) return;
    selectAlarm(next.id);
    if (shownId !== null) show(next.id);
  };
  useKeys(
    {
      ...commands,
      n: () => step(1),
      p: () => step(-1),
      enter: () => {
        if (current !== null && shownId === null) show(current.id);
      },
    },
    'frame',
  );
}

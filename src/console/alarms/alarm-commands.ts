import { useRouter, useRouterState } from '@tanstack/react-router';
import type { AlarmView } from '../../contract/shapes.ts';
import { awaitsReset } from '../../core/alarm/alarm.ts';
import { openFromAlarm } from '../incidents/open-incident.ts';
import { useMay } from '../session.ts';
import { pushToWall } from '../wall/push-to-wall.ts';
import { useWords } from '../words/index.ts';
import { acknowledge, acknowledgeAll } from './acknowledge.ts';
import { reset, toggleNuisance } from './change-alarm.ts';
import { useOpenAlarms } from './open-alarms.ts';
import { needsAcknowledgement, queueAround } from './order.ts';
import { selectAlarm, useSelectedAlarmId } from './selection.ts';
import { askToShelve } from './shelf-target.ts';

/** Letters of the commands on an alarm, in the order in which they are offered. */
export const alarmKeys = ['a', 'i', 's', 'w', 'x', 'r', 'g'] as const;
export type AlarmKey = (typeof alarmKeys)[number];
type Commands = { readonly [K in AlarmKey]?: () => void };

/** The alarm that is worked now: shown, chosen, or the first of the queue. */
export function useCurrentAlarm(): {
  readonly current: AlarmView | null;
  readonly currentId: string | null;
  /** Of the alarm page that is open. */
  readonly shownId: string | null;
} {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const alarms = useOpenAlarms();
  const selectedId = useSelectedAlarmId();
  const shownId = /^\/alarms\/([0-9a-f-]{36})$/.exec(path)?.[1] ?? null;
  const currentId = shownId ?? selectedId;
  const current =
    alarms.find(({ id }) => id === currentId) ?? (shownId === null ? (alarms[0] ?? null) : null);
  return { current, currentId, shownId };
}

/** What can be done now with the alarm that is worked; what cannot, or is not allowed, is left out. */
export function useAlarmCommands(): { readonly current: AlarmView | null; readonly commands: Commands } {
  const router = useRouter();
  const alarms = useOpenAlarms();
  const { current, currentId } = useCurrentAlarm();
  const mayAcknowledge = useMay('alarm.acknowledge');
  const mayShelve = useMay('alarm.shelve');
  const mayWork = useMay('incident.write');
  const mayPush = useMay('wall.write');
  const words = useWords();
  if (current === null) return { current, commands: {} };
  const commands: { [K in AlarmKey]?: () => void } = {};
  if (mayAcknowledge) {
    if (needsAcknowledgement(current))
      commands.a = () => {
        // The next one comes forward by itself: the queue is worked from its top.
        selectAlarm(null);
        void acknowledge(current);
      };
    if (awaitsReset(current)) commands.r = () => void reset(current);
    commands.x = () => void toggleNuisance(current);
    if (alarms.length > 1)
      commands.g = () => {
        const group = queueAround(alarms, currentId).lines.waiting.find((line) => line.alarms.length > 1);
        if (group === undefined) return;
        selectAlarm(null);
        void acknowledgeAll(group.alarms);
      };
  }
  if (mayShelve) commands.s = () => askToShelve(current.id);
  if (mayPush)
    commands.w = () => void pushToWall({ id: current.cameraId, name: current.cameraName }, current.id, words);
  if (mayWork)
    commands.i = () =>
      void openFromAlarm(current).then((incidentId) => {
        if (incidentId !== null)
          void router.navigate({ to: '/incidents/$incidentId', params: { incidentId } });
      });
  return { current, commands };
}

import { useRouter, useRouterState } from '@tanstack/react-router';
import { awaitsReset } from '../../core/alarm.ts';
import { openFromAlarm } from '../incidents/open-incident.ts';
import { useKeys } from '../keys/keys.ts';
import { useMay } from '../session.ts';
import { pushToWall } from '../wall/push-to-wall.ts';
import { useWords } from '../words/index.ts';
import { acknowledge, acknowledgeAll } from './acknowledge.ts';
import { reset, toggleNuisance } from './change-alarm.ts';
import { useOpenAlarms } from './open-alarms.ts';
import { needsAcknowledgement, queueAround, stepAlarm } from './order.ts';
import { selectAlarm, useSelectedAlarmId } from './selection.ts';
import { askToShelve } from './shelf-target.ts';

/** A, G, S, R, X, W, I, N, P and Enter on every page. */
export function useAlarmKeys(): void {
  const router = useRouter();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const alarms = useOpenAlarms();
  const mayAcknowledge = useMay('alarm.acknowledge');
  const mayShelve = useMay('alarm.shelve');
  const mayWork = useMay('incident.write');
  const mayPush = useMay('wall.write');
  const words = useWords();
  const shownId = /^\/alarms\/([0-9a-f-]{36})$/.exec(path)?.[1] ?? null;
  const selectedId = useSelectedAlarmId();
  const currentId = shownId ?? selectedId;
  const current =
    alarms.find(({ id }) => id === currentId) ?? (shownId === null ? (alarms[0] ?? null) : null);

  const show = (id: string) => void router.navigate({ to: '/alarms/$alarmId', params: { alarmId: id } });
  const step = (by: 1 | -1) => {
    const next = stepAlarm(alarms, current?.id ?? currentId, by);
    if (next === null) return;
    selectAlarm(next.id);
    if (shownId !== null) show(next.id);
  };
  useKeys(
    {
      a: () => {
        if (current === null || !mayAcknowledge || !needsAcknowledgement(current)) return;
        // The next one comes forward by itself: the queue is worked from its top.
        selectAlarm(null);
        void acknowledge(current);
      },
      s: () => {
        if (current !== null && mayShelve) askToShelve(current.id);
      },
      x: () => {
        if (current !== null && mayAcknowledge) void toggleNuisance(current);
      },
      g: () => {
        const { lines } = queueAround(alarms, currentId);
        const group = lines.waiting.find((line) => line.alarms.length > 1);
        if (group === undefined || !mayAcknowledge) return;
        selectAlarm(null);
        void acknowledgeAll(group.alarms);
      },
      r: () => {
        if (current !== null && mayAcknowledge && awaitsReset(current)) void reset(current);
      },
      i: () => {
        if (current === null || !mayWork) return;
        void openFromAlarm(current).then((incidentId) => {
          if (incidentId !== null)
            void router.navigate({ to: '/incidents/$incidentId', params: { incidentId } });
        });
      },
      w: () => {
        if (current === null || !mayPush) return;
        void pushToWall({ id: current.cameraId, name: current.cameraName }, current.id, words);
      },
      n: () => step(1),
      p: () => step(-1),
      enter: () => {
        if (current !== null && shownId === null) show(current.id);
      },
    },
    'frame',
  );
}

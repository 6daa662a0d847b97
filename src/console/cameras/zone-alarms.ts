import type { AlarmView } from '../../contract/shapes.ts';
import { priorities } from '../../core/priority.ts';

/** Open alarms of a camera by zone, the worst of each; '' is the camera itself. */
export function worstByZone(alarms: Iterable<AlarmView>, cameraId: string): ReadonlyMap<string, AlarmView> {
  const worst = new Map<string, AlarmView>();
  for (const alarm of alarms) {
    if (alarm.cameraId !== cameraId || alarm.state === 'normal') continue;
    const key = alarm.zoneId ?? '';
    const known = worst.get(key);
    if (!known || compare(alarm, known) < 0) worst.set(key, alarm);
  }
  return worst;
}

/** Unacknowledged first, then by priority, then the newest. */
function compare(a: AlarmView, b: AlarmView): number {
  const taken = (alarm: AlarmView) => (alarm.state === 'unacknowledged' ? 0 : 1);
  return (
    taken(a) - taken(b) ||
    priorities.indexOf(a.priority) - priorities.indexOf(b.priority) ||
    b.raisedAtMs - a.raisedAtMs
  );
}

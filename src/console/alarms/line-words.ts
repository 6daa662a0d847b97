import type { AlarmView } from '../../contract/shapes.ts';
import type { Line } from '../../core/alarm/queue-lines.ts';
import type { Words } from '../words/index.ts';

/** A line of many in words: what they share first, then what differs. */
export function sayLine(
  line: Line<AlarmView>,
  words: Words,
): { readonly title: string; readonly meta: string } {
  const first = line.alarms[0]!;
  const cameras = new Set(line.alarms.map(({ cameraId }) => cameraId)).size;
  const where = line.cameraId === null ? words.lines.cameras(cameras) : first.cameraName;
  const priority = words.alarms.priority(words.alarms.priorities[first.priority]);
  const kinds = [...new Set(line.alarms.map(({ kind }) => words.alarms.kinds[kind]))];
  const count = words.lines.count(line.alarms.length);
  if (line.kind !== null)
    return { title: `${words.alarms.kinds[line.kind]}, ${where}`, meta: `${count} · ${priority}` };
  return {
    title: line.cameraId === null ? `${count} ${where}` : `${where}: ${count}`,
    meta: `${priority} · ${kinds.slice(0, 3).join(', ')}${kinds.length > 3 ? ' …' : ''}`,
  };
}

import type { AlarmView } from '../../contract/shapes.ts';
import type { Words } from '../words/index.ts';

/** The alarm in one sentence: "Platform 2 is crowded". */
export function titleOf(alarm: Pick<AlarmView, 'kind' | 'zoneName' | 'cameraName'>, words: Words): string {
  return words.alarms.titles[alarm.kind](alarm.zoneName ?? alarm.cameraName);
}

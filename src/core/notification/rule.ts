import { isWithin } from '../area.ts';
import type { Position } from '../position.ts';
import type { Priority } from '../priority.ts';
import type { SituationKind } from '../zone.ts';
import type { Cause } from './cause.ts';
import type { Audience } from './duty.ts';
import type { QuietHours } from './quiet-hours.ts';

/** `raised`: at once. `unacknowledged`: the alarm is handed on when nobody has acknowledged it after so long. */
export const occasions = ['raised', 'unacknowledged'] as const;
export type Occasion = (typeof occasions)[number];

/** Which alarms are told to whom. An empty list names all there are. */
export type NotificationRule = Audience & {
  readonly isEnabled: boolean;
  readonly when: Occasion;
  /** How long an alarm may stay unacknowledged; counts for that occasion only. */
  readonly afterMinutes: number;
  readonly kinds: readonly SituationKind[];
  readonly priorities: readonly Priority[];
  readonly cameraIds: readonly string[];
  /** Corners of the area it holds for, WGS 84; empty: everywhere. */
  readonly area: readonly Position[];
  readonly quietHours: QuietHours | null;
  /** The same thing at the same place within so long of a message is counted there, not told again. */
  readonly repeatMinutes: number;
  /** More messages than this within so long to one person become one that counts. */
  readonly flood: { readonly messages: number; readonly minutes: number };
};

export function applies(
  rule: Pick<NotificationRule, 'isEnabled' | 'kinds' | 'priorities' | 'cameraIds' | 'area'>,
  cause: Pick<Cause, 'kind' | 'priority' | 'cameraId'>,
  /** Of the camera; null: not known, which lies in no area. */
  place: Position | null,
): boolean {
  return (
    rule.isEnabled &&
    isNamed(rule.kinds, cause.kind) &&
    isNamed(rule.priorities, cause.priority) &&
    isNamed(rule.cameraIds, cause.cameraId) &&
    (rule.area.length === 0 || (place !== null && isWithin(place, rule.area)))
  );
}

function isNamed<T>(list: readonly T[], one: T): boolean {
  return list.length === 0 || list.includes(one);
}

import type { Alarm } from '../../core/alarm/alarm.ts';
import { advance } from '../../core/alarm/alarm-life.ts';
import type { AlarmPolicy } from '../../core/alarm/alarm-policy.ts';
import type { SiteRationalisation } from '../../core/alarm/rationalisation.ts';
import {
  type AlarmPlace,
  type Aside,
  covers,
  isInForce,
  type OutOfService,
  suppressedBy,
} from '../../core/alarm/set-aside.ts';
import type { SituationKind } from '../../core/zone.ts';
import type { Tx } from '../store/database.ts';
import { standingOutOfService } from '../store/out-of-service.ts';
import { readSettings } from '../store/settings.ts';
import { openKinds } from '../store/situations.ts';

/** What decides whether an alarm asks anybody, read once in a transaction that holds `lockAlarms`. */
export type Standing = {
  readonly policy: AlarmPolicy;
  readonly rationalisations: readonly SiteRationalisation[];
  readonly orders: readonly OutOfService[];
  /** What holds now, at the cameras asked for. */
  readonly kinds: readonly { readonly cameraId: string; readonly kind: SituationKind }[];
};

/** @param cameraIds null: of every camera. */
export async function readStanding(tx: Tx, cameraIds: readonly string[] | null): Promise<Standing> {
  const { alarmPolicy, rationalisations } = await readSettings(tx);
  return {
    policy: alarmPolicy,
    rationalisations,
    orders: await standingOutOfService(tx),
    kinds: await openKinds(tx, cameraIds),
  };
}

/** Why an alarm of this kind would ask nobody here and now; null: it asks. Out of service outranks suppression. */
export function asideAt(place: AlarmPlace, standing: Standing, nowMs: number): Aside | null {
  const order = standing.orders.find((one) => isInForce(one, nowMs) && covers(one, place));
  if (order !== undefined)
    return {
      as: 'out-of-service',
      by: order.by,
      reason: order.reason,
      sinceMs: nowMs,
      untilMs: order.untilMs,
    };
  const kinds = standing.kinds.filter((one) => one.cameraId === place.cameraId).map(({ kind }) => kind);
  const cause = suppressedBy(place.kind, kinds, standing.policy.suppressions);
  return cause === null
    ? null
    : { as: 'suppressed', by: 'system', reason: cause, sinceMs: nowMs, untilMs: null };
}

/** The alarm as it stands after what is decided for its place: set aside, or as it was. */
export function settle(alarm: Alarm, standing: Standing, nowMs: number): Alarm {
  const aside = asideAt(alarm, standing, nowMs);
  const result = aside === null ? null : advance(alarm, { type: 'set-aside', aside }, nowMs);
  return result?.ok ? result.alarm : alarm;
}

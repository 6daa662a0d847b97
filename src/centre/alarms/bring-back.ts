/** What comes back: a shelf that has ended, what is suppressed no longer, what is in service again. */
import type { Alarm } from '../../core/alarm/alarm.ts';
import { advance } from '../../core/alarm/alarm-life.ts';
import { type AsideKind, covers, isInForce, type OutOfService } from '../../core/alarm/set-aside.ts';
import { holdAlarmsAside } from '../store/alarms.ts';
import type { Tx } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import { endOutOfService, standingOutOfService } from '../store/out-of-service.ts';
import { asideAt, readStanding, type Standing, settle } from './aside-at.ts';
import { type AlarmChange, storeAll } from './record-alarms.ts';

export const broughtBack: { readonly [A in AsideKind]: string } = {
  shelved: 'alarm.unshelved',
  suppressed: 'alarm.unsuppressed',
  'out-of-service': 'alarm.in-service',
};

/** Brought back, and at once aside again where another cause stands: e.g. its camera was lost while it was shelved. */
export function bringBack(alarm: Alarm, from: AsideKind, standing: Standing, nowMs: number): Alarm | null {
  const back = advance(alarm, { type: 'brought-back', from }, nowMs);
  return back.ok ? settle(back.alarm, standing, nowMs) : null;
}

/** Alarms that nothing suppresses any more, for the caller to store. Locks them. @param nowMs at each camera. */
export async function liftedSuppressions(
  tx: Tx,
  nowMs: (cameraId: string) => number,
): Promise<AlarmChange[]> {
  const alarms = await holdAlarmsAside(tx, 'suppressed');
  if (alarms.length === 0) return [];
  const standing = await readStanding(tx, null);
  return alarms
    .filter((alarm) => asideAt(alarm, standing, nowMs(alarm.cameraId)) === null)
    .flatMap((alarm) => backOf([alarm], 'suppressed', { standing, nowMs: nowMs(alarm.cameraId) }));
}

/** Alarms that no order keeps out of service any more, for the caller to store. Locks them. */
export async function backInService(tx: Tx, nowMs: number, who?: string): Promise<AlarmChange[]> {
  const alarms = await holdAlarmsAside(tx, 'out-of-service');
  if (alarms.length === 0) return [];
  const standing = await readStanding(tx, null);
  const isKept = (alarm: Alarm) =>
    standing.orders.some((order) => isInForce(order, nowMs) && covers(order, alarm));
  return backOf(
    alarms.filter((alarm) => !isKept(alarm)),
    'out-of-service',
    { standing, nowMs, who },
  );
}

/** Everything whose time is up by the clock, in a transaction that holds `lockAlarms`. */
export async function bringBackDue(tx: Tx, nowMs: number): Promise<void> {
  const ended: OutOfService[] = [];
  for (const order of await standingOutOfService(tx)) {
    if (isInForce(order, nowMs)) continue;
    ended.push({ ...order, endedAtMs: nowMs, endedBy: 'system' });
    await endOutOfService(tx, ended.at(-1)!);
  }
  const shelved = await holdAlarmsAside(tx, 'shelved');
  const due = shelved.filter(
    ({ aside }) => aside !== null && aside.untilMs !== null && aside.untilMs <= nowMs,
  );
  await storeAll(tx, [
    ...backOf(due, 'shelved', { standing: await readStanding(tx, null), nowMs }),
    ...(ended.length === 0 ? [] : await backInService(tx, nowMs)),
  ]);
  for (const order of ended) {
    await record(tx, {
      audit: {
        atMs: nowMs,
        who: 'system',
        action: 'out-of-service.ended',
        target: order.id,
        detail: { cameraId: order.cameraId, zoneId: order.zoneId, kind: order.kind, cause: 'time-is-up' },
      },
      events: [{ type: 'out-of-service', order }],
    });
  }
}

function backOf(
  alarms: readonly Alarm[],
  from: AsideKind,
  { standing, nowMs, who }: { standing: Standing; nowMs: number; who?: string | undefined },
): AlarmChange[] {
  return alarms.flatMap((before): AlarmChange[] => {
    const alarm = bringBack(before, from, standing, nowMs);
    if (alarm === null) return [];
    const cause = from === 'shelved' ? 'time-is-up' : from === 'suppressed' ? 'cause-is-over' : 'in-service';
    const named = who === undefined ? {} : { who };
    return [{ alarm, entry: { action: broughtBack[from], nowMs, detail: { cause }, ...named } }];
  });
}

/** What an administrator decides: what is out of service, and the policy of the site. */
import { randomUUID } from 'node:crypto';
import { advance } from '../../core/alarm/alarm-life.ts';
import type { AlarmPolicy } from '../../core/alarm/alarm-policy.ts';
import { covers, isInForce, type OutOfService } from '../../core/alarm/set-aside.ts';
import { holdOpenAlarms, lockAlarms } from '../store/alarms.ts';
import type { AuditDraft } from '../store/audit.ts';
import { change, type Sql } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import { endOutOfService, holdOutOfService, insertOutOfService } from '../store/out-of-service.ts';
import { readSettings, writeSetting } from '../store/settings.ts';
import { backInService, liftedSuppressions } from './bring-back.ts';
import { type AlarmChange, storeAll } from './record-alarms.ts';

/** The audit entry of the call, by its target and detail. */
type Entry = (target: string | null, detail: AuditDraft['detail']) => AuditDraft;

type Asked = Pick<OutOfService, 'cameraId' | 'zoneId' | 'kind' | 'reason' | 'untilMs' | 'by'>;

/** From now on; what stands there leaves the queues at once. */
export function takeOutOfService(sql: Sql, asked: Asked, nowMs: number, entry: Entry): Promise<OutOfService> {
  const order: OutOfService = { id: randomUUID(), ...asked, sinceMs: nowMs, endedAtMs: null, endedBy: null };
  const { cameraId, zoneId, kind, reason, untilMs, by } = order;
  const aside = { as: 'out-of-service', by, reason, sinceMs: nowMs, untilMs } as const;
  return change(sql, async (tx) => {
    await lockAlarms(tx);
    await insertOutOfService(tx, order);
    const changes = (await holdOpenAlarms(tx)).flatMap((alarm): AlarmChange[] => {
      if (!covers(order, alarm)) return [];
      const next = advance(alarm, { type: 'set-aside', aside }, nowMs);
      if (!next.ok) return [];
      return [
        {
          alarm: next.alarm,
          entry: { action: 'alarm.out-of-service', nowMs, who: by, detail: { order: order.id } },
        },
      ];
    });
    await storeAll(tx, changes);
    await record(tx, {
      audit: entry(order.id, { cameraId, zoneId, kind, reason, untilMs, alarms: changes.length }),
      events: [{ type: 'out-of-service', order }],
    });
    return order;
  });
}

/** @returns null when there is no such order; `isOver` when it was ended before. */
export function putBackIntoService(
  sql: Sql,
  { id, by, nowMs }: { id: string; by: string; nowMs: number },
  entry: Entry,
): Promise<{ readonly order: OutOfService; readonly isOver: boolean } | null> {
  return change(sql, async (tx) => {
    await lockAlarms(tx);
    const before = await holdOutOfService(tx, id);
    if (before === null) return null;
    if (!isInForce(before, nowMs)) return { order: before, isOver: true };
    const order = { ...before, endedAtMs: nowMs, endedBy: by };
    await endOutOfService(tx, order);
    await storeAll(tx, await backInService(tx, nowMs, by));
    const { cameraId, zoneId, kind } = order;
    await record(tx, {
      audit: entry(id, { cameraId, zoneId, kind }),
      events: [{ type: 'out-of-service', order }],
    });
    return { order, isOver: false };
  });
}

/** @returns the policy as it is now, or null when somebody else has changed it since `policy.version` was read. */
export function replaceAlarmPolicy(
  sql: Sql,
  policy: AlarmPolicy,
  nowMs: number,
  entry: Entry,
): Promise<AlarmPolicy | null> {
  return change(sql, async (tx) => {
    await lockAlarms(tx);
    const before = (await readSettings(tx)).alarmPolicy;
    if (before.version !== policy.version) return null;
    const next = { ...policy, version: before.version + 1 };
    await writeSetting(tx, 'alarmPolicy', {
      ...next,
      latchingKinds: [...next.latchingKinds],
      shiftStarts: [...next.shiftStarts],
      suppressions: next.suppressions.map((rule) => ({ while: rule.while, kinds: [...rule.kinds] })),
    });
    await storeAll(tx, await liftedSuppressions(tx, () => nowMs));
    await record(tx, { audit: entry(null, { before, after: next }) });
    return next;
  });
}

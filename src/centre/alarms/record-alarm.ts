import type { LiveEvent } from '../../contract/events.ts';
import type { AlarmView } from '../../contract/shapes.ts';
import type { Alarm } from '../../core/alarm/alarm.ts';
import { findAlarm, updateAlarm } from '../store/alarms.ts';
import type { Tx } from '../store/database.ts';
import { record } from '../store/ledger.ts';

export type AlarmEntry = {
  readonly action: string;
  readonly nowMs: number;
  /** A person's name; without: 'system'. */
  readonly who?: string;
  readonly detail?: { readonly [key: string]: unknown };
};

/** A change of an alarm and the entry it leaves. */
export type AlarmChange = { readonly alarm: Alarm; readonly entry: AlarmEntry };

/** Each alarm's own entry, its newest state for the consoles, and what else is to be told. Last in its transaction: see store/ledger.ts. */
export async function recordAlarm(
  tx: Tx,
  alarm: Alarm,
  entry: AlarmEntry,
  more: readonly LiveEvent[] = [],
): Promise<void> {
  const view = (await findAlarm(tx, alarm.id)) as AlarmView;
  await record(tx, {
    audit: {
      atMs: entry.nowMs,
      who: entry.who ?? 'system',
      action: entry.action,
      target: alarm.id,
      detail: {
        kind: alarm.kind,
        cameraId: alarm.cameraId,
        zoneId: alarm.zoneId,
        situationId: alarm.situationId,
        state: alarm.state,
        ...entry.detail,
      },
    },
    events: [{ type: 'alarm', alarm: view }, ...more],
  });
}

/** Stores several, then records each: rows first, because the lock of the ledger comes last. */
export async function storeAll(tx: Tx, changes: readonly AlarmChange[]): Promise<void> {
  for (const { alarm } of changes) await updateAlarm(tx, alarm);
  for (const { alarm, entry } of changes) await recordAlarm(tx, alarm, entry);
}

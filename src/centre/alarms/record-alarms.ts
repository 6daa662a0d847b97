import type { LiveEvent } from '../../contract/events.ts';
import type { AlarmView } from '../../contract/shapes.ts';
import type { Alarm } from '../../core/alarm/alarm.ts';
import { findAlarms, updateAlarms } from '../store/alarms.ts';
import type { Tx } from '../store/database.ts';
import { record } from '../store/ledger.ts';

export type AlarmEntry = {
  readonly action: string;
  readonly nowMs: number;
  /** A person's name; without: 'system'. */
  readonly who?: string;
  readonly detail?: { readonly [key: string]: unknown };
};

/** A change of an alarm, the entry it leaves, and what else is to be told. */
export type AlarmChange = {
  readonly alarm: Alarm;
  readonly entry: AlarmEntry;
  readonly more?: readonly LiveEvent[];
};

/** Each alarm's own entry and its newest state for the consoles. Last in its transaction: see store/ledger.ts. */
export async function recordAlarms(tx: Tx, changes: readonly AlarmChange[]): Promise<void> {
  if (changes.length === 0) return;
  const views = await findAlarms(
    tx,
    changes.map(({ alarm }) => alarm.id),
  );
  await record(
    tx,
    ...changes.map(({ alarm, entry, more = [] }) => ({
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
      events: [{ type: 'alarm', alarm: views.get(alarm.id) as AlarmView } as const, ...more],
    })),
  );
}

/** Stores several, then records each: rows first, because the lock of the ledger comes last. No alarm twice. */
export async function storeAll(tx: Tx, changes: readonly AlarmChange[]): Promise<void> {
  await updateAlarms(
    tx,
    changes.map(({ alarm }) => alarm),
  );
  await recordAlarms(tx, changes);
}

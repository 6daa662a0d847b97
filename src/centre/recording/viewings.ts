import type { SegmentKind } from '../../core/recording/segment.ts';
import type { Clock } from '../ports.ts';
import type { SignedIn } from '../sessions.ts';
import { change, type Sql } from '../store/database.ts';
import { record } from '../store/ledger.ts';

const hourMs = 3_600_000;
/** Coming back to the same hour after this long is looking back anew. */
const stretchMs = 30 * 60_000;
const mostRemembered = 10_000;

/** Who looked back at what: one audit entry a person, camera and hour of footage, stored before the first byte leaves. */
export type Viewings = {
  note(
    who: SignedIn,
    footage: { readonly cameraId: string; readonly kind: SegmentKind; readonly fromMs: number },
  ): Promise<void>;
};

export function createViewings({ sql, clock }: { readonly sql: Sql; readonly clock: Clock }): Viewings {
  /** When it was noted, or last asked for; the oldest first. */
  const known = new Map<string, { atMs: number; noted: Promise<void> }>();
  return {
    note(who, { cameraId, kind, fromMs }) {
      const hour = Math.floor(fromMs / hourMs);
      const key = `${who.userId} ${cameraId} ${hour}`;
      const nowMs = clock.nowMs();
      const before = known.get(key);
      known.delete(key);
      const isSame = before !== undefined && Math.abs(nowMs - before.atMs) < stretchMs;
      const detail = { kind, fromMs: hour * hourMs, toMs: (hour + 1) * hourMs };
      const audit = {
        atMs: nowMs,
        who: who.userName,
        action: 'footage.viewed',
        target: cameraId,
        detail,
      };
      const noted = isSame ? before.noted : change(sql, (tx) => record(tx, { audit }));
      known.set(key, { atMs: nowMs, noted });
      if (known.size > mostRemembered) known.delete(known.keys().next().value!);
      // What could not be noted is not shown, and is noted at the next try.
      noted.catch(() => known.delete(key));
      return noted;
    },
  };
}

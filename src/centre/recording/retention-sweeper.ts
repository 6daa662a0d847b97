/** Deletes what is due, for good: the file durably, then its row with a certificate in one transaction. */
import { createHash, randomUUID } from 'node:crypto';
import type { CertificatePart, DeletionCertificate, DeletionRule } from '../../contract/recording.ts';
import { dueFromMs, dueRule, type RetentionRules } from '../../core/recording/retention.ts';
import { whatToGiveUp } from '../../core/recording/what-to-give-up.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import { change, type Sql, type Tx } from '../store/database.ts';
import { closeHolds, holdsInForce } from '../store/holds.ts';
import { record } from '../store/ledger.ts';
import {
  beingDeleted,
  deleteRows,
  insertCertificate,
  markDeleting,
  recordedPlaces,
  removedCandidates,
  type SweepSegment,
  sweepCandidates,
} from '../store/sweep.ts';
import type { Policies } from './policies.ts';

export type Sweep = {
  readonly segments: number;
  readonly bytes: number;
  /** Files that could not be deleted; they are tried again at the next turn. */
  readonly refused: number;
};
export type GiveUp = Sweep & {
  /** All there is is held, or gone. */
  readonly missingBytes: number;
  /** Footage of before this is gone; null: nothing was. */
  readonly untilMs: number | null;
};

export type RetentionSweeper = {
  /**
   * All that is due, or will be until somebody sweeps again. Goes on with what one that was killed had begun.
   * @param aheadMs time until then.
   */
  sweep(nowMs: number, aheadMs?: number): Promise<Sweep>;
  /** So many bytes, of what may go first (core/recording/what-to-give-up.ts). */
  giveUp(wantedBytes: number, nowMs: number): Promise<GiveUp>;
};

const batchSize = 500;
const filesAtOnce = 8;
/** Bounded: the rest goes at the next turn. A day of 80 cameras is 115,000. */
const mostBatches = 1_000;

export function createRetentionSweeper(world: {
  readonly sql: Sql;
  readonly blobs: Blobs;
  readonly policies: Policies;
  readonly log: Log;
  /** Wall clock, for certificates. */
  readonly nowMs: () => number;
}): RetentionSweeper {
  const { sql, blobs, policies, log } = world;
  let working: Promise<unknown> = Promise.resolve();

  /** One after the other: two at once would count what the other deletes. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = working.then(work);
    working = done.catch(() => {});
    return done;
  }

  async function rulesAt(tx: Tx, nowMs: number, aheadMs = 0): Promise<RetentionRules> {
    // Until the end of the transaction nobody makes a hold that would come too late without knowing.
    await closeHolds(tx);
    return { nowMs, aheadMs, policyOf: policies.of, holds: await holdsInForce(tx, nowMs) };
  }

  /** @returns how many were marked. */
  function markDue(nowMs: number, aheadMs: number): Promise<number> {
    return change(sql, async (tx) => {
      const rules = await rulesAt(tx, nowMs, aheadMs);
      const bound = { nowMs, limit: batchSize };
      let marked = await mark(tx, rules, await removedCandidates(tx, bound));
      for (const place of await recordedPlaces(tx)) {
        if (marked >= batchSize) break;
        const beganByMs = Math.max(0, dueFromMs(place, rules));
        marked += await mark(tx, rules, await sweepCandidates(tx, { ...place, beganByMs }, bound));
      }
      return marked;
    });
  }

  async function mark(tx: Tx, rules: RetentionRules, candidates: readonly SweepSegment[]): Promise<number> {
    let marked = 0;
    for (const rule of ['term', 'camera-removed'] as const) {
      const ids = candidates.filter((segment) => dueRule(segment, rules) === rule).map(({ id }) => id);
      if (ids.length > 0) await markDeleting(tx, ids, rule, rules.nowMs);
      marked += ids.length;
    }
    return marked;
  }

  /** Everything that is marked: files, then rows and certificates. */
  async function deleteMarked(): Promise<Sweep> {
    let total: Sweep = { segments: 0, bytes: 0, refused: 0 };
    for (let batch = 0; batch < mostBatches; batch++) {
      const marked = await beingDeleted(sql, batchSize);
      if (marked.length === 0) break;
      const { gone, refusal } = await removeFiles(blobs, marked);
      for (const rule of new Set(gone.map((segment) => segment.rule))) {
        const done = await certify(
          gone.filter((segment) => segment.rule === rule),
          rule,
        );
        total = { ...total, segments: total.segments + done.segments, bytes: total.bytes + done.bytes };
      }
      if (refusal !== null) {
        const refused = marked.length - gone.length;
        logFailure(
          log,
          `${refused} files of due footage could not be deleted; they are tried again`,
          refusal,
        );
        return { ...total, refused };
      }
    }
    return total;
  }

  function certify(gone: readonly SweepSegment[], rule: DeletionRule) {
    return change(sql, async (tx) => {
      const ids = await deleteRows(
        tx,
        gone.map(({ id }) => id),
      );
      const deleted = gone.filter(({ id }) => ids.has(id));
      if (deleted.length === 0) return { segments: 0, bytes: 0 };
      const certificate = certificateOf(deleted, { rule, atMs: world.nowMs() });
      await insertCertificate(tx, certificate);
      const { id: target, atMs, segments, bytes, parts, digest } = certificate;
      const detail = { certificate: target, rule, segments, bytes, digest, parts };
      await record(tx, { audit: { atMs, who: 'system', action: 'footage.deleted', target, detail } });
      return { segments, bytes };
    });
  }

  return {
    sweep: (nowMs, aheadMs = 0) =>
      inTurn(async () => {
        let total = await deleteMarked();
        for (let batch = 0; batch < mostBatches && total.refused === 0; batch++) {
          if ((await markDue(nowMs, aheadMs)) === 0) break;
          total = sumOf(total, await deleteMarked());
        }
        return total;
      }),

    giveUp: (wantedBytes, nowMs) =>
      inTurn(async () => {
        const chosen = await change(sql, async (tx) => {
          const rules = await rulesAt(tx, nowMs);
          const candidates = await removedCandidates(tx, { nowMs, limit: batchSize });
          for (const place of await recordedPlaces(tx)) {
            const all = { ...place, beganByMs: nowMs };
            candidates.push(...(await sweepCandidates(tx, all, { nowMs, limit: batchSize })));
          }
          const known = new Map(candidates.map((segment) => [segment.id, segment]));
          const given = whatToGiveUp([...known.values()], { wantedBytes, rules });
          for (const rule of ['term', 'camera-removed', 'disk-full'] as const) {
            const ids = given.segments.filter((segment) => (dueRule(segment, rules) ?? 'disk-full') === rule);
            if (ids.length > 0)
              await markDeleting(
                tx,
                ids.map(({ id }) => id),
                rule,
                nowMs,
              );
          }
          return given;
        });
        const swept = await deleteMarked();
        const ends = chosen.segments.map(({ toMs }) => toMs);
        return {
          ...swept,
          missingBytes: chosen.missingBytes,
          untilMs: ends.length === 0 ? null : Math.max(...ends),
        };
      }),
  };
}

/** Each durably, some at once. False from the storage: one that was killed here had deleted it already. */
async function removeFiles<S extends SweepSegment>(
  blobs: Blobs,
  segments: readonly S[],
): Promise<{ readonly gone: readonly S[]; readonly refusal: unknown }> {
  const gone: S[] = [];
  let refusal: unknown = null;
  for (let first = 0; first < segments.length; first += filesAtOnce) {
    const some = segments.slice(first, first + filesAtOnce);
    const results = await Promise.allSettled(some.map(({ key }) => blobs.remove(key)));
    for (const [i, result] of results.entries()) {
      if (result.status === 'fulfilled') gone.push(some[i]!);
      else refusal = result.reason;
    }
  }
  return { gone, refusal };
}

function sumOf(a: Sweep, b: Sweep): Sweep {
  return { segments: a.segments + b.segments, bytes: a.bytes + b.bytes, refused: b.refused };
}

/** @param segments at least one, all by the same rule. */
export function certificateOf(
  segments: readonly SweepSegment[],
  { rule, atMs }: { readonly rule: DeletionRule; readonly atMs: number },
): DeletionCertificate {
  const inOrder = [...segments].sort((a, b) => (a.key < b.key ? -1 : 1));
  const hash = createHash('sha256');
  for (const { id, key, sha256 } of inOrder) hash.update(`${id} ${key} ${sha256}\n`);
  const parts = new Map<string, CertificatePart>();
  for (const { cameraId, kind, fromMs, toMs, bytes } of inOrder) {
    const place = `${kind} ${cameraId}`;
    const part = parts.get(place) ?? { cameraId, kind, fromMs, toMs, segments: 0, bytes: 0 };
    parts.set(place, {
      ...part,
      fromMs: Math.min(part.fromMs, fromMs),
      toMs: Math.max(part.toMs, toMs),
      segments: part.segments + 1,
      bytes: part.bytes + bytes,
    });
  }
  return {
    id: randomUUID(),
    atMs,
    rule,
    segments: segments.length,
    bytes: segments.reduce((sum, { bytes }) => sum + bytes, 0),
    parts: [...parts.values()],
    digest: hash.digest('hex'),
  };
}

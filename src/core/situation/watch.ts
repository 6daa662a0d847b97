import type { Measure } from '../measure/measure.ts';
import type { SituationKind } from '../zone.ts';
import type { LevelOfService, Situation } from './situation.ts';
import { situationId } from './situation-id.ts';

export type SituationChange = {
  readonly phase: 'began' | 'changed' | 'ended';
  readonly situation: Situation;
};

/** What a rule says of one frame. */
export type Verdict = {
  /** The condition is met (the rule's upper threshold). */
  readonly isOn: boolean;
  /** An open situation goes on (the lower threshold). True whenever `isOn` is. */
  readonly isKept: boolean;
  /** When the condition began, if the rule knows better than the watch, UTC ms. */
  readonly sinceMs: number | null;
  readonly certainty: number;
  readonly levelOfService: LevelOfService | null;
  /** How many things cause it; one more is a change. */
  readonly causes: number;
  readonly because: () => readonly Measure[];
};

/** Follows one rule: condition, hold, open, clear, ended. One situation at a time. */
export type Watch = {
  readonly cameraId: string;
  readonly kind: SituationKind;
  readonly zoneId: string | null;
  /** Tells rules of one kind in one zone apart. */
  readonly ordinal: number;
  /** When the condition was first met, not yet for long enough. */
  pending: { readonly tMs: number; readonly atMs: number } | null;
  open: Situation | null;
  causes: number;
  /** Situations begun: two in one millisecond are still two. */
  begun: number;
  /** When an open situation's condition was last met. */
  last: { tMs: number; atMs: number };
  /** A new level of service must stay this long before it is told. */
  levelSinceTMs: number | null;
};

const levelHoldMs = 2_000;

export function createWatch(of: Pick<Watch, 'cameraId' | 'kind' | 'zoneId' | 'ordinal'>): Watch {
  return {
    ...of,
    pending: null,
    open: null,
    causes: 0,
    begun: 0,
    last: { tMs: 0, atMs: 0 },
    levelSinceTMs: null,
  };
}

/**
 * One step of a watch, changed in place.
 * @param now `tMs` runs only while the condition can be judged: hold and clear times are counted in it, so neither a gap nor
 *   a blind camera begins or ends anything. `atMs` labels, UTC.
 */
export function followWatch(
  watch: Watch,
  verdict: Verdict,
  now: { readonly tMs: number; readonly atMs: number },
  { holdMs, clearMs }: { readonly holdMs: number; readonly clearMs: number },
): readonly SituationChange[] {
  if (watch.open !== null) {
    if (verdict.isKept) {
      watch.last = { ...now };
      return whileOpen(watch, verdict, now);
    }
    return now.tMs - watch.last.tMs >= clearMs ? endWatch(watch, watch.last.atMs) : [];
  }
  if (!verdict.isKept) watch.pending = null;
  else if (verdict.isOn) watch.pending ??= { ...now };
  if (watch.pending === null || !verdict.isOn || now.tMs - watch.pending.tMs < holdMs) return [];

  const sinceMs = Math.round(verdict.sinceMs ?? watch.pending.atMs);
  const detectedAtMs = Math.max(Math.round(now.atMs), sinceMs);
  const { cameraId, kind, zoneId, ordinal } = watch;
  watch.open = {
    id: situationId([cameraId, kind, zoneId, ordinal, sinceMs, detectedAtMs, watch.begun++]),
    cameraId,
    kind,
    zoneId,
    sinceMs,
    detectedAtMs,
    endedMs: null,
    certainty: verdict.certainty,
    levelOfService: verdict.levelOfService,
    because: verdict.because(),
  };
  watch.pending = null;
  watch.causes = verdict.causes;
  watch.last = { ...now };
  watch.levelSinceTMs = null;
  return [{ phase: 'began', situation: watch.open }];
}

/** Ends an open situation at once: its zone or rule is gone, or its condition is over. */
export function endWatch(watch: Watch, atMs: number): readonly SituationChange[] {
  const { open } = watch;
  watch.pending = null;
  watch.open = null;
  if (open === null) return [];
  const endedMs = Math.max(Math.round(atMs), open.detectedAtMs);
  return [{ phase: 'ended', situation: { ...open, endedMs } }];
}

function whileOpen(
  watch: Watch,
  verdict: Verdict,
  now: { readonly tMs: number },
): readonly SituationChange[] {
  const open = watch.open!;
  const isNewLevel = verdict.levelOfService !== null && verdict.levelOfService !== open.levelOfService;
  if (!isNewLevel) watch.levelSinceTMs = null;
  else watch.levelSinceTMs ??= now.tMs;
  const isLevelHeld = watch.levelSinceTMs !== null && now.tMs - watch.levelSinceTMs >= levelHoldMs;
  const isMore = verdict.causes > watch.causes;
  if (!isLevelHeld && !isMore) return [];
  watch.causes = verdict.causes;
  watch.levelSinceTMs = null;
  watch.open = {
    ...open,
    certainty: Math.max(open.certainty, verdict.certainty),
    levelOfService: isLevelHeld ? verdict.levelOfService : open.levelOfService,
    because: verdict.because(),
  };
  return [{ phase: 'changed', situation: watch.open }];
}

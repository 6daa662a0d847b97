import type { Measure } from '../measure/measure.ts';
import type { SituationKind } from '../zone.ts';
import type { LevelOfService, Situation } from './situation.ts';
import { situationId } from './situation-id.ts';

export type SituationChange = {
  readonly phase: 'began' | 'changed' | 'ended';
  readonly situation: Situation;
  /**
   * How many things this tells of for the first time: one or more when a situation begins, those that have joined since when
   * it changes. Who evaluates matches each to an event of its own.
   */
  readonly added: number;
  /** When that was told: capture time of the frame, UTC ms. */
  readonly atMs: number;
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
  /** How many things cause it, or have caused it since it began; one more is a change. 0 where the zone as a whole causes it. */
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
  /** The most that were told. */
  causes: number;
  /** When that was, observed ms. */
  toldTMs: number;
  /** Situations begun: two in one millisecond are still two. */
  begun: number;
  /** When an open situation's condition was last met. */
  last: { tMs: number; atMs: number };
  /** A new level of service must stay this long before it is told. */
  levelSinceTMs: number | null;
};

const levelHoldMs = 2_000;
/** Those who join within this are told together: a column of vehicles is no flood of changes. */
const togetherMs = 1_000;

export function createWatch(of: Pick<Watch, 'cameraId' | 'kind' | 'zoneId' | 'ordinal'>): Watch {
  return {
    ...of,
    pending: null,
    open: null,
    causes: 0,
    toldTMs: 0,
    begun: 0,
    last: { tMs: 0, atMs: 0 },
    levelSinceTMs: null,
  };
}

/**
 * One step of a watch, changed in place.
 *
 * One place, one open situation: what joins it changes it, with the new count, and does not begin another. An operator who
 * looks at the place sees all of them at once, and twenty alarms for one column of vehicles would hide the alarm of the next
 * camera (EEMUA 191: more than 10 alarms in 10 minutes is a flood). The next situation begins after `clearMs` of calm.
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
    if (now.tMs - watch.last.tMs >= clearMs) return endWatch(watch, watch.last.atMs);
    // The last to join may have left before it could be told.
    return verdict.causes > watch.causes ? whileOpen(watch, verdict, now) : [];
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
  watch.toldTMs = now.tMs;
  watch.last = { ...now };
  watch.levelSinceTMs = null;
  return [{ phase: 'began', situation: watch.open, added: Math.max(verdict.causes, 1), atMs: detectedAtMs }];
}

/** Ends an open situation at once: its zone or rule is gone, or its condition is over. */
export function endWatch(watch: Watch, atMs: number): readonly SituationChange[] {
  const { open } = watch;
  watch.pending = null;
  watch.open = null;
  if (open === null) return [];
  const endedMs = Math.max(Math.round(atMs), open.detectedAtMs);
  return [{ phase: 'ended', situation: { ...open, endedMs }, added: 0, atMs: endedMs }];
}

function whileOpen(
  watch: Watch,
  verdict: Verdict,
  now: { readonly tMs: number; readonly atMs: number },
): readonly SituationChange[] {
  const open = watch.open!;
  const isNewLevel = verdict.levelOfService !== null && verdict.levelOfService !== open.levelOfService;
  if (!isNewLevel) watch.levelSinceTMs = null;
  else watch.levelSinceTMs ??= now.tMs;
  const isLevelHeld = watch.levelSinceTMs !== null && now.tMs - watch.levelSinceTMs >= levelHoldMs;
  const isMore = verdict.causes > watch.causes && now.tMs - watch.toldTMs >= togetherMs;
  if (!isLevelHeld && !isMore) return [];
  const added = isMore ? verdict.causes - Math.max(watch.causes, 1) : 0;
  if (isMore) {
    watch.causes = verdict.causes;
    watch.toldTMs = now.tMs;
  }
  watch.levelSinceTMs = null;
  watch.open = {
    ...open,
    certainty: Math.max(open.certainty, verdict.certainty),
    levelOfService: isLevelHeld ? verdict.levelOfService : open.levelOfService,
    because: verdict.because(),
  };
  return [{ phase: 'changed', situation: watch.open, added, atMs: Math.round(now.atMs) }];
}

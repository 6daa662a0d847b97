import type { Category, Detection } from '../detection.ts';
import type { Box } from '../geometry.ts';
import { assign } from './assignment.ts';
import { agreement } from './box-agreement.ts';
import {
  beginTrack,
  doesCount,
  isCarriedWeakly,
  isProved,
  isStillExpected,
  predict,
  see,
  shown,
  type Track,
} from './track.ts';
import type { TrackedBox } from './tracked-box.ts';
import { defaultTrackerSettings, strongScoreOf, type TrackerSettings } from './tracker-settings.ts';

export { defaultTrackerSettings, type TrackerSettings } from './tracker-settings.ts';

/** Plain data, owned by one stream of frames; a new run of the stream takes a new tracker. */
export type TrackerState = {
  readonly settings: TrackerSettings;
  tracks: Track[];
  nextId: number;
  atMs: number | null;
  /** The stream's usual frame interval, ms: the step in which motion is counted. */
  stepMs: number | null;
  /** Tracks that were not begun because `maxTracks` were alive. */
  refusedStarts: number;
};

export function createTracker(settings: Partial<TrackerSettings> = {}): TrackerState {
  return {
    settings: { ...defaultTrackerSettings, ...settings },
    tracks: [],
    nextId: 1,
    atMs: null,
    stepMs: null,
    refusedStarts: 0,
  };
}

/**
 * Follows boxes from one frame to the next by motion and overlap alone: Kalman prediction and optimal pairing
 * (SORT, Bewley et al. 2016) with a second pairing of weak detections (ByteTrack, Zhang et al. 2022). No
 * appearance, so a track that was lost is never known again.
 *
 * Frames may come at any, also changing, intervals: motion is scaled by the time that passed.
 * @param state is changed in place and returned; the caller gives it up (copying tracks every frame costs more than tracking).
 * @param detections of one frame, one unit of length throughout.
 * @param atMs capture time; when it does not advance, one usual interval is assumed.
 * @returns every living track: confirmed, tentative and coasting.
 */
export function advanceTracks(
  state: TrackerState,
  detections: readonly Detection[],
  atMs: number,
): { state: TrackerState; tracks: readonly TrackedBox[] } {
  const { settings } = state;
  // After a pause nobody is known: a track must not be taken up by whoever stands there now.
  state.tracks = state.tracks.filter((t) => atMs - t.lastSeenMs <= settings.coastMs);
  predictAll(state, atMs);

  const strong: Detection[] = [];
  const weak: Detection[] = [];
  for (const d of detections) {
    if (!isUsable(d.box)) continue;
    const limit = strongScoreOf(d.category, settings);
    if (d.score >= limit) strong.push(d);
    else if (d.score >= limit * settings.weakShare) weak.push(d);
  }

  const before = state.tracks;
  const proved = before.filter((t) => isProved(t, settings));
  const newcomers = before.filter((t) => !isProved(t, settings));
  // Strong detections go to tracks that have proved themselves, weak ones to those still unseen; newcomers take
  // what is left of both. Last, a cyclist's track may change between person and bicycle.
  let rest = pair(proved, strong, settings.minOverlap, isSame, atMs);
  const continued = proved.filter((t) => isUnseen(t) && isCarriedWeakly(t, settings, atMs));
  const stillWeak = pair(continued, weak, settings.minWeakOverlap, isSame, atMs, false);
  rest = pair(newcomers, rest, settings.minOverlap, isSame, atMs);
  const nearlyStrong = stillWeak.filter(
    (d) => d.score >= strongScoreOf(d.category, settings) * settings.newcomerShare,
  );
  pair(newcomers.filter(isUnseen), nearlyStrong, settings.minWeakOverlap, isSame, atMs, false);
  rest = pair(before.filter(isUnseen), rest, settings.minWeakOverlap, mayBeTheSame, atMs);
  for (const t of before) if (t.isSeen) t.isConfirmed = doesCount(t, settings);
  state.tracks = before.filter((t) => t.isSeen || isStillExpected(t, settings, atMs));
  startTracks(state, rest, atMs);
  return { state, tracks: state.tracks.map(shown) };
}

function predictAll(state: TrackerState, atMs: number): void {
  const elapsed = state.atMs === null ? 0 : atMs - state.atMs;
  let steps = 1;
  if (elapsed > 0) {
    state.stepMs ??= elapsed;
    steps = elapsed / state.stepMs;
    // The usual interval follows a lasting change of rate within some ten frames and ignores a single late frame.
    state.stepMs += (Math.min(Math.max(elapsed, state.stepMs / 2), state.stepMs * 2) - state.stepMs) * 0.1;
  }
  state.atMs = atMs;
  for (const t of state.tracks) {
    predict(t, steps);
    t.trust = trustAfter(atMs - t.lastSeenMs - (state.stepMs ?? 0), state.settings.coastMs);
  }
}

/** The longer unseen, the less a track may take from one seen just now. */
function trustAfter(unseenMs: number, coastMs: number): number {
  return 1 - 0.3 * Math.min(1, Math.max(0, unseenMs / coastMs));
}

/** Pairs by the greatest total overlap; paired tracks take their detection in. Returns the detections left over. */
function pair(
  tracks: readonly Track[],
  detections: readonly Detection[],
  minOverlap: number,
  fits: (a: Category, b: Category) => boolean,
  atMs: number,
  isStrong = true,
): readonly Detection[] {
  if (tracks.length === 0 || detections.length === 0) return detections;
  const gains = new Float64Array(tracks.length * detections.length);
  let k = 0;
  for (const t of tracks) {
    for (const d of detections) {
      if (fits(t.category, d.category)) gains[k] = t.trust * agreement(t.box, d.box, minOverlap);
      k++;
    }
  }
  const columnOfRow = assign(gains, tracks.length, detections.length);
  const taken = new Set<Detection>();
  for (const [row, t] of tracks.entries()) {
    const column = columnOfRow[row]!;
    if (column < 0) continue;
    const d = detections[column]!;
    taken.add(d);
    see(t, d, { atMs, isStrong });
  }
  return detections.filter((d) => !taken.has(d));
}

function startTracks(state: TrackerState, detections: readonly Detection[], atMs: number): void {
  for (const d of detections) {
    if (state.tracks.length >= state.settings.maxTracks) {
      state.refusedStarts++;
      continue;
    }
    state.tracks.push(beginTrack(state.nextId++, d, state.settings, atMs));
  }
}

function isUnseen(t: Track): boolean {
  return !t.isSeen;
}

function isSame(a: Category, b: Category): boolean {
  return a === b;
}

/** A cyclist is seen now as a person, now as a bicycle; a person is never a vehicle. */
function mayBeTheSame(a: Category, b: Category): boolean {
  return a !== 'vehicle' && b !== 'vehicle';
}

function isUsable(box: Box): boolean {
  return (
    Number.isFinite(box.x) &&
    Number.isFinite(box.y) &&
    box.w > 0 &&
    box.h > 0 &&
    Number.isFinite(box.w * box.h)
  );
}

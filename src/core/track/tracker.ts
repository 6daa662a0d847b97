import type { Category, Detection } from '../detection.ts';
import type { Box } from '../geometry.ts';
import { assign } from './assignment.ts';
import { agreement } from './box-agreement.ts';
import { type BoxMotion, boxOfMotion, correctMotion, predictMotion, startMotion } from './box-motion.ts';
import type { TrackedBox } from './tracked-box.ts';

export type TrackerSettings = {
  /** Detections from here on may start tracks and are paired first; weaker ones only continue tracks. A property of the detector. */
  readonly strongScore: number;
  /** Least overlap of prediction and detection, strong ones. */
  readonly minOverlap: number;
  /** The same for weak ones. */
  readonly minWeakOverlap: number;
  /** A track counts once seen this many times. */
  readonly confirmHits: number;
  /** A confirmed track is predicted this long without being seen, then dropped. */
  readonly coastMs: number;
  /** The same for a track not yet confirmed. */
  readonly tentativeCoastMs: number;
  /** Never more tracks than this; what finds no room is counted in `refusedStarts`. */
  readonly maxTracks: number;
};

export const defaultTrackerSettings: TrackerSettings = {
  strongScore: 0.5,
  minOverlap: 0.1,
  minWeakOverlap: 0.2,
  confirmHits: 3,
  coastMs: 2_500,
  tentativeCoastMs: 300,
  maxTracks: 300,
};

type Track = {
  readonly id: number;
  category: Category;
  /** Score-weighted votes for what it is: a cyclist is sometimes seen as a person, sometimes as a bicycle. */
  readonly votes: { person: number; bicycle: number; vehicle: number };
  readonly motion: BoxMotion;
  box: Box;
  score: number;
  hits: number;
  isConfirmed: boolean;
  isSeen: boolean;
  /** How far its prediction is believed, 0..1: the longer unseen, the less it may take from a track seen just now. */
  trust: number;
  readonly firstSeenMs: number;
  lastSeenMs: number;
};

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
  predictAll(state, atMs);

  const strong: Detection[] = [];
  const weak: Detection[] = [];
  for (const d of detections) {
    if (!isUsable(d.box)) continue;
    (d.score >= settings.strongScore ? strong : weak).push(d);
  }

  const before = state.tracks;
  const proved = before.filter((t) => t.isConfirmed);
  const newcomers = before.filter((t) => !t.isConfirmed);
  // Strong detections go to tracks that have proved themselves, weak ones to those still unseen; newcomers take
  // what is left. Last, a cyclist's track may change between person and bicycle.
  let rest = pair(proved, strong, settings.minOverlap, isSame, atMs);
  pair(proved.filter(isUnseen), weak, settings.minWeakOverlap, isSame, atMs);
  rest = pair(newcomers, rest, settings.minOverlap, isSame, atMs);
  rest = pair(before.filter(isUnseen), rest, settings.minWeakOverlap, mayBeTheSame, atMs);
  for (const t of before) if (t.isSeen && t.hits >= settings.confirmHits) t.isConfirmed = true;
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
    predictMotion(t.motion, steps);
    t.box = boxOfMotion(t.motion);
    t.isSeen = false;
    t.trust = trustAfter(atMs - t.lastSeenMs - (state.stepMs ?? 0), state.settings.coastMs);
  }
}

/** Pairs by the greatest total overlap; paired tracks take their detection in. Returns the detections left over. */
function pair(
  tracks: readonly Track[],
  detections: readonly Detection[],
  minOverlap: number,
  fits: (a: Category, b: Category) => boolean,
  atMs: number,
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
    see(t, d, atMs);
  }
  return detections.filter((d) => !taken.has(d));
}

function see(t: Track, d: Detection, atMs: number): void {
  correctMotion(t.motion, d.box);
  t.box = boxOfMotion(t.motion);
  t.score = d.score;
  t.hits++;
  t.isSeen = true;
  t.lastSeenMs = atMs;
  t.votes[d.category] += d.score;
  if (t.votes[d.category] > t.votes[t.category]) t.category = d.category;
}

function trustAfter(unseenMs: number, coastMs: number): number {
  return 1 - 0.3 * Math.min(1, Math.max(0, unseenMs / coastMs));
}

function isStillExpected(t: Track, settings: TrackerSettings, atMs: number): boolean {
  return atMs - t.lastSeenMs <= (t.isConfirmed ? settings.coastMs : settings.tentativeCoastMs);
}

function startTracks(state: TrackerState, detections: readonly Detection[], atMs: number): void {
  for (const d of detections) {
    if (state.tracks.length >= state.settings.maxTracks) {
      state.refusedStarts++;
      continue;
    }
    const votes = { person: 0, bicycle: 0, vehicle: 0 };
    votes[d.category] = d.score;
    state.tracks.push({
      id: state.nextId++,
      category: d.category,
      votes,
      motion: startMotion(d.box),
      box: d.box,
      score: d.score,
      hits: 1,
      isConfirmed: state.settings.confirmHits <= 1,
      isSeen: true,
      trust: 1,
      firstSeenMs: atMs,
      lastSeenMs: atMs,
    });
  }
}

function shown(t: Track): TrackedBox {
  return {
    id: t.id,
    category: t.category,
    box: t.box,
    score: t.score,
    isConfirmed: t.isConfirmed,
    isCoasting: !t.isSeen,
    firstSeenMs: t.firstSeenMs,
    lastSeenMs: t.lastSeenMs,
  };
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

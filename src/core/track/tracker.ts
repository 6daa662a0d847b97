import type { Category, Detection } from '../detection.ts';
import type { Box, Point } from '../geometry.ts';
import { assign } from './assignment.ts';
import { agreement } from './box-agreement.ts';
import { type BoxMotion, boxOfMotion, correctMotion, predictMotion, startMotion } from './box-motion.ts';
import type { TrackedBox } from './tracked-box.ts';

export type TrackerSettings = {
  /** Detections from here on may start tracks and are paired first; weaker ones only continue tracks. A property of the detector, for all categories or each. */
  readonly strongScore: number | Readonly<Record<Category, number>>;
  /** Weaker ones than this share of `strongScore` are noise, and not heard at all. */
  readonly weakShare: number;
  /**
   * A newcomer takes weak detections down to this share: at 5 frames/s a distant cyclist is seldom strong three times
   * running. 1: strong ones only, which makes fewer tracks of doubtful things.
   */
  readonly newcomerShare: number;
  /** Least overlap of prediction and detection, strong ones. */
  readonly minOverlap: number;
  /** The same for weak ones. */
  readonly minWeakOverlap: number;
  /** Weak detections alone carry a track no longer than this: a signpost that looks a little like a person is not one. */
  readonly weakMs: number;
  /** A track counts once seen strongly this many times, or once more when some were weak. */
  readonly confirmHits: number;
  /** What has never moved counts only while its mean score stays at or above this; null: `strongScore`. */
  readonly stillScore: number | null;
  /** Size of the picture: a track predicted to have left it is dropped at once. Null: unknown. */
  readonly picture: { readonly widthPx: number; readonly heightPx: number } | null;
  /** A track seen often enough is predicted this long without being seen, then dropped. */
  readonly coastMs: number;
  /** The same for a newcomer. */
  readonly tentativeCoastMs: number;
  /** Never more tracks than this; what finds no room is counted in `refusedStarts`. */
  readonly maxTracks: number;
};

export const defaultTrackerSettings: TrackerSettings = {
  strongScore: 0.5,
  weakShare: 0.65,
  newcomerShare: 0.8,
  minOverlap: 0.1,
  minWeakOverlap: 0.2,
  weakMs: 2_000,
  confirmHits: 3,
  stillScore: null,
  picture: null,
  coastMs: 2_500,
  tentativeCoastMs: 500,
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
  strongHits: number;
  /** Mean of some ten last scores. */
  meanScore: number;
  /** Where its middle was first seen. */
  readonly home: Point;
  hasMoved: boolean;
  isConfirmed: boolean;
  isSeen: boolean;
  /** How far its prediction is believed, 0..1: the longer unseen, the less it may take from a track seen just now. */
  trust: number;
  readonly firstSeenMs: number;
  lastSeenMs: number;
  lastStrongMs: number;
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
  const continued = proved.filter((t) => isUnseen(t) && atMs - t.lastStrongMs <= settings.weakMs);
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

function strongScoreOf(category: Category, { strongScore }: TrackerSettings): number {
  return typeof strongScore === 'number' ? strongScore : strongScore[category];
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
    see(t, d, atMs);
    if (!isStrong) continue;
    t.strongHits++;
    t.lastStrongMs = atMs;
  }
  return detections.filter((d) => !taken.has(d));
}

function see(t: Track, d: Detection, atMs: number): void {
  correctMotion(t.motion, d.box);
  t.box = boxOfMotion(t.motion);
  t.score = d.score;
  t.hits++;
  t.meanScore += (d.score - t.meanScore) * Math.max(0.1, 1 / t.hits);
  t.hasMoved ||= hasMovedFrom(t.home, t.box);
  t.isSeen = true;
  t.lastSeenMs = atMs;
  t.votes[d.category] += d.score;
  if (t.votes[d.category] > t.votes[t.category]) t.category = d.category;
}

function trustAfter(unseenMs: number, coastMs: number): number {
  return 1 - 0.3 * Math.min(1, Math.max(0, unseenMs / coastMs));
}

function isProved(t: Track, settings: TrackerSettings): boolean {
  return t.strongHits >= settings.confirmHits || t.hits > settings.confirmHits;
}

/**
 * Seen often enough, and not a thing that merely looks a little like one: a bin scores near the limit for hours and
 * never moves. People walk in, so they count from then on wherever they stop.
 */
function doesCount(t: Track, settings: TrackerSettings): boolean {
  const stillScore = settings.stillScore ?? strongScoreOf(t.category, settings);
  return isProved(t, settings) && (t.hasMoved || t.meanScore >= stillScore);
}

function hasMovedFrom(home: Point, box: Box): boolean {
  const { x, y } = middleOf(box);
  return Math.hypot(x - home.x, y - home.y) > 0.4 * Math.sqrt(box.w * box.h);
}

function middleOf(box: Box): Point {
  return { x: box.x + box.w / 2, y: box.y + box.h / 2 };
}

function isStillExpected(t: Track, settings: TrackerSettings, atMs: number): boolean {
  if (settings.picture !== null) {
    const { x, y } = middleOf(t.box);
    if (x < 0 || y < 0 || x > settings.picture.widthPx || y > settings.picture.heightPx) return false;
  }
  return atMs - t.lastSeenMs <= (isProved(t, settings) ? settings.coastMs : settings.tentativeCoastMs);
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
      strongHits: 1,
      meanScore: d.score,
      home: middleOf(d.box),
      hasMoved: false,
      isConfirmed: state.settings.confirmHits <= 1,
      isSeen: true,
      trust: 1,
      firstSeenMs: atMs,
      lastSeenMs: atMs,
      lastStrongMs: atMs,
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

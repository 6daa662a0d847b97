import type { Category, Detection } from '../detection.ts';
import { type Box, iou, type Point } from '../geometry.ts';
import { type BoxMotion, boxOfMotion, correctMotion, predictMotion, startMotion } from './box-motion.ts';
import type { TrackedBox } from './tracked-box.ts';
import { strongScoreOf, type TrackerSettings } from './tracker-settings.ts';

/** Within half a length or so of where it was found strongly: vehicles are lost while they roll up to the one before them, people as they turn. */
const standsOverlap = 0.3;

/** One followed thing, as the tracker remembers it. Changed in place by its tracker, never shown to others. */
export type Track = {
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
  /** The box it was last found in strongly. */
  strongBox: Box;
};

/** A track of one sighting, which is strong. */
export function beginTrack(id: number, d: Detection, settings: TrackerSettings, atMs: number): Track {
  const votes = { person: 0, bicycle: 0, vehicle: 0 };
  votes[d.category] = d.score;
  return {
    id,
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
    isConfirmed: settings.confirmHits <= 1,
    isSeen: true,
    trust: 1,
    firstSeenMs: atMs,
    lastSeenMs: atMs,
    lastStrongMs: atMs,
    strongBox: d.box,
  };
}

/** Where it should be by now; not seen until a detection says so. */
export function predict(t: Track, steps: number): void {
  predictMotion(t.motion, steps);
  t.box = boxOfMotion(t.motion);
  t.isSeen = false;
}

/** Takes a detection in. */
export function see(
  t: Track,
  d: Detection,
  how: { readonly atMs: number; readonly isStrong: boolean },
): void {
  correctMotion(t.motion, d.box);
  t.box = boxOfMotion(t.motion);
  t.score = d.score;
  t.hits++;
  t.meanScore += (d.score - t.meanScore) * Math.max(0.1, 1 / t.hits);
  t.hasMoved ||= hasMovedFrom(t.home, t.box);
  t.isSeen = true;
  t.lastSeenMs = how.atMs;
  if (how.isStrong) {
    t.strongHits++;
    t.lastStrongMs = how.atMs;
    t.strongBox = d.box;
  }
  t.votes[d.category] += d.score;
  if (t.votes[d.category] > t.votes[t.category]) t.category = d.category;
}

export function isProved(t: Track, settings: TrackerSettings): boolean {
  return t.strongHits >= settings.confirmHits || t.hits > settings.confirmHits;
}

/**
 * Seen often enough, and not a thing that merely looks a little like one: a bin scores near the limit for hours and
 * never moves. People walk in, so they count from then on wherever they stop.
 */
export function doesCount(t: Track, settings: TrackerSettings): boolean {
  const stillScore = settings.stillScore ?? strongScoreOf(t.category, settings);
  return isProved(t, settings) && (t.hasMoved || t.meanScore >= stillScore);
}

/** Whether weak detections may carry it on: for a moment, and what came here for as long as it stands where it was sure. */
export function isCarriedWeakly(t: Track, settings: TrackerSettings, atMs: number): boolean {
  const ms = atMs - t.lastStrongMs;
  if (ms <= settings.weakMs) return true;
  return t.hasMoved && ms <= settings.standingWeakMs && iou(t.box, t.strongBox) >= standsOverlap;
}

function hasMovedFrom(home: Point, box: Box): boolean {
  const { x, y } = middleOf(box);
  return Math.hypot(x - home.x, y - home.y) > 0.4 * Math.sqrt(box.w * box.h);
}

function middleOf(box: Box): Point {
  return { x: box.x + box.w / 2, y: box.y + box.h / 2 };
}

export function isStillExpected(t: Track, settings: TrackerSettings, atMs: number): boolean {
  if (settings.picture !== null) {
    const { x, y } = middleOf(t.box);
    if (x < 0 || y < 0 || x > settings.picture.widthPx || y > settings.picture.heightPx) return false;
  }
  return atMs - t.lastSeenMs <= (isProved(t, settings) ? settings.coastMs : settings.tentativeCoastMs);
}

export function shown(t: Track): TrackedBox {
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

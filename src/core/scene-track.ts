import type { Category } from './detection.ts';
import type { Frame } from './frame.ts';
import type { Box, Matrix3, Point } from './geometry.ts';
import { groundAt, groundScaleAt } from './ground-plane.ts';
import type { TrackedBox } from './track/tracked-box.ts';
import { type Velocity, velocityOf } from './velocity.ts';

/** Path kept of each track, ms. */
export const pathMs = 30_000;
/** However many frames a second: never more points than this. */
const maxPathPoints = 300;
/** A track not seen for longer is no longer counted: it has probably left. */
export const unseenMs = 1_000;

export type PathPoint = {
  /** Observed time, ms: stands still while the camera does not measure. */
  readonly tMs: number;
  /** Pixels of the analysed frame. */
  readonly px: Point;
  /** Metres; null without calibration or beyond the horizon. */
  readonly ground: Point | null;
};

/** A track with its place in the scene. Lives in the ingest process and ends with the run of the stream. */
export type SceneTrack = {
  readonly id: number;
  category: Category;
  score: number;
  isConfirmed: boolean;
  /** Matched to a detection in this frame. */
  isSeen: boolean;
  box: Box;
  /** Where it touches the ground, fractions of the picture, kept a hair inside it. */
  foot: Point;
  /** The foot is hidden, and inferred from the head and a person's height. */
  isFootInferred: boolean;
  ground: Point | null;
  /** Coarseness of the ground at the foot; null without ground. */
  metresPerPx: number | null;
  /** Over the last second; null until there are enough sightings. */
  velocity: Velocity | null;
  /** Over the last two seconds, to tell standing from moving. */
  slowVelocity: Velocity | null;
  /** Sightings only, oldest first; predicted places are never part of it. */
  path: PathPoint[];
  readonly firstSeenMs: number;
  lastSeenMs: number;
  /** Observed time of the last sighting, ms. */
  seenTMs: number;
  readonly visits: Map<string, Visit>;
  readonly sides: Map<string, LineSide>;
  /** What each rule remembers of this track. */
  readonly memory: Map<string, unknown>;
};

/** A stay in an area. */
export type Visit = {
  readonly enteredTMs: number;
  /** The track was born inside, away from the picture's edge: it had been there for an unknown time. */
  readonly isStartUnknown: boolean;
  lastInsideTMs: number;
};

/** Which side of a line a track was last clearly on. */
export type LineSide = {
  /** 1: right of a -> b as seen in the picture; -1: left. */
  side: 1 | -1;
  /** Where it was then, pixels. */
  px: Point;
  readonly counted: Set<'in' | 'out'>;
  /** Crossed before the track was confirmed: counted once it is. */
  waiting: ('in' | 'out')[];
};

/** Longest side of the object's own box as a yardstick where there is no ground, pixels. */
export function sizePx(box: Box): number {
  return Math.sqrt(box.w * box.h);
}

/** Counted: confirmed, and seen within the last second. A short miss of the detector changes nothing. */
export function isCounted(track: SceneTrack, tMs: number): boolean {
  return track.isConfirmed && tMs - track.seenTMs <= unseenMs;
}

/** Takes the new box in. `before` is null for a track not seen yet, `hiddenFoot` for one whose box ends at its foot. */
export function followTrack(
  before: SceneTrack | null,
  tracked: TrackedBox,
  frame: Frame,
  { tMs, matrix }: { tMs: number; matrix: Matrix3 | null },
  hiddenFoot: Point | null = null,
): SceneTrack {
  const { box } = tracked;
  const px = hiddenFoot ?? { x: box.x + box.w / 2, y: box.y + box.h };
  const foot = { x: insidePicture(px.x / frame.widthPx), y: insidePicture(px.y / frame.heightPx) };
  const ground = matrix === null ? null : groundAt(matrix, foot);
  const scale = ground === null ? null : groundScaleAt(matrix!, foot, frame);
  const track: SceneTrack = before ?? {
    id: tracked.id,
    category: tracked.category,
    score: 0,
    isConfirmed: false,
    isSeen: false,
    box,
    foot,
    isFootInferred: false,
    ground,
    metresPerPx: null,
    velocity: null,
    slowVelocity: null,
    path: [],
    firstSeenMs: tracked.firstSeenMs,
    lastSeenMs: tracked.lastSeenMs,
    seenTMs: tMs,
    visits: new Map(),
    sides: new Map(),
    memory: new Map(),
  };
  track.category = tracked.category;
  track.score = tracked.score;
  track.isConfirmed = tracked.isConfirmed;
  track.isSeen = !tracked.isCoasting;
  track.box = box;
  track.foot = foot;
  track.isFootInferred = hiddenFoot !== null;
  track.ground = ground;
  track.metresPerPx = scale?.metresPerPx ?? null;
  track.lastSeenMs = tracked.lastSeenMs;
  if (track.isSeen) {
    track.seenTMs = tMs;
    track.path.push({ tMs, px, ground });
    const from = track.path.findIndex((p) => p.tMs >= tMs - pathMs);
    const excess = Math.max(from, track.path.length - maxPathPoints);
    if (excess > 0) track.path.splice(0, excess);
    track.velocity = velocityOf(track.path, sizePx(box), 1_000);
    track.slowVelocity = velocityOf(track.path, sizePx(box), 2_000);
  }
  return track;
}

function insidePicture(fraction: number): number {
  return Math.min(Math.max(fraction, 1e-4), 1 - 1e-4);
}

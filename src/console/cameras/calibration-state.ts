/**
 * The calibration editor without its picture: pairs of a picture point and a ground point, in the way they were measured,
 * and the way back. A pair counts once its ground is known. A drag or a run of nudges is one step of undo.
 *
 * Proposed pairs stand after the measured ones. Their ground is right only up to turning and moving, so it is laid anew
 * on the measured pairs whenever those change.
 */
import type { CalibrationPoint } from '../../core/camera.ts';
import type { Point } from '../../core/geometry.ts';
import { fitHomography } from '../../core/homography.ts';
import { placed, placementOn } from '../../core/self-calibration/align.ts';
import { unreachable } from '../../core/unreachable.ts';
import { clampToPicture } from './zone-shape.ts';

export type CalibrationMode = 'metres' | 'rectangle' | 'map';
export type Pair = {
  readonly id: number;
  readonly image: Point;
  readonly ground: Point | null;
  /** Made from a proposed ground, not measured. */
  readonly isProposed: boolean;
};

/** What a step of undo brings back. */
type Content = Pick<CalibrationState, 'mode' | 'pairs' | 'rectangle'>;

export type CalibrationState = {
  readonly mode: CalibrationMode;
  readonly pairs: readonly Pair[];
  readonly selected: number | null;
  readonly nextId: number;
  readonly past: readonly Content[];
  readonly future: readonly Content[];
  /** Names the gesture of the newest change: further moves of it add no step. */
  readonly gesture: string | null;
  /** Metres of the rectangle's near side and of its depth. */
  readonly rectangle: { readonly widthM: number; readonly depthM: number };
  /** The points as they are kept, to know what has changed. */
  readonly saved: readonly CalibrationPoint[];
  readonly version: number;
};

export type CalibrationAction =
  | { readonly type: 'mode'; readonly mode: CalibrationMode }
  | { readonly type: 'add'; readonly image: Point }
  | { readonly type: 'move'; readonly id: number; readonly image: Point }
  | { readonly type: 'ground'; readonly id: number; readonly ground: Point | null }
  | { readonly type: 'pick'; readonly ground: Point }
  | { readonly type: 'select'; readonly id: number | null }
  | { readonly type: 'remove'; readonly id: number }
  | { readonly type: 'rectangle'; readonly widthM: number; readonly depthM: number }
  | { readonly type: 'clear' }
  /** A proposal taken over; it replaces what was proposed before. */
  | { readonly type: 'take-over'; readonly points: readonly CalibrationPoint[] }
  | { readonly type: 'remove-proposed' }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'kept'; readonly points: readonly CalibrationPoint[]; readonly version: number };

const mostPairs = 100;
const stepsKept = 100;
/** Corners of the rectangle stand first: near left, near right, far right, far left. */
export const rectangleCorners = 4;

export function openCalibration(points: readonly CalibrationPoint[], version: number): CalibrationState {
  return {
    mode: 'metres',
    pairs: inOrder(points.map((point, id) => pairOf(point, id))),
    selected: null,
    nextId: points.length,
    past: [],
    future: [],
    gesture: null,
    rectangle: { widthM: 5, depthM: 5 },
    saved: points,
    version,
  };
}

export function calibrateBy(state: CalibrationState, action: CalibrationAction): CalibrationState {
  switch (action.type) {
    case 'undo':
      return undo(state);
    case 'redo':
      return redo(state);
    case 'select':
      return { ...state, selected: action.id, gesture: null };
    case 'kept':
      return { ...state, saved: action.points, version: action.version };
    case 'move':
    case 'ground':
      return recorded(state, change(state, action), `${action.type} ${action.id}`);
    case 'rectangle':
      return recorded(state, change(state, action), 'rectangle');
    default:
      return recorded(state, change(state, action), null);
  }
}

type Change = Exclude<CalibrationAction, { type: 'undo' | 'redo' | 'select' | 'kept' }>;

function change(state: CalibrationState, action: Change): CalibrationState {
  switch (action.type) {
    case 'mode': {
      if (action.mode === state.mode) return state;
      // Ways of measuring have origins of their own: points of one cannot be mixed with points of another.
      const isOtherOrigin = action.mode === 'rectangle' || state.mode === 'rectangle';
      const pairs = isOtherOrigin ? state.pairs.filter(({ isProposed }) => isProposed) : state.pairs;
      return { ...state, mode: action.mode, pairs, selected: isOtherOrigin ? null : state.selected };
    }
    case 'add': {
      if (state.pairs.length >= mostPairs) return state;
      const corner = state.mode === 'rectangle' ? cornerAt(measured(state).length, state.rectangle) : null;
      const pair: Pair = {
        id: state.nextId,
        image: clampToPicture(action.image),
        ground: corner,
        isProposed: false,
      };
      const pairs = inOrder([...state.pairs, pair]);
      return laid({ ...state, pairs, selected: pair.id, nextId: state.nextId + 1 });
    }
    case 'move': {
      const next = withPair(state, action.id, (pair) => ({ ...pair, image: clampToPicture(action.image) }));
      const isProposed = state.pairs.some((pair) => pair.id === action.id && pair.isProposed);
      return isProposed ? next : laid(next);
    }
    case 'ground':
      return laid(withPair(state, action.id, (pair) => ({ ...pair, ground: action.ground })));
    case 'pick': {
      const own = measured(state);
      const open = own.find((pair) => pair.id === state.selected) ?? own.find((pair) => !pair.ground);
      return open ? laid(withPair(state, open.id, (pair) => ({ ...pair, ground: action.ground }))) : state;
    }
    case 'remove': {
      const rest = state.pairs.filter((pair) => pair.id !== action.id);
      if (rest.length === state.pairs.length) return state;
      return laid({ ...state, pairs: withCorners(rest, state), selected: null });
    }
    case 'rectangle': {
      const rectangle = { widthM: action.widthM, depthM: action.depthM };
      return laid({ ...state, rectangle, pairs: withCorners(state.pairs, { ...state, rectangle }) });
    }
    case 'clear':
      return { ...state, pairs: [], selected: null };
    case 'take-over': {
      const own = measured(state);
      const room = Math.max(0, mostPairs - own.length);
      const taken = action.points.slice(0, room).map((point, i) => pairOf(point, state.nextId + i));
      const pairs = [...own, ...taken];
      return laid({ ...state, pairs, selected: null, nextId: state.nextId + taken.length });
    }
    case 'remove-proposed':
      return { ...state, pairs: measured(state), selected: null };
    default:
      return unreachable(action);
  }
}

/** The pairs whose ground is known, in the order shown. */
export function knownPoints({ pairs }: Pick<CalibrationState, 'pairs'>): CalibrationPoint[] {
  return pairs.flatMap(({ image, ground, isProposed }) =>
    ground === null ? [] : [{ image, ground, ...(isProposed ? { isProposed } : {}) }],
  );
}

/** The pairs that somebody measured. */
export function measured({ pairs }: Pick<CalibrationState, 'pairs'>): readonly Pair[] {
  return pairs.filter(({ isProposed }) => !isProposed);
}

export function isCalibrationChanged(state: CalibrationState): boolean {
  return (
    state.pairs.some((pair) => pair.ground === null) ||
    JSON.stringify(knownPoints(state)) !== JSON.stringify(state.saved)
  );
}

function withPair(state: CalibrationState, id: number, change: (pair: Pair) => Pair): CalibrationState {
  return { ...state, pairs: state.pairs.map((pair) => (pair.id === id ? change(pair) : pair)) };
}

/** After a corner went or the sides changed, the first four are the corners again. */
function withCorners(
  pairs: readonly Pair[],
  { mode, rectangle }: Pick<CalibrationState, 'mode' | 'rectangle'>,
): readonly Pair[] {
  if (mode !== 'rectangle') return pairs;
  return pairs.map((pair, i) =>
    pair.isProposed ? pair : { ...pair, ground: cornerAt(i, rectangle) ?? pair.ground },
  );
}

function cornerAt(i: number, { widthM, depthM }: CalibrationState['rectangle']): Point | null {
  const corners = [
    { x: 0, y: 0 },
    { x: widthM, y: 0 },
    { x: widthM, y: depthM },
    { x: 0, y: depthM },
  ];
  return corners[i] ?? null;
}

function pairOf({ image, ground, isProposed = false }: CalibrationPoint, id: number): Pair {
  return { id, image, ground, isProposed };
}

/** Measured ones first: the corners of a rectangle are told by their place. */
function inOrder(pairs: readonly Pair[]): readonly Pair[] {
  return [...pairs.filter(({ isProposed }) => !isProposed), ...pairs.filter(({ isProposed }) => isProposed)];
}

/** The proposed ground turned and moved to lie best on the measured pairs; as it was while they do not tell. */
function laid(state: CalibrationState): CalibrationState {
  const proposed = knownPoints({ pairs: state.pairs.filter(({ isProposed }) => isProposed) });
  const fit = fitHomography(proposed);
  if (fit === null) return state;
  const placement = placementOn(fit.matrix, knownPoints({ pairs: measured(state) }));
  if (placement === null) return state;
  const pairs = state.pairs.map((pair) =>
    pair.isProposed && pair.ground !== null ? { ...pair, ground: placed(placement, pair.ground) } : pair,
  );
  return { ...state, pairs };
}

/** @param gesture further changes of the same one add no step. */
function recorded(
  before: CalibrationState,
  after: CalibrationState,
  gesture: string | null,
): CalibrationState {
  if (JSON.stringify(contentOf(after)) === JSON.stringify(contentOf(before))) return after;
  const isSameGesture = gesture !== null && gesture === before.gesture;
  const past = isSameGesture ? before.past : [...before.past, contentOf(before)].slice(-stepsKept);
  return { ...after, past, future: [], gesture };
}

function undo(state: CalibrationState): CalibrationState {
  const content = state.past.at(-1);
  if (!content) return state;
  const past = state.past.slice(0, -1);
  return restored({ ...state, ...content, past, future: [contentOf(state), ...state.future] });
}

function redo(state: CalibrationState): CalibrationState {
  const [content, ...future] = state.future;
  if (!content) return state;
  return restored({ ...state, ...content, past: [...state.past, contentOf(state)], future });
}

/** After a step through time the selection may be gone, and a new drag is a new step. */
function restored(state: CalibrationState): CalibrationState {
  const isThere = state.pairs.some(({ id }) => id === state.selected);
  return { ...state, gesture: null, selected: isThere ? state.selected : null };
}

function contentOf({ mode, pairs, rectangle }: CalibrationState): Content {
  return { mode, pairs, rectangle };
}

/**
 * The calibration editor without its picture: pairs of a picture point and a ground point, in the way they were measured.
 * A pair counts once its ground is known.
 */
import type { CalibrationPoint } from '../../core/camera.ts';
import type { Point } from '../../core/geometry.ts';
import { unreachable } from '../../core/unreachable.ts';
import { clampToPicture } from './zone-shape.ts';

export type CalibrationMode = 'metres' | 'rectangle' | 'map';
export type Pair = { readonly id: number; readonly image: Point; readonly ground: Point | null };

export type CalibrationState = {
  readonly mode: CalibrationMode;
  readonly pairs: readonly Pair[];
  readonly selected: number | null;
  readonly nextId: number;
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
  | { readonly type: 'kept'; readonly points: readonly CalibrationPoint[]; readonly version: number };

const mostPairs = 100;
/** Corners of the rectangle stand first: near left, near right, far right, far left. */
export const rectangleCorners = 4;

export function openCalibration(points: readonly CalibrationPoint[], version: number): CalibrationState {
  return {
    mode: 'metres',
    pairs: points.map((point, id) => ({ id, ...point })),
    selected: null,
    nextId: points.length,
    rectangle: { widthM: 5, depthM: 5 },
    saved: points,
    version,
  };
}

export function calibrateBy(state: CalibrationState, action: CalibrationAction): CalibrationState {
  switch (action.type) {
    case 'mode':
      if (action.mode === state.mode) return state;
      // Ways of measuring have origins of their own: points of one cannot be mixed with points of another.
      return action.mode === 'rectangle' || state.mode === 'rectangle'
        ? { ...state, mode: action.mode, pairs: [], selected: null }
        : { ...state, mode: action.mode };
    case 'add': {
      if (state.pairs.length >= mostPairs) return state;
      const corner = state.mode === 'rectangle' ? cornerAt(state.pairs.length, state.rectangle) : null;
      const pair: Pair = { id: state.nextId, image: clampToPicture(action.image), ground: corner };
      return { ...state, pairs: [...state.pairs, pair], selected: pair.id, nextId: state.nextId + 1 };
    }
    case 'move':
      return withPair(state, action.id, (pair) => ({ ...pair, image: clampToPicture(action.image) }));
    case 'ground':
      return withPair(state, action.id, (pair) => ({ ...pair, ground: action.ground }));
    case 'pick': {
      const open =
        state.pairs.find((pair) => pair.id === state.selected) ?? state.pairs.find((pair) => !pair.ground);
      return open ? withPair(state, open.id, (pair) => ({ ...pair, ground: action.ground })) : state;
    }
    case 'select':
      return { ...state, selected: action.id };
    case 'remove': {
      const pairs = withCorners(
        state.pairs.filter((pair) => pair.id !== action.id),
        state,
      );
      return { ...state, pairs, selected: null };
    }
    case 'rectangle': {
      const rectangle = { widthM: action.widthM, depthM: action.depthM };
      return { ...state, rectangle, pairs: withCorners(state.pairs, { ...state, rectangle }) };
    }
    case 'clear':
      return { ...state, pairs: [], selected: null };
    case 'kept':
      return { ...state, saved: action.points, version: action.version };
    default:
      return unreachable(action);
  }
}

/** The pairs whose ground is known, in the order shown. */
export function knownPoints(state: CalibrationState): CalibrationPoint[] {
  return state.pairs.flatMap(({ image, ground }) => (ground === null ? [] : [{ image, ground }]));
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
  return pairs.map((pair, i) => ({ ...pair, ground: cornerAt(i, rectangle) ?? pair.ground }));
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

/**
 * The area editor without its map: corners and the way back. Every change is one step of undo; a drag, a run of nudges
 * or a run of typing is one step, however many moves it has.
 */
import { mostAreaCorners } from '../../core/area.ts';
import type { Position } from '../../core/position.ts';
import { unreachable } from '../../core/unreachable.ts';

export type AreaState = {
  /** In order; none: everywhere. */
  readonly corners: readonly Position[];
  readonly past: readonly (readonly Position[])[];
  readonly future: readonly (readonly Position[])[];
  readonly gesture: string | null;
};

export type AreaAction =
  /** A new corner; without an index after the last one. */
  | { readonly type: 'add'; readonly at: Position; readonly index?: number; readonly gesture?: string }
  | { readonly type: 'move'; readonly index: number; readonly to: Position; readonly gesture: string }
  | { readonly type: 'remove'; readonly index: number }
  | { readonly type: 'clear' }
  /** All of them at once. */
  | { readonly type: 'set'; readonly corners: readonly Position[]; readonly gesture: string }
  | { readonly type: 'undo' | 'redo' };

const stepsKept = 200;

export function areaOf(corners: readonly Position[]): AreaState {
  return { corners, past: [], future: [], gesture: null };
}

export function changeArea(state: AreaState, action: AreaAction): AreaState {
  const { corners } = state;
  switch (action.type) {
    case 'add':
      if (corners.length >= mostAreaCorners) return state;
      return changed(
        state,
        corners.toSpliced(action.index ?? corners.length, 0, tidy(action.at)),
        action.gesture,
      );
    case 'move':
      return changed(state, corners.with(action.index, tidy(action.to)), action.gesture);
    case 'remove':
      return changed(state, corners.toSpliced(action.index, 1));
    case 'clear':
      return corners.length === 0 ? state : changed(state, []);
    case 'set':
      return changed(state, action.corners.map(tidy), action.gesture);
    case 'undo': {
      const before = state.past.at(-1);
      if (before === undefined) return state;
      return {
        corners: before,
        past: state.past.slice(0, -1),
        future: [corners, ...state.future],
        gesture: null,
      };
    }
    case 'redo': {
      const [next, ...future] = state.future;
      if (next === undefined) return state;
      return { corners: next, past: [...state.past, corners], future, gesture: null };
    }
    default:
      return unreachable(action);
  }
}

/** The places halfway along each side, where a corner can be put in; none while there is no side to speak of. */
export function middlesOf(corners: readonly Position[]): readonly Position[] {
  if (corners.length < 3) return [];
  return corners.map((a, i) => {
    const b = corners[(i + 1) % corners.length]!;
    return { latitude: (a.latitude + b.latitude) / 2, longitude: (a.longitude + b.longitude) / 2 };
  });
}

function changed(state: AreaState, corners: readonly Position[], gesture: string | null = null): AreaState {
  const isSameGesture = gesture !== null && gesture === state.gesture;
  const past = isSameGesture ? state.past : [...state.past, state.corners].slice(-stepsKept);
  return { corners, past, future: [], gesture };
}

/** A tenth of a metre: what a hand can mean on a map, and what can be read aloud. */
function tidy({ latitude, longitude }: Position): Position {
  const round = (degrees: number, most: number) =>
    Math.min(most, Math.max(-most, Math.round(degrees * 1e6) / 1e6));
  return { latitude: round(latitude, 90), longitude: round(longitude, 180) };
}

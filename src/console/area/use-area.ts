import { type Dispatch, useReducer, useState } from 'react';
import type { Position } from '../../core/position.ts';
import { type AreaAction, type AreaState, areaOf, changeArea } from './area-state.ts';
import { cornersOf, cornersText, isArea } from './corners.ts';

export type EditedArea = {
  /** What would be stored: none is everywhere. Null: what stands there is no area yet. */
  readonly corners: readonly Position[] | null;
  readonly state: AreaState;
  readonly dispatch: Dispatch<AreaAction>;
  readonly text: string;
  readonly isTextRight: boolean;
  readonly type: (text: string) => void;
};

/** An area in a form: drawn or typed, it is the same corners. */
export function useArea(stored: readonly Position[]): EditedArea {
  const [state, change] = useReducer(changeArea, stored, areaOf);
  /** As it was typed, while it was typed last: nobody's commas are moved under his hands. */
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? state.corners : cornersOf(typed);
  return {
    corners: read !== null && isArea(state.corners) ? read : null,
    state,
    dispatch: (action) => {
      setTyped(null);
      change(action);
    },
    text: typed ?? cornersText(state.corners),
    isTextRight: typed === null || read !== null,
    type: (text) => {
      setTyped(text);
      const corners = cornersOf(text);
      if (corners !== null) change({ type: 'set', corners, gesture: 'typing' });
    },
  };
}

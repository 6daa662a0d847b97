/** What a person has clicked in the frames of a labelling. Pure: components draw it and send it actions. */
import type { Point } from '../../core/geometry.ts';
import type { DrawnEvent } from '../../core/score/event-outcome.ts';

/** `done`: moved on from; a frame without a click is then one with nobody in it. */
export type Mark = { readonly labels: readonly Point[]; readonly state: 'open' | 'done' | 'skipped' };

export type LabellingState = {
  readonly marks: { readonly [frameId: string]: Mark };
  /** Shown now: its place among the frames. */
  readonly at: number;
  /** Earlier marks, oldest first, with the frame they were of. */
  readonly past: readonly { readonly frameId: string; readonly at: number; readonly mark: Mark }[];
  readonly events: readonly DrawnEvent[];
};

export type LabellingAction =
  | { readonly type: 'add'; readonly frameId: string; readonly label: Point }
  | { readonly type: 'remove'; readonly frameId: string; readonly index: number }
  | { readonly type: 'move'; readonly frameId: string; readonly index: number; readonly label: Point }
  /** On to the next frame: this one is finished. */
  | { readonly type: 'next'; readonly frameId: string; readonly frames: number }
  | { readonly type: 'skip'; readonly frameId: string; readonly frames: number }
  | { readonly type: 'go'; readonly at: number }
  | { readonly type: 'undo' }
  | { readonly type: 'add-event'; readonly event: DrawnEvent }
  | { readonly type: 'remove-event'; readonly index: number };

export const emptyMark: Mark = { labels: [], state: 'open' };
const mostPast = 200;

export const openLabelling: LabellingState = { marks: {}, at: 0, past: [], events: [] };

export function markOf(state: LabellingState, frameId: string): Mark {
  return state.marks[frameId] ?? emptyMark;
}

export function labelBy(state: LabellingState, action: LabellingAction): LabellingState {
  switch (action.type) {
    case 'add': {
      const { labels } = markOf(state, action.frameId);
      return marked(state, action.frameId, { labels: [...labels, inside(action.label)], state: 'open' });
    }
    case 'remove': {
      const { labels } = markOf(state, action.frameId);
      const left = labels.filter((_, i) => i !== action.index);
      return marked(state, action.frameId, { labels: left, state: 'open' });
    }
    case 'move': {
      const { labels } = markOf(state, action.frameId);
      const moved = labels.map((label, i) => (i === action.index ? inside(action.label) : label));
      return marked(state, action.frameId, { labels: moved, state: 'open' });
    }
    case 'next': {
      const { labels } = markOf(state, action.frameId);
      return onwards(marked(state, action.frameId, { labels, state: 'done' }), action.frames);
    }
    case 'skip':
      return onwards(marked(state, action.frameId, { labels: [], state: 'skipped' }), action.frames);
    case 'go':
      return { ...state, at: Math.max(0, action.at) };
    case 'undo': {
      const last = state.past.at(-1);
      if (last === undefined) return state;
      const marks = { ...state.marks, [last.frameId]: last.mark };
      return { ...state, marks, at: last.at, past: state.past.slice(0, -1) };
    }
    case 'add-event':
      return { ...state, events: [...state.events, action.event] };
    case 'remove-event':
      return { ...state, events: state.events.filter((_, i) => i !== action.index) };
  }
}

/** Frames that count for the card, with what was clicked. */
export function labelledOf(
  state: LabellingState,
  frames: readonly { readonly id: string }[],
): { id: string; labels: Point[] }[] {
  return frames.flatMap(({ id }) => {
    const mark = markOf(state, id);
    return mark.state === 'done' ? [{ id, labels: [...mark.labels] }] : [];
  });
}

export function countOf(
  state: LabellingState,
  frames: readonly { readonly id: string }[],
  of: Mark['state'],
): number {
  return frames.filter(({ id }) => markOf(state, id).state === of).length;
}

function marked(state: LabellingState, frameId: string, mark: Mark): LabellingState {
  const before = { frameId, at: state.at, mark: markOf(state, frameId) };
  return {
    ...state,
    marks: { ...state.marks, [frameId]: mark },
    past: [...state.past, before].slice(-mostPast),
  };
}

function onwards(state: LabellingState, frames: number): LabellingState {
  return { ...state, at: Math.min(state.at + 1, Math.max(0, frames - 1)) };
}

function inside({ x, y }: Point): Point {
  const clamp = (v: number) => Math.min(Math.max(v, 0), 1);
  return { x: clamp(x), y: clamp(y) };
}

/** An exercise from its choice to its report. Pure: every moment is an argument, monotonic milliseconds. */
import type { ExerciseAlarm } from '../../contract/exercise.ts';
import { rationalisation } from '../../core/alarm/rationalisation.ts';
import {
  answer,
  beginExercise,
  type Exercise,
  type ExerciseItem,
  type ExerciseReport,
  type ExerciseSpeed,
  goOn,
  isOver,
  pause,
  reportOf,
  type Shown,
  shownOf,
} from '../../core/exercise.ts';
import { priorities } from '../../core/priority.ts';

export type ExerciseStep =
  | { readonly step: 'choose' }
  | {
      readonly step: 'run';
      readonly exercise: Exercise;
      readonly alarms: ReadonlyMap<string, ExerciseAlarm>;
      readonly selectedId: string | null;
      /** It stopped by itself: a real alarm came. */
      readonly isInterrupted: boolean;
    }
  | { readonly step: 'report'; readonly exercise: Exercise; readonly report: ExerciseReport };

export type ExerciseAction =
  | {
      readonly type: 'begin';
      readonly alarms: readonly ExerciseAlarm[];
      readonly fromMs: number;
      readonly toMs: number;
      readonly speed: ExerciseSpeed;
      readonly nowMs: number;
    }
  | { readonly type: 'answer' | 'tick' | 'pause-or-go-on' | 'interrupt' | 'end'; readonly nowMs: number }
  | { readonly type: 'select'; readonly id: string }
  | { readonly type: 'step'; readonly by: 1 | -1; readonly nowMs: number }
  | { readonly type: 'again' };

export const choose: ExerciseStep = { step: 'choose' };

export function exerciseReducer(state: ExerciseStep, action: ExerciseAction): ExerciseStep {
  if (action.type === 'begin') {
    const { fromMs, toMs, speed, nowMs } = action;
    return {
      step: 'run',
      exercise: beginExercise(action.alarms.map(itemOf), { fromMs, toMs, speed }, nowMs),
      alarms: new Map(action.alarms.map((alarm) => [alarm.id, alarm])),
      selectedId: null,
      isInterrupted: false,
    };
  }
  if (action.type === 'again') return choose;
  if (state.step !== 'run') return state;
  switch (action.type) {
    case 'select':
      return { ...state, selectedId: action.id };
    case 'step': {
      const queue = queueOf(state.exercise, action.nowMs);
      const at = queue.findIndex(({ item }) => item.id === current(state, action.nowMs)?.item.id);
      const next = queue[Math.min(queue.length - 1, Math.max(0, at + action.by))];
      return next === undefined ? state : { ...state, selectedId: next.item.id };
    }
    case 'answer': {
      const shown = current(state, action.nowMs);
      if (shown === null || state.exercise.ranAtMs === null) return state;
      // The next one comes forward by itself, as in the real queue.
      return {
        ...state,
        exercise: answer(state.exercise, shown.item.id, action.nowMs),
        selectedId: null,
      };
    }
    case 'pause-or-go-on': {
      const isPaused = state.exercise.ranAtMs === null;
      const exercise = isPaused ? goOn(state.exercise, action.nowMs) : pause(state.exercise, action.nowMs);
      return { ...state, exercise, isInterrupted: false };
    }
    case 'interrupt':
      return { ...state, exercise: pause(state.exercise, action.nowMs), isInterrupted: true };
    case 'tick':
      return isOver(state.exercise, action.nowMs) ? ended(state.exercise, action.nowMs) : state;
    case 'end':
      return ended(state.exercise, action.nowMs);
  }
}

/** What still wants an answer first, then by priority, then the newest; what is done is left out. */
export function queueOf(exercise: Exercise, nowMs: number): readonly Shown[] {
  const waits = ({ state }: Shown) => state === 'unacknowledged' || state === 'returned-unacknowledged';
  return [...shownOf(exercise, nowMs)]
    .filter(({ state }) => state !== 'normal')
    .sort(
      (a, b) =>
        Number(waits(b)) - Number(waits(a)) ||
        priorities.indexOf(a.item.priority) - priorities.indexOf(b.item.priority) ||
        Number(b.state === 'unacknowledged') - Number(a.state === 'unacknowledged') ||
        b.item.raisedAtMs - a.item.raisedAtMs,
    );
}

/** The one that the keys mean; null: nothing has come yet, or all is done. */
export function current(state: Extract<ExerciseStep, { step: 'run' }>, nowMs: number): Shown | null {
  const queue = queueOf(state.exercise, nowMs);
  return queue.find(({ item }) => item.id === state.selectedId) ?? queue[0] ?? null;
}

function ended(exercise: Exercise, nowMs: number): ExerciseStep {
  const stopped = pause(exercise, nowMs);
  return { step: 'report', exercise: stopped, report: reportOf(stopped, nowMs) };
}

function itemOf(alarm: ExerciseAlarm): ExerciseItem {
  const { id, priority, raisedAtMs, endedMs, answeredThenMs } = alarm;
  const respondWithinMs = rationalisation[alarm.kind].timeToRespondMs;
  return { id, priority, raisedAtMs, endedMs, answeredThenMs, respondWithinMs };
}

import type { Priority } from './priority.ts';
import { quantile } from './quantile.ts';

/**
 * An exercise plays the alarms of a past span once more for one operator, in the order and rhythm in which they came, faster
 * if wished. It is apart from the real queue: nothing of it is stored but the report, and nothing it does reaches anybody.
 * (ISO 22398; "drill" is the custodians' word.)
 */
export type ExerciseItem = {
  /** Of the alarm that was. */
  readonly id: string;
  readonly priority: Priority;
  /** When it came, UTC ms. */
  readonly raisedAtMs: number;
  /** When its cause was over; null: it was not when the exercise was made. UTC ms. */
  readonly endedMs: number | null;
  /** How long an operator has, ms; of its kind's rationalisation. */
  readonly respondWithinMs: number;
  /** How long it took when it was real, ms; null: nobody acknowledged it. */
  readonly answeredThenMs: number | null;
};

export const exerciseSpeeds = [1, 2, 5, 10] as const;
export type ExerciseSpeed = (typeof exerciseSpeeds)[number];

export type Exercise = {
  /** In the order they came. */
  readonly items: readonly ExerciseItem[];
  /** The span that is played, UTC ms. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly speed: ExerciseSpeed;
  /** Played so far of the span, ms, up to `ranAtMs`. */
  readonly playedMs: number;
  /** When it last went on, by the caller's clock; null: it pauses. */
  readonly ranAtMs: number | null;
  /** When each came and was answered in the exercise, in ms that the operator lived through, pauses left out. */
  readonly answers: ReadonlyMap<string, number>;
};

export type ExerciseState = 'unacknowledged' | 'acknowledged' | 'returned-unacknowledged' | 'normal';

export type Shown = { readonly item: ExerciseItem; readonly state: ExerciseState };

export function beginExercise(
  items: readonly ExerciseItem[],
  how: Pick<Exercise, 'fromMs' | 'toMs' | 'speed'>,
  nowMs: number,
): Exercise {
  const inSpan = items.filter(({ raisedAtMs }) => raisedAtMs >= how.fromMs && raisedAtMs < how.toMs);
  const inOrder = inSpan.sort((a, b) => a.raisedAtMs - b.raisedAtMs || (a.id < b.id ? -1 : 1));
  return { ...how, items: inOrder, playedMs: 0, ranAtMs: nowMs, answers: new Map() };
}

/** The time of the span that is shown now, UTC ms. */
export function clockOf(exercise: Exercise, nowMs: number): number {
  return Math.min(exercise.toMs, exercise.fromMs + played(exercise, nowMs));
}

export function isOver(exercise: Exercise, nowMs: number): boolean {
  return clockOf(exercise, nowMs) >= exercise.toMs;
}

export function pause(exercise: Exercise, nowMs: number): Exercise {
  if (exercise.ranAtMs === null) return exercise;
  return { ...exercise, playedMs: played(exercise, nowMs), ranAtMs: null };
}

export function goOn(exercise: Exercise, nowMs: number): Exercise {
  return exercise.ranAtMs === null ? { ...exercise, ranAtMs: nowMs } : exercise;
}

/** What has come so far, newest last, each in its state by now. */
export function shownOf(exercise: Exercise, nowMs: number): readonly Shown[] {
  const clockMs = clockOf(exercise, nowMs);
  return exercise.items
    .filter(({ raisedAtMs }) => raisedAtMs <= clockMs)
    .map((item) => ({ item, state: stateOf(exercise, item, clockMs) }));
}

/** @returns the same exercise where there is nothing to acknowledge: it has not come yet, or was answered. */
export function answer(exercise: Exercise, id: string, nowMs: number): Exercise {
  const item = exercise.items.find((one) => one.id === id);
  const clockMs = clockOf(exercise, nowMs);
  if (item === undefined || exercise.answers.has(id) || item.raisedAtMs > clockMs) return exercise;
  const livedMs = (clockMs - item.raisedAtMs) / exercise.speed;
  return { ...exercise, answers: new Map([...exercise.answers, [id, livedMs]]) };
}

export type ExerciseReport = {
  readonly shown: number;
  readonly acknowledged: number;
  /** Answered later than an operator has for it, or not at all though that time was over. */
  readonly late: number;
  /** From coming to being acknowledged, ms as the operator lived through them; null: none was. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  /** The same of those that were acknowledged when they were real. */
  readonly medianThenMs: number | null;
};

/** How it went so far. Times are real ones: a faster exercise is a harder one, and is not made easier by its report. */
export function reportOf(exercise: Exercise, nowMs: number): ExerciseReport {
  const clockMs = clockOf(exercise, nowMs);
  const shown = exercise.items.filter(({ raisedAtMs }) => raisedAtMs <= clockMs);
  const times = sorted(shown.flatMap(({ id }) => exercise.answers.get(id) ?? []));
  const isLate = (item: ExerciseItem) => {
    const livedMs = exercise.answers.get(item.id) ?? (clockMs - item.raisedAtMs) / exercise.speed;
    return livedMs > item.respondWithinMs;
  };
  return {
    shown: shown.length,
    acknowledged: times.length,
    late: shown.filter(isLate).length,
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    medianThenMs: quantile(sorted(shown.flatMap(({ answeredThenMs }) => answeredThenMs ?? [])), 0.5),
  };
}

function stateOf(exercise: Exercise, item: ExerciseItem, clockMs: number): ExerciseState {
  const isEnded = item.endedMs !== null && item.endedMs <= clockMs;
  if (exercise.answers.has(item.id)) return isEnded ? 'normal' : 'acknowledged';
  return isEnded ? 'returned-unacknowledged' : 'unacknowledged';
}

function played({ playedMs, ranAtMs, speed }: Exercise, nowMs: number): number {
  // A clock that is set back plays nothing twice.
  return playedMs + (ranAtMs === null ? 0 : Math.max(0, nowMs - ranAtMs) * speed);
}

function sorted(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

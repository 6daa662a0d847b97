/** Which step the keys mean. Pure. */
import type { Task } from '../../core/incident/task.ts';

/** The one that was chosen, else the first that is open; null: all are done. */
export function currentStep(tasks: readonly Task[], chosenId: string | null): Task | null {
  const chosen = tasks.find(({ id }) => id === chosenId);
  return chosen ?? tasks.find(({ state }) => state === 'open') ?? null;
}

/** The step before or after, without running over an end. */
export function stepBy(tasks: readonly Task[], currentId: string | null, by: 1 | -1): Task | null {
  const at = tasks.findIndex(({ id }) => id === currentId);
  if (at === -1) return tasks[by === 1 ? 0 : tasks.length - 1] ?? null;
  return tasks[Math.min(tasks.length - 1, Math.max(0, at + by))] ?? null;
}

export function progress(tasks: readonly Task[]): { readonly done: number; readonly all: number } {
  return { done: tasks.filter(({ state }) => state !== 'open').length, all: tasks.length };
}

/** A step of the procedure as this incident has to do it. */
import type { Step } from './procedure.ts';

export const taskStates = ['open', 'done', 'skipped'] as const;
export type TaskState = (typeof taskStates)[number];

export type Task = Step & {
  readonly state: TaskState;
  /** When it should be done; null: whenever. */
  readonly dueAtMs: number | null;
  /** Who did or skipped it; 'system' where it did so itself. Null while open. */
  readonly by: string | null;
  readonly atMs: number | null;
  /** What was found, or why it was skipped. */
  readonly note: string;
};

export function tasksOf(steps: readonly Step[], openedAtMs: number): Task[] {
  return steps.map((step) => {
    const isAutomatic = step.automatic !== null;
    return {
      ...step,
      state: isAutomatic ? 'done' : 'open',
      dueAtMs: step.dueAfterMs === null ? null : openedAtMs + step.dueAfterMs,
      by: isAutomatic ? 'system' : null,
      atMs: isAutomatic ? openedAtMs : null,
      note: '',
    };
  });
}

/** Steps that must be done before the incident may be closed, and are not. */
export function missingTasks(tasks: readonly Task[]): Task[] {
  return tasks.filter((task) => task.isRequired && task.state !== 'done');
}

export function isOverdue(task: Pick<Task, 'state' | 'dueAtMs'>, nowMs: number): boolean {
  return task.state === 'open' && task.dueAtMs !== null && nowMs > task.dueAtMs;
}

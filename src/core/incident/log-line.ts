/** A line of an incident's log. The log only grows. */

export const logLineKinds = [
  'opened',
  'taken',
  'noted',
  'edited',
  'role-given',
  'held',
  'resumed',
  'alarm-attached',
  'alarm-detached',
  'cameras-chosen',
  'task-done',
  'task-skipped',
  'task-reopened',
  'step-noted',
  'notice-asked',
  // A unit was sent, said something, arrived: `detail.unit` and `detail.did`.
  'unit',
  'closed',
  'reopened',
] as const;
export type LogLineKind = (typeof logLineKinds)[number];

/** What a transition leaves in the log; who and when are columns of their own. */
export type LogLine = {
  readonly kind: LogLineKind;
  /** In the words of a person, or of the procedure; null: the kind says it. */
  readonly text: string | null;
  /** What else a reader needs: JSON values only. */
  readonly detail: { readonly [key: string]: unknown };
  /** An alarm whose masked picture stands beside the line. */
  readonly pictureOf: string | null;
};

export function line(kind: LogLineKind, more: Partial<Omit<LogLine, 'kind'>> = {}): LogLine {
  return { kind, text: null, detail: {}, pictureOf: null, ...more };
}

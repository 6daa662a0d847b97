/** What a transition leaves in the audit log. The one who did it and when are the log's own columns. */
export type LedgerLine = {
  readonly action: string;
  /** Id of the vault or opening. */
  readonly target: string;
  /** JSON values only; never a share. */
  readonly detail: { readonly [key: string]: unknown };
};

/** A person as the log names him; the name stays readable when the person is gone. */
export type Person = { readonly id: string; readonly name: string };

/** What came out of an event, or why nothing did. A refusal is no error: two people may press at once. */
export type Outcome<T, R> =
  | { readonly ok: true; readonly value: T; readonly lines: readonly LedgerLine[] }
  | { readonly ok: false; readonly reason: R };

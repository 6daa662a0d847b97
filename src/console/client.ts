/** The one client of the console: the contract's, with what a person needs to hear when a call fails. */
import { type Answer, type CallName, createClient, type Needs, ProblemError } from '../contract/client.ts';
import type { Problem } from '../contract/shapes.ts';

const client = createClient();
let onSignedOut: () => void = () => {};

/** The server refused, or could not be reached (`status` 0). `problem.detail` is for a person. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly problem: Problem | null;
  constructor(status: number, problem: Problem | null, cause?: unknown) {
    super(problem?.detail ?? `status ${status}`, { cause });
    this.name = 'ApiProblem';
    this.status = status;
    this.problem = problem;
  }

  /** The stable name of the refusal, e.g. `version-conflict`; empty when the server gave none. */
  get kind(): string {
    return this.problem?.type.slice(this.problem.type.lastIndexOf(':') + 1) ?? '';
  }
}

export function setCsrfToken(token: string | null): void {
  client.setCsrfToken(token);
}

/** Called when the server says that the session has ended. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** Exactly the parts its route names: `{ params, query, body }`. */
export type Input<K extends CallName> = Needs<K>;

type Args<K extends CallName> =
  unknown extends Needs<K>
    ? [needs?: object | undefined, signal?: AbortSignal]
    : [needs: Needs<K>, signal?: AbortSignal];

/**
 * Calls a route.
 * @throws ApiProblem for every answer that is not a success, and when there is no answer; the signal's reason when aborted.
 */
export async function call<K extends CallName>(name: K, ...[needs, signal]: Args<K>): Promise<Answer<K>> {
  const callAny = client.call as (name: K, needs: unknown, options: object) => Promise<Answer<K>>;
  try {
    return await callAny(name, needs, signal === undefined ? {} : { signal });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    if (!(cause instanceof ProblemError)) throw new ApiProblem(0, null, cause);
    if (cause.status === 401 && name !== 'session.create' && name !== 'session.get') onSignedOut();
    throw new ApiProblem(cause.status, cause.problem, cause);
  }
}

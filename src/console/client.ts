/** The API as typed calls, straight from the route table. */
import type { z } from 'zod';
import type { Route } from '../contract/route.ts';
import { type RouteName, type Routes, routes } from '../contract/routes.ts';
import type { Problem } from '../contract/shapes.ts';

type In<S> = S extends z.ZodType ? z.input<S> : never;
type Field<N extends RouteName, F extends 'params' | 'query' | 'body'> = Routes[N] extends {
  readonly [K in F]: infer S;
}
  ? { readonly [K in F]: In<S> }
  : object;
/** What a call needs: exactly the parts its route names. */
export type Input<N extends RouteName> = Field<N, 'params'> & Field<N, 'query'> & Field<N, 'body'>;
export type Reply<N extends RouteName> = Routes[N]['reply'] extends z.ZodType
  ? z.output<Routes[N]['reply']>
  : never;

/** The server refused, or could not be reached (`status` 0). `detail` is for a person. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly problem: Problem | null;
  constructor(status: number, problem: Problem | null, cause?: unknown) {
    super(problem?.detail ?? `status ${status}`, { cause });
    this.name = 'ApiProblem';
    this.status = status;
    this.problem = problem;
  }
}

let csrfToken = '';
let onSignedOut: () => void = () => {};

export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** Called when the server says that the session has ended. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/**
 * Calls a route.
 * @throws ApiProblem for every answer that is not a success, and when there is no answer.
 */
export async function call<N extends RouteName>(
  name: N,
  ...[input, signal]: object extends Input<N>
    ? [input?: Input<N>, signal?: AbortSignal]
    : [input: Input<N>, signal?: AbortSignal]
): Promise<Reply<N>> {
  const route: Route = routes[name];
  const { params, query, body } = (input ?? {}) as {
    params?: Record<string, string>;
    query?: Record<string, unknown>;
    body?: unknown;
  };
  const response = await fetch(urlOf(route.path, params, query), {
    method: route.method,
    credentials: 'same-origin',
    signal: signal ?? null,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(route.method === 'GET' ? {} : { 'x-csrf-token': csrfToken }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiProblem(0, null, cause);
  });
  if (response.ok) return (response.status === 204 ? {} : await response.json()) as Reply<N>;
  if (response.status === 401 && name !== 'session.create' && name !== 'session.get') onSignedOut();
  throw new ApiProblem(response.status, await problemOf(response));
}

export function urlOf(
  path: string,
  params: Record<string, string> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = path.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, String(value)]),
  ).toString();
  return search === '' ? filled : `${filled}?${search}`;
}

async function problemOf(response: Response): Promise<Problem | null> {
  try {
    const body = (await response.json()) as Partial<Problem>;
    return typeof body.detail === 'string' ? (body as Problem) : null;
  } catch {
    return null;
  }
}

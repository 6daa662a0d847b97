/** The API as typed calls, from the route table. For browsers and for tests: nothing of Node in here. */
import { z } from 'zod';
import type { Route } from './route.ts';
import { type RouteName, type Routes, routes } from './routes.ts';
import { Problem } from './shapes.ts';

type Part<R, P extends 'params' | 'query' | 'body'> = R extends {
  readonly [K in P]: infer S extends z.ZodType;
}
  ? { readonly [K in P]: z.input<S> }
  : unknown;

/** What a call needs: `{ params, query, body }`, as far as its route has them. */
export type Needs<K extends RouteName> = Part<Routes[K], 'params'> &
  Part<Routes[K], 'query'> &
  Part<Routes[K], 'body'>;

/** Routes with one answer; streams are opened by their address instead. */
export type CallName = {
  [K in RouteName]: Routes[K]['reply'] extends 'websocket' | 'text/event-stream' ? never : K;
}[RouteName];

export type Answer<K extends CallName> = Routes[K]['reply'] extends infer R extends z.ZodType
  ? z.output<R>
  : Blob;

type Options = { readonly signal?: AbortSignal };
type Args<K extends RouteName> =
  unknown extends Needs<K> ? [needs?: undefined, options?: Options] : [needs: Needs<K>, options?: Options];

export type Client = {
  /** @throws ProblemError when the server refuses, TypeError when it cannot be reached. */
  call<K extends CallName>(name: K, ...args: Args<K>): Promise<Answer<K>>;
  /** Sent with every changing call. Learned from every answer that is a session. */
  setCsrfToken(token: string | null): void;
};

/** What the server refused, and what to do about it. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** From Retry-After, seconds. */
  readonly retryAfterS: number | null;

  constructor(problem: Problem, retryAfterS: number | null) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
    this.retryAfterS = retryAfterS;
  }

  get status(): number {
    return this.problem.status;
  }

  /** The stable last part of the type, e.g. 'version-conflict'. */
  get kind(): string {
    return this.problem.type.slice(this.problem.type.lastIndexOf(':') + 1);
  }
}

/** @param options.baseUrl empty for the page's own server. */
export function createClient(options: { baseUrl?: string; fetch?: typeof fetch } = {}): Client {
  const { baseUrl = '' } = options;
  const send = options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request));
  let csrfToken: string | null = null;

  return {
    setCsrfToken(token) {
      csrfToken = token;
    },
    async call<K extends CallName>(name: K, ...[needs, options]: Args<K>): Promise<Answer<K>> {
      const route: Route = routes[name];
      const { body } = (needs ?? {}) as { body?: unknown };
      const headers: Record<string, string> = {
        accept:
          'application/json, image/*, video/mp4, application/zip, application/pdf, application/problem+json',
      };
      if (body !== undefined) headers['content-type'] = 'application/json';
      if (route.method !== 'GET' && csrfToken !== null) headers['x-csrf-token'] = csrfToken;
      const response = await send(baseUrl + addressOf(name, needs as Address), {
        method: route.method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(options?.signal === undefined ? {} : { signal: options.signal }),
      });
      if (!response.ok) throw await problemOf(response);
      if (typeof route.reply === 'string') return (await response.blob()) as Answer<K>;
      const answer: unknown = await response.json();
      if (name === 'session.delete') csrfToken = null;
      const session = z.object({ csrfToken: z.string() }).safeParse(answer);
      if (session.success) csrfToken = session.data.csrfToken;
      return answer as Answer<K>;
    },
  };
}

type Address = { params?: Record<string, string>; query?: Record<string, unknown> } | undefined;

/** Path and query of a route, e.g. for an image's src, an EventSource or a WebSocket. */
export function addressOf(name: RouteName, needs?: Address): string {
  const path = routes[name].path.replace(/:(\w+)/g, (_, key: string) => {
    const value = needs?.params?.[key];
    if (value === undefined) throw new Error(`${name} needs the parameter ${key}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(needs?.query ?? {})) {
    if (value !== undefined && value !== null) query.set(key, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function problemOf(response: Response): Promise<ProblemError> {
  const retryAfter = Number(response.headers.get('retry-after'));
  const body: unknown = await response.json().catch(() => null);
  const problem = Problem.safeParse(body);
  const fallback: Problem = {
    type: 'urn:lamplighter:problem:unknown',
    title: response.statusText,
    status: response.status,
    detail: `The server answered ${response.status} without saying why. Try again; if it stays, see the log of the server`,
  };
  return new ProblemError(problem.success ? problem.data : fallback, retryAfter > 0 ? retryAfter : null);
}

/** Errors of the API, RFC 9457. A refusal is a value that a handler returns; the sentence says what to do. */
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { Problem } from '../../contract/shapes.ts';

export class Refusal {
  readonly status: number;
  /** Last part of the problem's type: stable, for programs. */
  readonly kind: string;
  readonly detail: string;
  readonly errors: Problem['errors'];
  readonly retryAfterS: number | null;

  constructor(
    status: number,
    kind: string,
    detail: string,
    more: { errors?: Problem['errors']; retryAfterS?: number } = {},
  ) {
    this.status = status;
    this.kind = kind;
    this.detail = detail;
    this.errors = more.errors;
    this.retryAfterS = more.retryAfterS ?? null;
  }
}

export function refuse(...args: ConstructorParameters<typeof Refusal>): Refusal {
  return new Refusal(...args);
}

export function notFound(what: string): Refusal {
  return refuse(404, 'not-found', `${what} does not exist (any more). Load the list anew`);
}

export const databaseIsDown = refuse(
  503,
  'database-down',
  'The database does not answer, so nothing can be looked up or changed. It is being started again: try again in a few seconds. If this stays, see the health page and the log',
  { retryAfterS: 2 },
);

/** What does not fit its shape, field by field. */
export function invalid(where: 'params' | 'query' | 'body', error: z.ZodError): Refusal {
  const errors = error.issues.slice(0, 50).map((issue) => ({
    path: [where, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
  const first = errors[0];
  return refuse(
    400,
    'invalid',
    `The request does not fit: ${first?.path ?? where}: ${first?.message ?? 'unknown'}`,
    {
      errors,
    },
  );
}

export function sendProblem(reply: FastifyReply, refusal: Refusal, instance: string): FastifyReply {
  const problem: Problem = {
    type: `urn:lamplighter:problem:${refusal.kind}`,
    title: titles[refusal.status] ?? 'Error',
    status: refusal.status,
    detail: refusal.detail,
    instance,
    ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
  };
  if (refusal.retryAfterS !== null) reply.header('retry-after', String(Math.ceil(refusal.retryAfterS)));
  return reply
    .code(refusal.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

const titles: { readonly [status: number]: string } = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Refused',
  426: 'Upgrade required',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
};

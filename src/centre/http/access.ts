/** The one access check. Every route of the table passes it before its body is read: API, pictures, live streams. */
import type { FastifyRequest } from 'fastify';
import type { Route } from '../../contract/route.ts';
import { isAllowed } from '../../core/access.ts';
import type { Sessions, SignedIn } from '../sessions.ts';
import { type Refusal, refuse } from './problem.ts';

export type Gate = {
  readonly sessions: Sessions;
  readonly cookieName: () => string;
  readonly isTls: boolean;
};

/** @returns who asks (null: nobody, on a public route), or why not. */
export async function admit(
  gate: Gate,
  route: Route,
  request: FastifyRequest,
): Promise<SignedIn | null | Refusal> {
  const isChange = route.method !== 'GET';
  // A WebSocket is not bound by the same-origin policy: it is asked here.
  if ((isChange || route.reply === 'websocket') && !isOwnOrigin(request, gate.isTls)) return foreignOrigin;
  const token = request.cookies[gate.cookieName()];
  if (route.permission === 'public') {
    // A stale cookie must not keep anybody from signing in, nor must a database that is away keep the page from loading.
    return token === undefined ? null : gate.sessions.find(token).catch(() => null);
  }
  const who = token === undefined ? null : await gate.sessions.find(token);
  if (who === null) return notSignedIn;
  if (!isAllowed(who.role, route.permission)) {
    return refuse(
      403,
      'not-allowed',
      `${who.userName} is ${who.role} and may not do this (${route.permission}). Ask an administrator`,
    );
  }
  if (isChange && !sameText(request.headers['x-csrf-token'], who.csrfToken)) return wrongCsrfToken;
  return who;
}

const notSignedIn = refuse(
  401,
  'not-signed-in',
  'Nobody is signed in, or the session has ended. Sign in and try again',
);
const foreignOrigin = refuse(
  403,
  'foreign-origin',
  'The request comes from a page of another address. Open the console at its own address',
);
const wrongCsrfToken = refuse(
  403,
  'csrf',
  'The request lacks the token of this session. Reload the page; a program sends csrfToken of GET /api/session as x-csrf-token',
);

/** Browsers name the page a request comes from; a program that names none has no cookies to abuse. */
function isOwnOrigin(request: FastifyRequest, isTls: boolean): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) {
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  }
  return origin.toLowerCase() === `${isTls ? 'https' : 'http'}://${host ?? ''}`.toLowerCase();
}

function sameText(sent: string | string[] | undefined, expected: string): boolean {
  if (typeof sent !== 'string' || sent.length !== expected.length) return false;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) difference |= sent.charCodeAt(i) ^ expected.charCodeAt(i);
  return difference === 0;
}

/**
 * Bound to localhost, only localhost may be asked for: a foreign name that resolves to 127.0.0.1 would otherwise let a
 * web page speak to this server as if it were its own (DNS rebinding).
 */
export function isKnownHost(host: string | undefined, isLocalOnly: boolean): boolean {
  if (host === undefined) return false;
  if (!isLocalOnly) return true;
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(name);
}

export const unknownHost = refuse(
  421,
  'unknown-host',
  'This server is bound to localhost and answers only there. To reach it under another name, set listen.host in lamplighter.yaml',
);

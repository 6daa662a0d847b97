/** Who sits here, and what this site is. */
import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { Session } from '../contract/shapes.ts';
import type { Permission } from '../core/access.ts';
import { ApiProblem, call, setCsrfToken, whenSignedOut } from './client.ts';
import { stopLive } from './live.ts';

/** The one cache of answers that are asked for; what the server tells by itself is in `live.ts`. */
export const answers = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // A refusal does not change by asking again; a broken line may.
      retry: (count, error) =>
        count < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
    },
  },
});

const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: ({ signal }) => call('site.get', {}, signal),
  staleTime: 60_000,
  retry: true,
  retryDelay: 2_000,
});

/** Null: nobody is signed in. */
const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      const session = await call('session.get', {}, signal);
      setCsrfToken(session.csrfToken);
      return session;
    } catch (cause) {
      if (cause instanceof ApiProblem && (cause.status === 401 || cause.status === 403)) return null;
      throw cause;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
  retry: true,
  retryDelay: 2_000,
});

let hasExpired = false;
whenSignedOut(() => {
  if (answers.getQueryData(sessionQuery.queryKey) === null) return;
  hasExpired = true;
  endHere();
});

export function useSite() {
  return useQuery(siteQuery);
}

export function useSession() {
  return useQuery(sessionQuery);
}

/** True when the operator's role carries the permission. The server decides; this only hides what it would refuse. */
export function useMay(permission: Permission): boolean {
  return useSession().data?.permissions.includes(permission) ?? false;
}

/** True when the last session ended by itself rather than by signing out. */
export function sessionHasExpired(): boolean {
  return hasExpired;
}

export function begin(session: Session): void {
  hasExpired = false;
  setCsrfToken(session.csrfToken);
  answers.setQueryData(sessionQuery.queryKey, session);
  void answers.invalidateQueries({ queryKey: siteQuery.queryKey });
}

export async function signOut(): Promise<void> {
  // Whatever the server says, nobody stays signed in on this screen.
  await call('session.delete').catch(() => {});
  endHere();
}

function endHere(): void {
  stopLive();
  setCsrfToken(null);
  answers.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'site' && queryKey[0] !== 'session' });
  answers.setQueryData(sessionQuery.queryKey, null);
}

import { ApiProblem } from '../client.ts';

/** Somebody else's version came into force meanwhile. */
export function isConflict(cause: Error): boolean {
  return cause instanceof ApiProblem && cause.kind === 'version-conflict';
}

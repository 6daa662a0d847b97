import { inspect } from 'node:util';
import type { Log } from './log.ts';

/** A failure with its cause: in a sentence for a person, and whole (with stack) in the details. */
export function logFailure(log: Log, message: string, cause: unknown): void {
  const why = cause instanceof Error ? cause.message : String(cause);
  log('error', `${message}: ${why}`, { cause: inspect(cause, { depth: 4 }) });
}

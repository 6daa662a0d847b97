import type { StateCause } from '../../contract/state-cause.ts';
import type { Words } from './en.ts';

/** Why a camera is in its state, in the operator's language; in the server's English where this console has no words for it. */
export function sayCause(
  words: Pick<Words, 'stateCauses'>,
  message: string | null,
  cause: StateCause | null | undefined,
): string | null {
  if (cause == null) return message;
  const known: { readonly [key: string]: ((values: StateCause['values']) => string) | undefined } =
    words.stateCauses;
  return known[cause.key]?.(cause.values) ?? message;
}

import { type Refusal, refuse } from '../http/problem.ts';

/** The last instant a date can be: beyond it neither JavaScript nor PostgreSQL has a name for it. */
const endOfTimeMs = 8.64e15;

/** Why a span of time cannot be asked for; null: it can. */
export function spanRefusal(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  longestMs = Number.POSITIVE_INFINITY,
): Refusal | null {
  if (toMs > endOfTimeMs || fromMs > endOfTimeMs)
    return refuse(400, 'invalid', 'The span lies beyond the year 275760', {
      errors: [{ path: 'query.toMs', message: 'is too large' }],
    });
  if (toMs <= fromMs)
    return refuse(400, 'invalid', 'The span ends before it begins: toMs must be later than fromMs', {
      errors: [{ path: 'query.toMs', message: 'must be later than fromMs' }],
    });
  if (toMs - fromMs > longestMs)
    return refuse(
      400,
      'invalid',
      `The span is too long: ask for at most ${longestMs / 3_600_000} hours at once`,
      { errors: [{ path: 'query.toMs', message: 'is too far from fromMs' }] },
    );
  return null;
}

/** Mean absolute error of a count over frames, and its mean (the bias: below 0 when too few are seen). */
export function countError(pairs: readonly { readonly truth: number; readonly found: number }[]): {
  readonly mae: number | null;
  readonly bias: number | null;
} {
  if (pairs.length === 0) return { mae: null, bias: null };
  let absolute = 0;
  let signed = 0;
  for (const { truth, found } of pairs) {
    absolute += Math.abs(found - truth);
    signed += found - truth;
  }
  return { mae: absolute / pairs.length, bias: signed / pairs.length };
}

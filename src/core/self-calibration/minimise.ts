/**
 * Downhill simplex of a few unknowns (Nelder & Mead 1965): needs no derivative, and infinite values bound it.
 * @param steps first size of the simplex along each unknown.
 */
export function minimise(
  f: (at: readonly number[]) => number,
  from: readonly number[],
  steps: readonly number[],
  { most = 200, tolerance = 1e-6 } = {},
): { readonly at: readonly number[]; readonly value: number } {
  const vertex = (at: readonly number[]) => ({ at, value: f(at) });
  const simplex = [
    vertex(from),
    ...from.map((_, i) => vertex(from.map((x, k) => (k === i ? x + steps[i]! : x)))),
  ];
  const last = simplex.length - 1;
  for (let turn = 0; turn < most; turn++) {
    simplex.sort((a, b) => a.value - b.value);
    const [best, worst] = [simplex[0]!, simplex[last]!];
    if (Number.isFinite(worst.value) && worst.value - best.value < tolerance) break;
    const middle = from.map((_, i) => simplex.slice(0, last).reduce((sum, v) => sum + v.at[i]!, 0) / last);
    const along = (by: number) => vertex(middle.map((x, i) => x + by * (x - worst.at[i]!)));
    const reflected = along(1);
    if (reflected.value < best.value) {
      const expanded = along(2);
      simplex[last] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[last - 1]!.value) simplex[last] = reflected;
    else {
      const contracted = along(reflected.value < worst.value ? 0.5 : -0.5);
      if (contracted.value < Math.min(worst.value, reflected.value)) simplex[last] = contracted;
      else {
        for (let i = 1; i <= last; i++) {
          simplex[i] = vertex(simplex[i]!.at.map((x, k) => (x + best.at[k]!) / 2));
        }
      }
    }
  }
  simplex.sort((a, b) => a.value - b.value);
  return simplex[0]!;
}

/**
 * A longest strictly increasing subsequence: of things in a new order, the most that may be said to have stood still.
 * @param values tens of them: the time goes with the square of their number.
 */
export function longestIncreasing(values: readonly number[]): number[] {
  /** The longest that ends with each value, by its length and the place of the value before. */
  const runs: { readonly length: number; readonly before: number | null }[] = [];
  let last: number | null = null;
  for (const [place, value] of values.entries()) {
    let [length, before]: [number, number | null] = [1, null];
    for (const [earlier, run] of runs.entries())
      if (values[earlier]! < value && run.length + 1 > length) [length, before] = [run.length + 1, earlier];
    runs.push({ length, before });
    if (last === null || length > runs[last]!.length) last = place;
  }
  const found: number[] = [];
  for (let place = last; place !== null; place = runs[place]!.before) found.push(values[place]!);
  return found.reverse();
}

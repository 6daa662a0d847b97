/**
 * Counter-flow index: min(J+, J-) / (J+ + J-), 0 to 0.5: the share of those who cross a line against the greater stream.
 * 0 is one-way, 0.5 as many each way. Says nothing of how many: 1 against 1 reads as 500 against 500.
 * @param oneWay and otherWay: crossings or flows over the same line and time, >= 0.
 * @returns null when nobody crossed.
 * The definition is ours: the field has no agreed one.
 */
export function counterFlowIndex(oneWay: number, otherWay: number): number | null {
  const all = oneWay + otherWay;
  return all > 0 ? Math.min(oneWay, otherWay) / all : null;
}

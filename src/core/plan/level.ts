/** Levels of a building: 0 is the street, below it negative. */

export const lowestLevel = -20;
export const highestLevel = 200;

/**
 * A level as somebody types it, also with the minus sign of a typesetter.
 * @returns null for nothing, undefined for what is no level.
 */
export function levelOf(text: string): number | null | undefined {
  const typed = text.trim().replace('−', '-');
  if (typed === '') return null;
  if (!/^[+-]?\d{1,3}$/.test(typed)) return undefined;
  // Without the sign of nothing: -0 is the street as well.
  const level = Number(typed) || 0;
  return level >= lowestLevel && level <= highestLevel ? level : undefined;
}

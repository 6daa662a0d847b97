/** Which floor plans lie in what the map shows, and their levels. */
import type { FloorPlan } from '../../contract/map-plans.ts';
import type { View } from './use-view.ts';

/** Farther away a station is a speck. */
export const plansFromZoom = 15;

export function plansInView(plans: readonly FloorPlan[], view: View | null): readonly FloorPlan[] {
  if (view === null || view.zoom < plansFromZoom) return [];
  const [west, south, east, north] = view.bounds;
  return plans.filter(({ corners }) => {
    const lngs = corners.map(([lng]) => lng);
    const lats = corners.map(([, lat]) => lat);
    return (
      Math.max(...lngs) >= west &&
      Math.min(...lngs) <= east &&
      Math.max(...lats) >= south &&
      Math.min(...lats) <= north
    );
  });
}

export type Level = { readonly level: number; readonly name: string };

/** From the top down, each once, with the first name that it is given. */
export function levelsOf(plans: readonly FloorPlan[]): readonly Level[] {
  const names = new Map<number, string>();
  for (const { level, levelName } of plans) names.set(level, names.get(level) || levelName);
  return [...names].map(([level, name]) => ({ level, name })).sort((a, b) => b.level - a.level);
}

/**
 * The level to show. @param asked from the address: a number, `none`, or nothing, which is the level nearest the street.
 * @returns null for none.
 */
export function levelShown(levels: readonly Level[], asked: string | undefined): number | null {
  if (asked === 'none' || levels.length === 0) return null;
  const wanted = levels.find(({ level }) => String(level) === asked);
  if (wanted !== undefined) return wanted.level;
  return levels.reduce(
    (best, { level }) => (Math.abs(level) < Math.abs(best) ? level : best),
    levels[0]!.level,
  );
}

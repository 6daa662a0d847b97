/** Which floor plans lie in what the map shows, their levels, and the cameras of these. */
import type { FloorPlan } from '../../contract/map-plans.ts';
import type { CameraView } from '../../contract/shapes.ts';
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

/** Levels that are offered while another one is shown. Where none is shown, none is hidden. */
export function levelsHidden(levels: readonly Level[], shown: number | null): number[] {
  return shown === null ? [] : levels.flatMap(({ level }) => (level === shown ? [] : level));
}

/**
 * The cameras without those of hidden levels: what is calm is hidden, never what waits.
 * @param waiting ids of cameras with an alarm that nobody has acknowledged.
 * @returns the same map while no level is hidden.
 */
export function withoutLevels<C extends Pick<CameraView, 'level'>>(
  cameras: ReadonlyMap<string, C>,
  hidden: ReadonlySet<number>,
  waiting: ReadonlySet<string>,
): ReadonlyMap<string, C> {
  if (hidden.size === 0) return cameras;
  return new Map([...cameras].filter(([id, camera]) => waiting.has(id) || !isHidden(camera, hidden)));
}

/** The level of a camera that is on the map although its level is hidden; null: it is where the map shows it. */
export function otherLevelOf(
  camera: Pick<CameraView, 'level'>,
  { levels, hidden }: { readonly levels: readonly Level[]; readonly hidden: ReadonlySet<number> },
): Level | null {
  return (isHidden(camera, hidden) && levels.find(({ level }) => level === camera.level)) || null;
}

function isHidden({ level }: Pick<CameraView, 'level'>, hidden: ReadonlySet<number>): boolean {
  return level !== null && hidden.has(level);
}

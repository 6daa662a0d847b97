/** Which cameras the map draws in full, and which as dots. */
import type { AlarmView, CameraView } from '../../contract/shapes.ts';

/** West, south, east, north, degrees. */
export type Bounds = readonly [number, number, number, number];

/**
 * Full marks with name and number at once: more of them cover each other and the map, and each costs a place in the page.
 * The rest are dots, and bundles of dots, which the map library draws itself.
 */
export const mostMarks = 40;

export function isInside(
  [west, south, east, north]: Bounds,
  { position }: Pick<CameraView, 'position'>,
): boolean {
  return (
    position !== null &&
    position.longitude >= west &&
    position.longitude <= east &&
    position.latitude >= south &&
    position.latitude <= north
  );
}

/** The bounds with as much again on each side, by a share of their size: what comes into view next is there already. */
export function widened([west, south, east, north]: Bounds, share: number): Bounds {
  const [dx, dy] = [(east - west) * share, (north - south) * share];
  return [west - dx, south - dy, east + dx, north + dy];
}

/** Marks of alarms among many dots stand at least this far apart, as a share of the view: nearer ones hide each other. */
const apartShare = { x: 0.055, y: 0.085 };
const mostAlarmsAmongDots = 24;

export type Marks = {
  readonly cameras: readonly CameraView[];
  /** Among many others: the mark alone, without its words. */
  readonly areBare: boolean;
};

/**
 * Cameras to mark: all of a small site; all in view where there are few; else those whose alarms come first, apart from
 * each other. The rest is dots, which carry the colour of what waits.
 * @param alarms open ones in working order.
 */
export function camerasToMark(
  placed: ReadonlyMap<string, CameraView>,
  alarms: readonly Pick<AlarmView, 'cameraId'>[],
  view: Bounds | null,
): Marks {
  if (placed.size <= mostMarks) return { cameras: [...placed.values()], areBare: false };
  if (view === null) return { cameras: [], areBare: false };
  const inView: CameraView[] = [];
  for (const camera of placed.values()) {
    if (!isInside(view, camera)) continue;
    inView.push(camera);
    if (inView.length > mostMarks) break;
  }
  if (inView.length <= mostMarks) return { cameras: inView, areBare: false };
  const marked: CameraView[] = [];
  for (const { cameraId } of alarms) {
    const camera = placed.get(cameraId);
    if (camera === undefined || !isInside(view, camera)) continue;
    if (marked.some((other) => areNear(other, camera, view))) continue;
    marked.push(camera);
    if (marked.length === mostAlarmsAmongDots) break;
  }
  return { cameras: marked, areBare: true };
}

function areNear({ position: a }: CameraView, { position: b }: CameraView, view: Bounds): boolean {
  if (a === null || b === null) return false;
  const [west, south, east, north] = view;
  return (
    Math.abs(a.longitude - b.longitude) < apartShare.x * (east - west) &&
    Math.abs(a.latitude - b.latitude) < apartShare.y * (north - south)
  );
}

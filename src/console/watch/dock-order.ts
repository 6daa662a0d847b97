import type { AlarmView, CameraView } from '../../contract/shapes.ts';

const byLocale = new Intl.Collator();

/**
 * The first cameras in the order their pictures are wanted: the selected alarm's, those with other alarms in queue order,
 * then by name. A camera that is switched off shows nothing and comes last. Of thousands only these few are sorted.
 */
export function orderDock(
  cameras: Iterable<CameraView>,
  alarms: readonly Pick<AlarmView, 'cameraId'>[],
  selected: Pick<AlarmView, 'cameraId'> | null,
  most = Number.POSITIVE_INFINITY,
): CameraView[] {
  const places = new Map<string, number>();
  for (const [at, { cameraId }] of alarms.entries()) if (!places.has(cameraId)) places.set(cameraId, at);
  const rank = (camera: CameraView): number => {
    if (camera.id === selected?.cameraId) return -1;
    if (camera.state === 'disabled') return alarms.length + 2;
    return places.get(camera.id) ?? alarms.length + 1;
  };
  const compare = (a: Ranked, b: Ranked) =>
    a.rank - b.rank || byLocale.compare(a.camera.name, b.camera.name) || (a.camera.id < b.camera.id ? -1 : 1);
  const first: Ranked[] = [];
  for (const camera of cameras) {
    const ranked = { camera, rank: rank(camera) };
    const last = first[most - 1];
    if (last !== undefined && compare(ranked, last) >= 0) continue;
    first.push(ranked);
    if (first.length < most) continue;
    first.sort(compare);
    first.length = most;
  }
  return first.sort(compare).map(({ camera }) => camera);
}

type Ranked = { readonly camera: CameraView; readonly rank: number };

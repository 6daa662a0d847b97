import type { AlarmView, CameraView } from '../../contract/shapes.ts';

/**
 * Cameras in the order their pictures are wanted: the selected alarm's, those with other alarms in queue order, then by
 * name. A camera that is switched off shows nothing and comes last.
 */
export function orderDock(
  cameras: readonly CameraView[],
  alarms: readonly Pick<AlarmView, 'cameraId'>[],
  selected: Pick<AlarmView, 'cameraId'> | null,
): CameraView[] {
  const rank = (camera: CameraView): number => {
    if (camera.id === selected?.cameraId) return -1;
    if (camera.state === 'disabled') return alarms.length + 2;
    const at = alarms.findIndex(({ cameraId }) => cameraId === camera.id);
    return at === -1 ? alarms.length + 1 : at;
  };
  return [...cameras].sort(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
  );
}

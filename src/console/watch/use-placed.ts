import { useMemo } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { useOfOpenAlarms } from '../alarms/open-alarms.ts';
import { needsAcknowledgement } from '../alarms/order.ts';
import { type CameraFilter, passes } from '../cameras/camera-filter.ts';

/** Cameras that have a place and pass the filter, which hides what is calm, never what waits. */
export function usePlaced(
  cameras: ReadonlyMap<string, CameraView>,
  { group, tag }: CameraFilter,
): ReadonlyMap<string, CameraView> {
  const hidesNothing = group === '' && tag === '';
  // As a text: thousands of cameras are gone through when it is another, not at each alarm.
  const waiting = useOfOpenAlarms((alarms) =>
    hidesNothing
      ? ''
      : [...new Set(alarms.filter(needsAcknowledgement).map(({ cameraId }) => cameraId))].sort().join(' '),
  );
  return useMemo(() => {
    const isWaiting = new Set(waiting.split(' '));
    return new Map(
      [...cameras].filter(
        ([id, camera]) =>
          camera.position !== null && (isWaiting.has(id) || passes(camera, { group, tag, state: '' })),
      ),
    );
  }, [cameras, waiting, group, tag]);
}

import { useMemo } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { useOfOpenAlarms } from '../alarms/open-alarms.ts';
import { needsAcknowledgement } from '../alarms/order.ts';
import { type CameraFilter, passes } from '../cameras/camera-filter.ts';
import { withoutLevels } from './plans-in-view.ts';

/** Cameras that have a place and pass the filter, which hides what is calm, never what waits. */
export function usePlaced(
  cameras: ReadonlyMap<string, CameraView>,
  { group, tag }: CameraFilter,
): ReadonlyMap<string, CameraView> {
  const waiting = useWaiting(group !== '' || tag !== '');
  return useMemo(
    () =>
      new Map(
        [...cameras].filter(
          ([id, camera]) =>
            camera.position !== null && (waiting.has(id) || passes(camera, { group, tag, state: '' })),
        ),
      ),
    [cameras, waiting, group, tag],
  );
}

/** Of these the ones that are on no hidden level, and those that wait. */
export function useOnShownLevel(
  cameras: ReadonlyMap<string, CameraView>,
  hidden: ReadonlySet<number>,
): ReadonlyMap<string, CameraView> {
  const waiting = useWaiting(hidden.size > 0);
  return useMemo(() => withoutLevels(cameras, hidden, waiting), [cameras, hidden, waiting]);
}

/**
 * Cameras with an alarm that nobody has acknowledged.
 * @param isAsked false: nothing is hidden, and none is looked for.
 */
function useWaiting(isAsked: boolean): ReadonlySet<string> {
  // As a text: thousands of cameras are gone through when it is another, not at each alarm.
  const ids = useOfOpenAlarms((alarms) =>
    isAsked
      ? [...new Set(alarms.filter(needsAcknowledgement).map(({ cameraId }) => cameraId))].sort().join(' ')
      : '',
  );
  return useMemo(() => new Set(ids.split(' ')), [ids]);
}

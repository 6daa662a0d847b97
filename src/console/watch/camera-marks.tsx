import { memo, useMemo } from 'react';
import type { AlarmView, CameraView } from '../../contract/shapes.ts';
import { useOpenAlarms } from '../alarms/open-alarms.ts';
import { useWords } from '../words/index.ts';
import { CameraMarker } from './camera-marker.tsx';
import { DotLayer } from './dot-layer.tsx';
import { camerasToMark } from './in-view.ts';
import { levelText } from './level-text.ts';
import type { MapLibre } from './maplibre.ts';
import { otherLevelOf } from './plans-in-view.ts';
import type { PlansShown } from './use-plans.ts';
import type { View } from './use-view.ts';

const Marker = memo(CameraMarker);

/** Cameras on the map with their alarms: few in full, the rest as dots. The rest of the map stays as it is when one comes. */
export function CameraMarks({
  map,
  cameras,
  view,
  plans,
}: {
  readonly map: MapLibre;
  readonly cameras: ReadonlyMap<string, CameraView>;
  readonly view: View | null;
  readonly plans: Pick<PlansShown, 'levels' | 'hidden'>;
}) {
  const words = useWords();
  const alarms = useOpenAlarms();
  const marks = useMemo(() => camerasToMark(cameras, alarms, view?.bounds ?? null), [cameras, alarms, view]);
  const alarmOf = useMemo(() => firstAlarms(alarms), [alarms]);
  const levelOf = (camera: CameraView) => {
    const level = otherLevelOf(camera, plans);
    return level === null ? null : levelText(level, words);
  };
  return (
    <>
      <DotLayer map={map} cameras={cameras} alarms={alarms} />
      {marks.cameras.map((camera) => (
        <Marker
          key={camera.id}
          map={map}
          camera={camera}
          alarm={alarmOf.get(camera.id) ?? null}
          isBare={marks.areBare}
          otherLevel={levelOf(camera)}
        />
      ))}
    </>
  );
}

function firstAlarms(alarms: readonly AlarmView[]): ReadonlyMap<string, AlarmView> {
  const first = new Map<string, AlarmView>();
  for (const alarm of alarms) if (!first.has(alarm.cameraId)) first.set(alarm.cameraId, alarm);
  return first;
}

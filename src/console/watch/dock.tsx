import { lazy, memo, Suspense, useMemo } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { useOpenAlarms } from '../alarms/open-alarms.ts';
import { useSelectedAlarmId } from '../alarms/selection.ts';
import { useCameras } from '../live.ts';
import { Boundary } from '../ui/boundary.tsx';
import { useCalm } from '../ui/use-calm.ts';
import { useWords } from '../words/index.ts';
import style from './dock.module.css';
import { orderDock } from './dock-order.ts';

const Tile = lazy(() => import('../media/tile.tsx').then((m) => ({ default: m.Tile })));

/** More live pictures than this at once help nobody; the rest are on the map and in the camera list. */
const most = 8;

/** A picture that leaves before it has come helps nobody either. */
const orderEveryMs = 2_000;

/** Live masked pictures: the selected alarm's camera first, then others with alarms, then the rest. */
export function Dock({ layout = 'row' }: { readonly layout?: 'row' | 'grid' }) {
  const words = useWords();
  const cameras = useCameras();
  const alarms = useCalm(useOpenAlarms(), orderEveryMs);
  const selectedId = useSelectedAlarmId();
  const selected = alarms.find(({ id }) => id === selectedId) ?? alarms[0] ?? null;
  const shown = useMemo(
    () => orderDock(cameras.values(), alarms, selected, layout === 'grid' ? 24 : most),
    [cameras, alarms, selected, layout],
  );
  return (
    <section className={layout === 'row' ? style.row : style.grid} aria-label={words.watch.dock}>
      {shown.map((camera) => (
        <Cell key={camera.id} camera={camera} isSelected={selected?.cameraId === camera.id} />
      ))}
    </section>
  );
}

/** Drawn anew when its camera is another, not at each alarm. */
const Cell = memo(PlainCell);

function PlainCell({ camera, isSelected }: { readonly camera: CameraView; readonly isSelected: boolean }) {
  return (
    <div className={`${style.cell} ${isSelected ? style.selected : ''}`}>
      <Boundary>
        <Suspense fallback={<div className={style.empty} />}>
          <Tile camera={camera} />
        </Suspense>
      </Boundary>
    </div>
  );
}

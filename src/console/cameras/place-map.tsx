import { useMemo } from 'react';
import type { Position } from '../../core/position.ts';
import { useCameras } from '../live.ts';
import { useWords } from '../words/index.ts';
import style from './camera.module.css';
import { GroundMap, type Spot } from './ground-map.tsx';

/** Where the camera is: a click on a map that already shows the others. */
export function PlaceMap({
  cameraId,
  position,
  onPlace,
}: {
  readonly cameraId: string | null;
  readonly position: Position | null;
  readonly onPlace: (position: Position) => void;
}) {
  const words = useWords();
  const cameras = useCameras();
  const spots = useMemo(() => {
    const others = [...cameras.values()].flatMap((camera): Spot[] =>
      camera.position === null || camera.id === cameraId
        ? []
        : [{ key: camera.id, position: camera.position, text: '', kind: 'camera' }],
    );
    return position === null ? others : [...others, { key: 'own', position, text: '', kind: 'own' } as const];
  }, [cameras, cameraId, position]);
  return (
    <div>
      <p className={style.hint}>{words.cameras.form.placeHint}</p>
      <div className={style.placeMap}>
        <GroundMap label={words.cameras.form.placeMap} spots={spots} center={position} onPick={onPlace} />
      </div>
    </div>
  );
}

import { IconHistory, IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { useMay } from '../session.ts';
import { SimulatedRibbon } from '../ui/simulated.tsx';
import { useWords } from '../words/index.ts';
import { LivePicture } from './live-picture.tsx';
import style from './media.module.css';

/**
 * A camera as a tile: live picture, name, age, "simulated" among real ones, a lock where sealed originals are kept.
 * @param overlay drawn over the picture, sharing its edges.
 */
export function Tile({
  camera,
  overlay,
  isSealed = false,
}: {
  readonly camera: CameraView;
  readonly overlay?: ReactNode;
  readonly isSealed?: boolean;
}) {
  const words = useWords();
  const mayLookBack = useMay('recording.view');
  return (
    <article
      className={style.tile}
      data-camera-id={camera.id}
      aria-label={words.media.tile(camera.name, words.cameraStates[camera.state])}
    >
      <LivePicture camera={camera}>{overlay}</LivePicture>
      <footer className={style.caption}>
        <Link
          to="/cameras/$cameraId"
          params={{ cameraId: camera.id }}
          className={style.name}
          title={camera.purpose}
        >
          {camera.name}
        </Link>
        <span className={style.marks}>
          <SimulatedRibbon camera={camera} />
          {mayLookBack && (
            <Link
              to="/footage"
              search={{ camera: camera.id }}
              className={style.back}
              aria-label={`${words.footage.lookBack}: ${camera.name}`}
              title={words.footage.lookBack}
            >
              <IconHistory size={16} stroke={1.6} aria-hidden />
            </Link>
          )}
          {isSealed && <IconLock size={14} stroke={1.6} aria-label={words.media.sealed} />}
        </span>
      </footer>
    </article>
  );
}

import { Link } from '@tanstack/react-router';
import type { Incident } from '../../contract/incidents.ts';
import type { CameraView } from '../../contract/shapes.ts';
import { useCameras } from '../live.ts';
import { Tile } from '../media/tile.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import style from './incident-page.module.css';

/** More live pictures than this on one page show nothing better and cost every one of them. */
const mostPictures = 4;

/** The cameras that show it, live; the procedure or a person has chosen them. */
export function CamerasPanel({ incident }: { readonly incident: Incident }) {
  const { incidents: own } = useWords();
  const cameras = useCameras();
  const chosen = incident.cameraIds
    .map((id) => cameras.get(id))
    .filter((camera): camera is CameraView => camera !== undefined);
  if (incident.state === 'closed' || chosen.length === 0) return null;
  const others = chosen.slice(mostPictures);
  return (
    <section className={style.cameras} aria-label={own.cameras} data-count={Math.min(2, chosen.length)}>
      {chosen.slice(0, mostPictures).map((camera) => (
        <Tile key={camera.id} camera={camera} />
      ))}
      {others.length > 0 && (
        <p className={style.otherCameras}>
          {own.moreCameras(others.length)}:{' '}
          {others.map(({ id, name }) => (
            <Link key={id} className={ui.link} to="/cameras/$cameraId" params={{ cameraId: id }}>
              {name}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}

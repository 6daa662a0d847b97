import { Link } from '@tanstack/react-router';
import type { CameraHealth } from '../../contract/shapes.ts';
import { useCameras } from '../live.ts';
import { StateMark } from '../ui/state-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { sayCause } from '../words/say-cause.ts';
import style from './health-page.module.css';

/** Each camera: state, stream, rates, age, drops. */
export function CameraRows({ cameras }: { readonly cameras: readonly CameraHealth[] }) {
  const words = useWords();
  const formats = useFormats();
  const known = useCameras();
  const fps = (value: number | null) => (value === null ? '–' : formats.number(value, 1));
  return (
    <div className={ui.tableWrap}>
      <table className={ui.table}>
        <thead>
          <tr>
            <th>{words.health.camera}</th>
            <th>{words.health.state}</th>
            <th className={style.wide}>{words.health.stream}</th>
            <th className={ui.num}>{words.health.fps}</th>
            <th className={ui.num}>{words.health.frameAge}</th>
            <th className={ui.num}>{words.health.dropped}</th>
            <th className={`${ui.num} ${style.wide}`}>{words.health.reconnects}</th>
          </tr>
        </thead>
        <tbody>
          {cameras.map((camera) => (
            <tr key={camera.cameraId}>
              <td>
                <Link to="/cameras/$cameraId" params={{ cameraId: camera.cameraId }} className={ui.link}>
                  {known.get(camera.cameraId)?.name ?? camera.cameraId}
                </Link>
              </td>
              <td>
                <span
                  className={style.state}
                  title={sayCause(words, camera.stateMessage, camera.stateCause) ?? undefined}
                >
                  <StateMark
                    state={
                      camera.state === 'live'
                        ? 'good'
                        : camera.state === 'lost' || camera.state === 'failed'
                          ? 'bad'
                          : 'unknown'
                    }
                  />
                  {words.cameraStates[camera.state]}
                  {camera.isQuiet && camera.state === 'live' && <small>{words.health.quiet}</small>}
                  {camera.isFullyMasked && <small>{words.health.fullyMasked}</small>}
                </span>
              </td>
              <td className={style.wide}>{streamOf(camera, formats.number, words.health.fpsUnit)}</td>
              <td className={ui.num}>
                {fps(camera.analysedFps)} / {fps(camera.detectedFps)} {words.health.fpsUnit}
              </td>
              <td className={ui.num}>
                {camera.frameAgeMs === null ? '–' : formats.latency(camera.frameAgeMs)}
              </td>
              <td className={`${ui.num} ${camera.framesDropped > 0 ? style.bad : ''}`}>
                {formats.number(camera.framesDropped)}
              </td>
              <td className={`${ui.num} ${style.wide}`}>{formats.number(camera.reconnects)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function streamOf(
  camera: CameraHealth,
  number: (value: number, digits?: number) => string,
  perSecond: string,
): string {
  const parts = [
    camera.codec,
    camera.widthPx === null ? null : `${camera.widthPx} × ${camera.heightPx}`,
    camera.sourceFps === null
      ? null
      : `${number(camera.sourceFps, camera.sourceFps % 1 === 0 ? 0 : 1)} ${perSecond}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '–' : parts.join(' · ');
}

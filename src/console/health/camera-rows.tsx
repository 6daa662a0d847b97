import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { CameraHealth } from '../../contract/shapes.ts';
import { stateMarkOf } from '../cameras/camera-state.ts';
import { useCameras } from '../live.ts';
import { StateMark } from '../ui/state-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { sayCause } from '../words/say-cause.ts';
import style from './health-page.module.css';
import { worstFirst } from './worst-first.ts';

const rowHeight = 33;

/** Each camera: state, stream, rates, age, drops. The worst stand first; of thousands only those in sight are drawn. */
export function CameraRows({ cameras }: { readonly cameras: readonly CameraHealth[] }) {
  const words = useWords();
  const known = useCameras();
  const sorted = useMemo(
    () =>
      worstFirst(
        cameras.map((health) => ({ health, name: known.get(health.cameraId)?.name ?? health.cameraId })),
      ),
    [cameras, known],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (i) => sorted[i]!.health.cameraId,
  });
  const drawn = rows.getVirtualItems();
  const above = drawn[0]?.start ?? 0;
  const below = rows.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  return (
    <div className={style.cameras} ref={scroller}>
      <table className={ui.table} aria-rowcount={sorted.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
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
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {drawn.map(({ index, key }) => (
            <CameraRow key={key} camera={sorted[index]!.health} name={sorted[index]!.name} row={index + 2} />
          ))}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </tbody>
      </table>
    </div>
  );
}

function CameraRow({
  camera,
  name,
  row,
}: {
  readonly camera: CameraHealth;
  readonly name: string;
  /** Of the table with its head, from 1: most rows are not drawn. */
  readonly row: number;
}) {
  const words = useWords();
  const formats = useFormats();
  const fps = (value: number | null) => (value === null ? '–' : formats.number(value, 1));
  return (
    <tr aria-rowindex={row}>
      <td>
        <Link to="/cameras/$cameraId" params={{ cameraId: camera.cameraId }} className={ui.link}>
          {name}
        </Link>
      </td>
      <td>
        <span
          className={style.state}
          title={sayCause(words, camera.stateMessage, camera.stateCause) ?? undefined}
        >
          <StateMark state={stateMarkOf(camera.state)} />
          {words.cameraStates[camera.state]}
          {camera.isQuiet && camera.state === 'live' && <small>{words.health.quiet}</small>}
          {camera.isFullyMasked && <small>{words.health.fullyMasked}</small>}
        </span>
      </td>
      <td className={style.wide}>{streamOf(camera, formats.number, words.health.fpsUnit)}</td>
      <td className={ui.num}>
        {fps(camera.analysedFps)} / {fps(camera.detectedFps)} {words.health.fpsUnit}
      </td>
      <td className={ui.num}>{camera.frameAgeMs === null ? '–' : formats.latency(camera.frameAgeMs)}</td>
      <td className={`${ui.num} ${camera.framesDropped > 0 ? style.bad : ''}`}>
        {formats.number(camera.framesDropped)}
      </td>
      <td className={`${ui.num} ${style.wide}`}>{formats.number(camera.reconnects)}</td>
    </tr>
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

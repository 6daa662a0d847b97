import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { match } from '../keys/match.ts';
import { useCameraHealth, useCameras, useCity, useMeasures, useServerNow } from '../live.ts';
import { AgeBadge } from '../media/age-badge.tsx';
import { useMay } from '../session.ts';
import { SimulatedRibbon } from '../ui/simulated.tsx';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { sayCause } from '../words/say-cause.ts';
import { CameraFormModal } from './camera-form-modal.tsx';
import { stateMarkOf } from './camera-state.ts';
import style from './cameras.module.css';
import { zoneFigure } from './zone-figure.ts';

const rowHeight = 56;

/** All cameras: what state each is in and what it measures now. The worst stand first. */
export function CamerasPage() {
  const words = useWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { add?: unknown; q?: unknown };
  const cameras = useCameras();
  const areKnown = useCity((city) => city.areCamerasKnown);
  const mayWrite = useMay('camera.write');
  const [typed, setTyped] = useState(typeof search.q === 'string' ? search.q : '');
  const sorted = useMemo(() => inOrder([...cameras.values()]), [cameras]);
  const shown = useMemo(() => {
    if (typed.trim() === '') return sorted;
    const candidates = sorted.map((camera) => ({
      camera,
      name: camera.name,
      also: `${camera.purpose} ${camera.id} ${camera.zones.map((zone) => zone.name).join(' ')}`,
    }));
    return match(typed, candidates, candidates.length).map(({ camera }) => camera);
  }, [sorted, typed]);
  const isAdding = mayWrite && search.add !== undefined;
  const setAdding = (on: boolean) => void navigate({ to: '/cameras', search: on ? { add: 1 } : {} });
  const addButton = mayWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {words.cameras.add}
    </Button>
  );

  return (
    <div className={style.page}>
      <header className={style.head}>
        <h1>{words.cameras.title}</h1>
        {sorted.length > 0 && (
          <span className={ui.muted}>{words.cameras.shown(shown.length, sorted.length)}</span>
        )}
        <div className={style.tools}>
          {sorted.length > 0 && (
            <TextInput
              aria-label={words.cameras.search}
              placeholder={words.cameras.searchHint}
              leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          {sorted.length > 0 && addButton}
        </div>
      </header>
      {!areKnown && <RowsSkeleton n={6} height={rowHeight - 8} />}
      {areKnown && sorted.length === 0 && (
        <div className={ui.empty}>
          <p className={ui.emptyTitle}>{words.cameras.none}</p>
          {mayWrite && <p>{words.cameras.noneHint}</p>}
          {addButton}
        </div>
      )}
      {sorted.length > 0 && shown.length === 0 && <p className={ui.empty}>{words.cameras.noMatch(typed)}</p>}
      {shown.length > 0 && <CameraList cameras={shown} />}
      {isAdding && <CameraFormModal onClose={() => setAdding(false)} />}
    </div>
  );
}

function CameraList({ cameras }: { readonly cameras: readonly CameraView[] }) {
  const words = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: cameras.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (i) => cameras[i]!.id,
  });
  const { columns } = words.cameras;
  return (
    <div className={style.table}>
      <div className={`${style.row} ${style.columns}`} aria-hidden>
        <span>{columns.name}</span>
        <span>{columns.state}</span>
        <span className={style.now}>{columns.now}</span>
        <span className={style.zones}>{columns.zones}</span>
        <span className={style.age}>{columns.age}</span>
      </div>
      <div ref={scroller} className={style.scroller}>
        <ul style={{ height: rows.getTotalSize(), position: 'relative' }} aria-label={words.cameras.title}>
          {rows.getVirtualItems().map((item) => (
            <CameraRow
              key={item.key}
              camera={cameras[item.index]!}
              place={[item.index + 1, cameras.length]}
              top={item.start}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}

function CameraRow({
  camera,
  place: [position, total],
  top,
}: {
  readonly camera: CameraView;
  /** Which of how many: most rows are not drawn. */
  readonly place: readonly [number, number];
  readonly top: number;
}) {
  const words = useWords();
  const health = useCameraHealth(camera.id);
  const now = useServerNow();
  const isLive = camera.state === 'live';
  const why = isLive ? null : sayCause(words, camera.stateMessage, camera.stateCause);
  const ageMs =
    health?.frameAgeMs == null ? null : health.frameAgeMs + Math.max(0, now - health.atMs - 2_000);
  return (
    <li
      aria-posinset={position}
      aria-setsize={total}
      className={`${style.row} ${style.body}`}
      style={{ transform: `translateY(${top}px)` }}
      data-camera-id={camera.id}
    >
      <span className={style.name}>
        <Link to="/cameras/$cameraId" params={{ cameraId: camera.id }} className={style.link}>
          {camera.name}
        </Link>
        <span className={style.purpose}>
          <SimulatedRibbon camera={camera} /> {camera.purpose}
        </span>
      </span>
      <span className={style.state}>
        <StateMark state={stateMarkOf(camera.state)} />
        <span className={style.stateWord}>
          {words.cameraStates[camera.state]}
          {why !== null && (
            <span className={style.why} title={why}>
              {why}
            </span>
          )}
        </span>
      </span>
      <span className={style.now}>{isLive && <Now camera={camera} nowMs={now} />}</span>
      <span className={style.zones}>
        {camera.zones.length === 0 ? words.cameras.noZones : words.cameras.zones(camera.zones.length)}
      </span>
      <span className={style.age}>{isLive && <AgeBadge ageMs={ageMs} isPlain />}</span>
    </li>
  );
}

/** The one number of each of the first three zones. */
function Now({ camera, nowMs }: { readonly camera: CameraView; readonly nowMs: number }) {
  const formats = useFormats();
  const { directions, categories } = useWords().measures;
  const measures = useMeasures(camera.id);
  const figures = camera.zones.flatMap((zone) => {
    const figure = zoneFigure(measures, zone, nowMs, { ...formats, directions, categories });
    return figure === null ? [] : [{ zone, figure }];
  });
  return figures.slice(0, 3).map(({ zone, figure }) => (
    <span key={zone.id} className={style.figure}>
      <b>{figure}</b> {zone.name}
    </span>
  ));
}

function inOrder(cameras: CameraView[]): CameraView[] {
  const rank = { failed: 0, lost: 0, connecting: 1, live: 2, disabled: 3 } as const;
  return cameras.sort((a, b) => rank[a.state] - rank[b.state] || a.name.localeCompare(b.name));
}

import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { useKeys } from '../keys/keys.ts';
import { match } from '../keys/match.ts';
import { useCameraHealth, useCameras, useCity, useMeasures, useServerNow } from '../live.ts';
import { AgeBadge } from '../media/age-badge.tsx';
import { useMay } from '../session.ts';
import { byName } from '../ui/by-name.ts';
import { Kbd } from '../ui/kbd.tsx';
import { SimulatedRibbon } from '../ui/simulated.tsx';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { sayCause } from '../words/say-cause.ts';
import { BulkModal } from './bulk-modal.tsx';
import { type CameraFilter, filterFrom, passes, searchOf } from './camera-filter.ts';
import { CameraFilterBar } from './camera-filter-bar.tsx';
import { CameraFormModal } from './camera-form-modal.tsx';
import lists from './camera-lists.module.css';
import { stateMarkOf } from './camera-state.ts';
import style from './cameras.module.css';
import { ImportModal } from './import-modal.tsx';
import { TableMenu } from './list-tools.tsx';
import { choose, nothingChosen, type Selection, type SelectionAction } from './selection-state.ts';
import { zoneFigure } from './zone-figure.ts';

const rowHeight = 56;

/** All cameras: what state each is in and what it measures now. The worst stand first. */
export function CamerasPage() {
  const words = useWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const cameras = useCameras();
  const areKnown = useCity((city) => city.areCamerasKnown);
  const mayWrite = useMay('camera.write');
  // Typing is answered at once; the address follows.
  const [filter, setFilter] = useState(() => filterFrom(search));
  const [selection, change] = useReducer(choose, nothingChosen);
  const [dialog, setDialog] = useState<'bulk' | 'import' | null>(null);
  const sorted = useMemo(() => inOrder([...cameras.values()]), [cameras]);
  const shown = useMemo(() => {
    const passing = sorted.filter((camera) => passes(camera, filter));
    if (filter.q.trim() === '') return passing;
    const candidates = passing.map((camera) => ({
      camera,
      name: camera.name,
      also: [
        camera.purpose,
        camera.id,
        camera.group,
        ...camera.tags,
        ...camera.zones.map((zone) => zone.name),
      ].join(' '),
    }));
    return match(filter.q, candidates, candidates.length).map(({ camera }) => camera);
  }, [sorted, filter]);
  const hasChosen = selection.ids.size > 0;
  useEffect(() => {
    if (hasChosen) change({ type: 'keep', rows: new Set(cameras.keys()) });
  }, [cameras, hasChosen]);
  const isAdding = mayWrite && search.add !== undefined;
  const ask = (next: CameraFilter) => {
    setFilter(next);
    void navigate({ to: '/cameras', search: searchOf(next), replace: true });
  };
  const setAdding = (on: boolean) =>
    void navigate({ to: '/cameras', search: { ...searchOf(filter), ...(on ? { add: 1 } : {}) } });
  const chosen = useMemo(
    () => [...selection.ids].flatMap((id) => cameras.get(id) ?? []),
    [selection.ids, cameras],
  );
  // Without a choice the key goes on to the frame.
  useKeys(selection.ids.size > 0 ? { escape: () => change({ type: 'none' }) } : {});
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
              value={filter.q}
              onChange={(event) => ask({ ...filter, q: event.currentTarget.value })}
            />
          )}
          {mayWrite && <TableMenu cameras={shown} onImport={() => setDialog('import')} />}
          {sorted.length > 0 && addButton}
        </div>
      </header>
      {sorted.length > 0 && (
        <div className={lists.bar}>
          <CameraFilterBar cameras={cameras} filter={filter} onFilter={ask} />
          {mayWrite && selection.ids.size > 0 && (
            <Chosen
              chosen={chosen}
              shown={shown}
              onChange={() => setDialog('bulk')}
              onLetGo={() => change({ type: 'none' })}
            />
          )}
        </div>
      )}
      {!areKnown && <RowsSkeleton n={6} height={rowHeight - 8} />}
      {areKnown && sorted.length === 0 && (
        <div className={ui.empty}>
          <p className={ui.emptyTitle}>{words.cameras.none}</p>
          {mayWrite && <p>{words.cameras.noneHint}</p>}
          {addButton}
        </div>
      )}
      {sorted.length > 0 && shown.length === 0 && (
        <p className={ui.empty}>
          {filter.q.trim() === '' ? words.cameraLists.noMatch : words.cameras.noMatch(filter.q)}
        </p>
      )}
      {shown.length > 0 && (
        <CameraList cameras={shown} selection={mayWrite ? selection : null} onSelect={change} />
      )}
      {isAdding && <CameraFormModal onClose={() => setAdding(false)} />}
      {dialog === 'bulk' && (
        <BulkModal
          cameras={chosen}
          onClose={() => {
            setDialog(null);
            change({ type: 'none' });
          }}
        />
      )}
      {dialog === 'import' && <ImportModal onClose={() => setDialog(null)} />}
    </div>
  );
}

function Chosen({
  chosen,
  shown,
  onChange,
  onLetGo,
}: {
  readonly chosen: readonly CameraView[];
  readonly shown: readonly CameraView[];
  readonly onChange: () => void;
  readonly onLetGo: () => void;
}) {
  const text = useWords().cameraLists;
  const visible = new Set(shown);
  const hidden = chosen.filter((camera) => !visible.has(camera)).length;
  return (
    <div className={lists.barEnd} role="status">
      <span className={lists.chosen}>{text.chosen(chosen.length)}</span>
      {hidden > 0 && <span className={ui.muted}>{text.hidden(hidden)}</span>}
      <Button size="xs" onClick={onChange}>
        {text.change}
      </Button>
      <Button size="xs" variant="default" onClick={onLetGo} rightSection={<Kbd>Esc</Kbd>}>
        {text.letGo}
      </Button>
    </div>
  );
}

function CameraList({
  cameras,
  selection,
  onSelect,
}: {
  readonly cameras: readonly CameraView[];
  /** Null: nothing is chosen here. */
  readonly selection: Selection | null;
  readonly onSelect: (action: SelectionAction) => void;
}) {
  const words = useWords();
  const rowIds = () => cameras.map(({ id }) => id);
  const latest = useRef({ rowIds, onSelect });
  latest.current = { rowIds, onSelect };
  // One for all rows and for good: those that stay in sight are not drawn anew while others scroll in.
  const toggle = useCallback((id: string, isRange: boolean) => {
    const { rowIds, onSelect } = latest.current;
    onSelect({ type: 'toggle', id, isRange, rows: rowIds() });
  }, []);
  const areAllChosen = selection !== null && cameras.every(({ id }) => selection.ids.has(id));
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
      <div className={`${style.row} ${style.columns}`} data-can-choose={selection !== null}>
        {selection !== null && (
          <Checkbox
            size="xs"
            aria-label={words.cameraLists.chooseAll(cameras.length)}
            checked={areAllChosen}
            indeterminate={!areAllChosen && selection.ids.size > 0}
            onChange={() => onSelect(areAllChosen ? { type: 'none' } : { type: 'all', rows: rowIds() })}
          />
        )}
        <span aria-hidden>{columns.name}</span>
        <span aria-hidden>{columns.state}</span>
        <span aria-hidden className={style.now}>
          {columns.now}
        </span>
        <span aria-hidden className={style.zones}>
          {columns.zones}
        </span>
        <span aria-hidden className={style.age}>
          {columns.age}
        </span>
      </div>
      <div ref={scroller} className={style.scroller}>
        <ul style={{ height: rows.getTotalSize(), position: 'relative' }} aria-label={words.cameras.title}>
          {rows.getVirtualItems().map((item) => (
            <CameraRow
              key={item.key}
              camera={cameras[item.index]!}
              position={item.index + 1}
              total={cameras.length}
              top={item.start}
              isChosen={selection === null ? null : selection.ids.has(cameras[item.index]!.id)}
              onChoose={toggle}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}

const CameraRow = memo(function CameraRow({
  camera,
  position,
  total,
  top,
  isChosen,
  onChoose,
}: {
  readonly camera: CameraView;
  /** From 1, of `total`: most rows are not drawn. */
  readonly position: number;
  readonly total: number;
  readonly top: number;
  /** Null: nothing is chosen here. */
  readonly isChosen: boolean | null;
  readonly onChoose: (id: string, isRange: boolean) => void;
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
      data-can-choose={isChosen !== null}
      data-chosen={isChosen === true}
    >
      {isChosen !== null && (
        <Checkbox
          size="xs"
          className={style.choice ?? ''}
          aria-label={words.cameraLists.choose(camera.name)}
          checked={isChosen}
          onChange={(event) => onChoose(camera.id, (event.nativeEvent as MouseEvent).shiftKey === true)}
        />
      )}
      <span className={style.name}>
        <Link to="/cameras/$cameraId" params={{ cameraId: camera.id }} className={style.link}>
          {camera.name}
        </Link>
        <span className={style.purpose}>
          <SimulatedRibbon camera={camera} />{' '}
          {[
            camera.group,
            camera.level === null ? '' : words.watch.level(camera.level),
            ...camera.tags,
            camera.purpose,
          ]
            .filter(Boolean)
            .join(' · ')}
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
});

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
  return cameras.sort((a, b) => rank[a.state] - rank[b.state] || byName.compare(a.name, b.name));
}

import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useOfOpenAlarms } from '../alarms/open-alarms.ts';
import { Queue } from '../alarms/queue.tsx';
import { selectAlarm, useSelectedAlarmId } from '../alarms/selection.ts';
import { type CameraFilter, filterFrom, noFilter, searchOf } from '../cameras/camera-filter.ts';
import { useCameras, useCity } from '../live.ts';
import { useMay } from '../session.ts';
import { Boundary } from '../ui/boundary.tsx';
import { PageSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { Dock } from './dock.tsx';
import { hiddenFrom, hiddenText, type MapLayer } from './map-layers.ts';
import style from './watch-page.module.css';

const loadMap = () => import('./city-map.tsx');
const CityMap = lazy(loadMap);

export type WatchSearch = {
  readonly view?: string;
  readonly alarm?: string;
  readonly group?: string;
  readonly tag?: string;
  /** Layers taken off the map, with commas between. */
  readonly hide?: string;
  readonly level?: string;
};

/** Home: map, pictures and queue. The address holds view and alarm, so a link is a hand-over. */
export function WatchPage() {
  const words = useWords();
  const search = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const selectedId = useSelectedAlarmId();
  const cameras = useCameras();
  const isQuiet = useOfOpenAlarms((alarms) => alarms.length === 0);
  const isPhone = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });
  const panes = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  const [pane, setPane] = useState<'queue' | 'map'>('queue');

  // The map is a megabyte to read: it comes while the cameras do.
  useEffect(() => void loadMap(), []);
  // The address is read once; from then on it follows the hand.
  const [fromAddress] = useState(search.alarm);
  useEffect(() => {
    if (fromAddress !== undefined) selectAlarm(fromAddress);
  }, [fromAddress]);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    void navigate({
      search: ({ alarm: _, ...before }: WatchSearch) =>
        selectedId === null ? before : { ...before, alarm: selectedId },
      replace: true,
    });
  }, [selectedId, navigate]);

  const hidden = useMemo(() => hiddenFrom(search.hide), [search.hide]);
  const showPane = (next: 'queue' | 'map') => {
    const holder = panes.current;
    holder?.scrollTo({ left: next === 'queue' ? 0 : holder.clientWidth });
    setPane(next);
  };
  return (
    <div className={style.watch}>
      <h1 className="visually-hidden">{words.watch.title}</h1>
      <div className={style.tabs}>
        {(['queue', 'map'] as const).map((name) => (
          <button
            key={name}
            type="button"
            className={style.tab}
            aria-pressed={pane === name}
            onClick={() => showPane(name)}
          >
            {words.watch[name]}
          </button>
        ))}
      </div>
      <div
        className={style.panes}
        ref={panes}
        onScroll={({ currentTarget }) =>
          setPane(currentTarget.scrollLeft > currentTarget.clientWidth / 2 ? 'map' : 'queue')
        }
      >
        <div className={style.queue}>
          <Queue />
          {isPhone && isQuiet && cameras.size > 0 && (
            <div className={style.quietPictures}>
              <Dock layout="grid" />
            </div>
          )}
        </div>
        <div className={style.city}>
          <City
            hasDock={!isPhone || !isQuiet}
            view={search.view}
            filter={filterFrom({ group: search.group, tag: search.tag })}
            onFilter={({ group, tag }) =>
              void navigate({
                search: ({ group: _, tag: __, ...before }: WatchSearch) => ({
                  ...before,
                  ...searchOf({ ...noFilter, group, tag }),
                }),
                replace: true,
              })
            }
            level={search.level}
            onLevel={(level) => void navigate({ search: (before) => ({ ...before, level }), replace: true })}
            hidden={hidden}
            onHidden={(next) => {
              const hide = hiddenText(next);
              void navigate({
                search: ({ hide: _, ...before }: WatchSearch) =>
                  hide === undefined ? before : { ...before, hide },
                replace: true,
              });
            }}
            onView={(view) => void navigate({ search: (before) => ({ ...before, view }), replace: true })}
          />
        </div>
      </div>
    </div>
  );
}

function City({
  view,
  filter,
  hasDock,
  onView,
  onFilter,
  level,
  onLevel,
  hidden,
  onHidden,
}: {
  readonly view: string | undefined;
  readonly filter: CameraFilter;
  readonly onFilter: (filter: CameraFilter) => void;
  readonly level: string | undefined;
  readonly onLevel: (level: string) => void;
  readonly hidden: ReadonlySet<MapLayer>;
  readonly onHidden: (hidden: ReadonlySet<MapLayer>) => void;
  readonly hasDock: boolean;
  readonly onView: (view: string) => void;
}) {
  const words = useWords();
  const cameras = useCameras();
  const isKnown = useCity((city) => city.areCamerasKnown);
  const mayAdd = useMay('camera.write');
  const placed = [...cameras.values()].filter(({ position }) => position !== null).length;
  if (!isKnown) return <PageSkeleton />;
  if (cameras.size === 0) {
    return (
      <div className={ui.empty}>
        <p className={ui.emptyTitle}>{words.watch.noCameras}</p>
        {mayAdd && (
          <>
            <p>{words.watch.noCamerasHint}</p>
            <Button component={Link} to="/cameras" size="md">
              {words.watch.addCamera}
            </Button>
          </>
        )}
      </div>
    );
  }
  if (placed === 0) {
    return (
      <div className={style.unplaced}>
        {hasDock && <Dock layout="grid" />}
        <p className={ui.muted}>
          {words.watch.noPlaces} {mayAdd && words.watch.noPlacesHint}
        </p>
      </div>
    );
  }
  return (
    <>
      <div className={style.map}>
        <Boundary>
          <Suspense fallback={<PageSkeleton />}>
            <CityMap
              view={view}
              onView={onView}
              filter={filter}
              onFilter={onFilter}
              level={level}
              onLevel={onLevel}
              hidden={hidden}
              onHidden={onHidden}
            />
          </Suspense>
        </Boundary>
        {placed < cameras.size && (
          <p className={style.unplacedNote}>{words.watch.unplaced(cameras.size - placed)}</p>
        )}
      </div>
      {hasDock && <Dock />}
    </>
  );
}

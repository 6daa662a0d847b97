import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { AlarmView } from '../../contract/shapes.ts';
import { fitted } from '../../core/wall/wall-layout.ts';
import { standing, tilesShown } from '../../core/wall/wall-push.ts';
import { AlarmStrip } from '../alarms/alarm-strip.tsx';
import { useOpenAlarms } from '../alarms/open-alarms.ts';
import { needsAcknowledgement } from '../alarms/order.ts';
import { useKeys } from '../keys/keys.ts';
import { useCameras, useCity, useServerNow } from '../live.ts';
import { PageSkeleton } from '../ui/skeletons.tsx';
import { orderDock } from '../watch/dock-order.ts';
import { useWords } from '../words/index.ts';
import { useLiveLimit } from './live-limit.ts';
import { liveTiles } from './live-tiles.ts';
import { useFullScreen } from './use-full-screen.ts';
import { useWall } from './use-wall.ts';
import style from './wall.module.css';
import { WallBar } from './wall-bar.tsx';
import { type Chosen, searchOfChosen, shownOf, type WallSearch } from './wall-search.ts';
import { WallTile } from './wall-tile.tsx';

const largest = 9;

/** The wall: live pictures side by side, saved layouts, tours, and what anybody has pushed before everybody. */
export function WallPage() {
  const wall = useWall();
  const areCamerasKnown = useCity((city) => city.areCamerasKnown);
  return wall === undefined || !areCamerasKnown ? <PageSkeleton /> : <Wall wall={wall} />;
}

function Wall({ wall }: { readonly wall: NonNullable<ReturnType<typeof useWall>> }) {
  const words = useWords();
  const search: WallSearch = useSearch({ from: '/wall' });
  const navigate = useNavigate({ from: '/wall' });
  const cameras = useCameras();
  const alarms = useOpenAlarms();
  const now = useServerNow();
  const [heldStep, setHeldStep] = useState<number | null>(null);
  const [large, setLarge] = useState<number | null>(null);
  const [isArranging, setArranging] = useState(false);
  const [liveLimit, setLiveLimit] = useLiveLimit();
  const root = useRef<HTMLDivElement>(null);
  const fullScreen = useFullScreen(root);

  // Read once: a wall that nobody has arranged does not rearrange itself.
  const first = useRef<readonly string[] | null>(null);
  first.current ??= orderDock(cameras.values(), [], null, 4).map(({ id }) => id);
  const shown = shownOf(search, wall, { nowMs: now, heldStep, first: first.current });
  const { shape, layout, tour, step } = shown;
  const tiles = tilesShown(shown.tiles, isArranging ? [] : wall.pushes, now);
  const pushes = standing(wall.pushes, now);

  const alarmOf = useMemo(() => firstAlarms(alarms), [alarms]);
  const visible = [...tiles.entries()].filter(([i]) => large === null || large === i);
  const playable = visible.flatMap(([i, { cameraId, push }]) => {
    const camera = cameraId === null ? undefined : cameras.get(cameraId);
    // A camera that is switched off has no picture, live or still.
    if (camera === undefined || camera.state === 'disabled' || isArranging) return [];
    const alarm = alarmOf.get(camera.id);
    const isWaiting = alarm !== undefined && needsAcknowledgement(alarm);
    return [{ place: i, isPushed: push !== null, isWaiting }];
  });
  const live = liveTiles(playable, liveLimit);

  // What is pushed is seen by whoever looks at one tile, too.
  const newest = pushes[0]?.id ?? null;
  const known = useRef(newest);
  useEffect(() => {
    if (newest !== null && newest !== known.current) setLarge(null);
    known.current = newest;
  }, [newest]);

  const go = (next: WallSearch) => {
    setHeldStep(null);
    setLarge(null);
    void navigate({ search: next, replace: true });
  };
  const choose = (next: Chosen) => go(searchOfChosen(next, layout?.id ?? null));
  const toggleLarge = (i: number) => {
    if (tiles[i]?.cameraId !== null && tiles[i] !== undefined) setLarge(large === i ? null : i);
  };
  const toggleTour = () => setHeldStep(heldStep === null ? (step?.index ?? null) : null);
  useKeys({
    ...Object.fromEntries(
      Array.from({ length: largest }, (_, i) => [String(i + 1), () => toggleLarge(i)] as const),
    ),
    f: fullScreen.toggle,
    ...(tour === null ? {} : { space: toggleTour }),
    ...(large === null ? {} : { escape: () => setLarge(null) }),
  });

  const choices = useMemo(
    () =>
      isArranging
        ? [...cameras.values()]
            .map(({ id, name }) => ({ value: id, label: name }))
            .sort((a, b) => a.label.localeCompare(b.label))
        : null,
    [cameras, isArranging],
  );
  return (
    <div className={style.wall} ref={root} data-full-screen={fullScreen.isOn}>
      <h1 className="visually-hidden">{words.wall.title}</h1>
      {fullScreen.isOn && <AlarmStrip />}
      <WallBar
        wall={wall}
        shown={shown}
        isArranging={isArranging}
        heldStep={heldStep}
        liveLimit={liveLimit}
        counts={{
          live: live.size,
          stills: playable.length - live.size,
          hiddenPushes: Math.max(0, pushes.length - tiles.filter(({ push }) => push !== null).length),
        }}
        onSearch={go}
        onShape={(next) => choose({ shape: next, tiles: fitted(shown.tiles, next) })}
        onArrange={() => {
          setLarge(null);
          setArranging(!isArranging);
        }}
        onHold={toggleTour}
        onLiveLimit={setLiveLimit}
        onFullScreen={fullScreen.toggle}
      />
      <div className={style.tiles} data-shape={large === null ? shape : '1'}>
        {visible.map(([i, tile]) => (
          <WallTile
            key={i}
            number={i + 1}
            tile={tile}
            camera={tile.cameraId === null ? undefined : cameras.get(tile.cameraId)}
            alarm={(tile.cameraId === null ? null : alarmOf.get(tile.cameraId)) ?? null}
            isLive={live.has(i)}
            isLarge={large === i}
            onLarge={() => toggleLarge(i)}
            choices={choices}
            onCamera={(cameraId) =>
              choose({ shape, tiles: shown.tiles.map((before, k) => (k === i ? cameraId : before)) })
            }
          />
        ))}
      </div>
    </div>
  );
}

function firstAlarms(alarms: readonly AlarmView[]): ReadonlyMap<string, AlarmView> {
  const first = new Map<string, AlarmView>();
  for (const alarm of alarms) if (!first.has(alarm.cameraId)) first.set(alarm.cameraId, alarm);
  return first;
}

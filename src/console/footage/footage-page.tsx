import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useKeys } from '../keys/keys.ts';
import { useCameras, useCity } from '../live.ts';
import { useMay, useSite } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import { say } from '../ui/notice.tsx';
import { PageSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useLanguage, useWords } from '../words/index.ts';
import { BookmarkModal } from './bookmark-modal.tsx';
import { CameraPicker } from './camera-picker.tsx';
import { DayPicker } from './day-picker.tsx';
import { Deck, mostTiles } from './deck.ts';
import style from './footage.module.css';
import { FootageTile } from './footage-tile.tsx';
import { HoldModal } from './hold-modal.tsx';
import { httpReader } from './http-reader.ts';
import { landingMs, momentBeside } from './moments.ts';
import { MomentsPanel } from './moments-panel.tsx';
import { PlayerBar } from './player-bar.tsx';
import { SpanTools } from './span-tools.tsx';
import { timeTexts } from './time-text.ts';
import { Timeline } from './timeline.tsx';
import { following, zoomed } from './timeline-view.ts';
import { useFootageDay } from './use-footage-day.ts';
import { dayAround, type Span } from './zone-time.ts';

/** Without an instant in the address the page opens so long before now. */
const openBeforeMs = 30_000;
const keepAddressEveryMs = 1_000;

type Search = { readonly camera?: unknown; readonly at?: unknown };

/** Looking back. The address holds cameras and instant, `?camera=a,b&at=…`, so that a link is a hand-over. */
export function FootagePage() {
  const cameras = useCameras();
  const areKnown = useCity((city) => city.areCamerasKnown);
  const site = useSite().data;
  const search = useSearch({ strict: false }) as Search;
  if (!areKnown || site === undefined) return <PageSkeleton />;
  const asked = String(search.camera ?? '')
    .split(',')
    .filter((id) => cameras.has(id))
    .slice(0, mostTiles);
  const first = cameras.keys().next().value;
  const cameraIds = asked.length > 0 ? asked : first === undefined ? [] : [first];
  return <Looking cameraIds={cameraIds} askedMs={Number(search.at) || null} timeZone={site.timeZone} />;
}

function Looking({
  cameraIds,
  askedMs,
  timeZone,
}: {
  readonly cameraIds: readonly string[];
  readonly askedMs: number | null;
  readonly timeZone: string;
}) {
  const words = useWords();
  const language = useLanguage();
  const cameras = useCameras();
  const navigate = useNavigate();
  const mayMark = useMay('bookmark.write');
  const mayHold = useMay('hold.write');
  const times = useMemo(() => timeTexts(language, timeZone), [language, timeZone]);
  const [deck, setDeck] = useState<Deck | null>(null);
  const opensAt = useRef(askedMs ?? httpReader.nowMs() - openBeforeMs);
  useEffect(() => {
    const own = new Deck(httpReader, opensAt.current);
    setDeck(own);
    return () => own.close();
  }, []);
  if (deck === null) return <PageSkeleton />;
  return (
    <Player
      key={timeZone}
      {...{ deck, cameraIds, askedMs, timeZone, times, words, cameras, navigate, mayMark, mayHold }}
    />
  );
}

function Player({
  deck,
  cameraIds,
  askedMs,
  timeZone,
  times,
  words,
  cameras,
  navigate,
  mayMark,
  mayHold,
}: {
  readonly deck: Deck;
  readonly cameraIds: readonly string[];
  readonly askedMs: number | null;
  readonly timeZone: string;
  readonly times: ReturnType<typeof timeTexts>;
  readonly words: ReturnType<typeof useWords>;
  readonly cameras: ReturnType<typeof useCameras>;
  readonly navigate: ReturnType<typeof useNavigate>;
  readonly mayMark: boolean;
  readonly mayHold: boolean;
}) {
  const now = useSyncExternalStore(deck.subscribe, deck.view);
  const [chosen, setChosen] = useState<string | null>(null);
  const chosenId = chosen !== null && cameraIds.includes(chosen) ? chosen : (cameraIds[0] ?? null);
  const [marked, setMarked] = useState<{ inMs: number | null; outMs: number | null }>({
    inMs: null,
    outMs: null,
  });
  const [open, setOpen] = useState<'bookmark' | 'hold' | null>(null);
  const kept = useRef<Span | null>(null);
  const isSameDay = kept.current !== null && now.atMs >= kept.current.fromMs && now.atMs < kept.current.toMs;
  if (!isSameDay) kept.current = dayAround(now.atMs, timeZone);
  const steadyDay = kept.current!;
  const [zoom, setZoom] = useState<Span>(steadyDay);
  // Another day is shown as closely as the one before.
  const inDay = zoom.fromMs >= steadyDay.fromMs && zoom.toMs <= steadyDay.toMs;
  const view = useSteady(
    following(
      inDay
        ? zoom
        : zoomed(steadyDay, steadyDay, {
            factor: Math.min(1, (zoom.toMs - zoom.fromMs) / (steadyDay.toMs - steadyDay.fromMs)),
            aroundMs: now.atMs,
          }),
      steadyDay,
      now.isPlaying ? now.atMs : clampInto(zoom, now.atMs, inDay),
    ),
  );
  const data = useFootageDay(cameraIds, chosenId, steadyDay);
  useEffect(() => deck.setCoverage(data.any), [deck, data.any]);

  // A link that is followed while the page is open.
  const written = useRef<number | null>(askedMs);
  useEffect(() => {
    if (askedMs === null || askedMs === written.current) return;
    written.current = askedMs;
    deck.seek(askedMs);
  }, [askedMs, deck]);
  const address = Math.round(now.atMs);
  useEffect(() => {
    if (now.isPlaying || address === written.current) return;
    const timer = setTimeout(() => {
      written.current = address;
      void navigate({
        to: '/footage',
        search: { camera: cameraIds.join(','), at: address },
        replace: true,
      });
    }, keepAddressEveryMs);
    return () => clearTimeout(timer);
  }, [address, now.isPlaying, cameraIds, navigate]);

  const choose = (ids: readonly string[]) => {
    written.current = Math.round(deck.atMs);
    void navigate({ to: '/footage', search: { camera: ids.join(','), at: written.current } });
  };
  const goLive = () => {
    if (chosenId !== null) void navigate({ to: '/cameras/$cameraId', params: { cameraId: chosenId } });
  };
  const jump = (by: 1 | -1) => {
    const moment = momentBeside(data.moments, deck.atMs, by);
    if (moment !== null) deck.seek(landingMs(moment));
  };
  const step = (by: 1 | -1) => {
    if (chosenId !== null) deck.step(chosenId, by);
  };
  const markIn = () =>
    setMarked(({ outMs }) => ({
      inMs: deck.atMs,
      outMs: outMs !== null && outMs > deck.atMs ? outMs : null,
    }));
  const markOut = () =>
    setMarked(({ inMs }) => ({ inMs: inMs !== null && inMs < deck.atMs ? inMs : null, outMs: deck.atMs }));
  const zoomBy = (factor: number) => setZoom(zoomed(view, steadyDay, { factor, aroundMs: deck.atMs }));
  const share = async () => {
    const link = `${location.origin}/footage?camera=${encodeURIComponent(cameraIds.join(','))}&at=${Math.round(deck.atMs)}`;
    try {
      await navigator.clipboard.writeText(link);
      say(words.footage.shared);
    } catch {
      say(words.footage.notShared);
    }
  };
  useKeys({
    space: () => deck.toggle(),
    k: () => deck.pause(),
    j: () => deck.shuttle(-1),
    l: () => deck.shuttle(1),
    ',': () => step(-1),
    '.': () => step(1),
    arrowleft: () => deck.seekBy(-10_000),
    arrowright: () => deck.seekBy(10_000),
    '[': () => jump(-1),
    ']': () => jump(1),
    i: markIn,
    o: markOut,
    '+': () => zoomBy(0.5),
    '-': () => zoomBy(2),
    end: goLive,
    ...(mayMark ? { b: () => setOpen('bookmark') } : {}),
  });

  if (chosenId === null) return <p className={ui.empty}>{words.footage.choose}</p>;
  const chosenTile = now.tiles.get(chosenId);
  const grid = cameraIds.length === 4 ? 2 : Math.min(3, cameraIds.length);
  return (
    <div className={style.page}>
      <header className={style.head}>
        <h1>{words.footage.title}</h1>
        <CameraPicker cameras={cameras} shown={cameraIds} onChange={choose} />
        <DayPicker
          day={steadyDay}
          atMs={now.atMs}
          times={times}
          timeZone={timeZone}
          onSeek={(at) => deck.seek(at)}
        />
        <Button variant="default" onClick={goLive} rightSection={<Kbd>End</Kbd>}>
          {words.footage.live}
        </Button>
      </header>
      <div className={style.main}>
        <div className={style.stage} data-grid={grid} data-count={cameraIds.length}>
          {cameraIds.map((id) => {
            const camera = cameras.get(id);
            return (
              camera !== undefined && (
                <FootageTile
                  key={id}
                  camera={camera}
                  deck={deck}
                  tile={now.tiles.get(id)}
                  times={times}
                  isChosen={cameraIds.length > 1 ? id === chosenId : null}
                  onChoose={() => setChosen(id)}
                />
              )
            );
          })}
        </div>
        <p className={style.saying} role="status">
          {now.skipped !== null
            ? words.footage.skipped(
                times.clock(now.skipped.fromMs),
                times.clock(now.skipped.toMs),
                words.footage.gaps[now.skipped.cause],
              )
            : now.isAtEdge
              ? words.footage.atEdge
              : data.isEmpty
                ? words.footage.nothingToday
                : ''}
        </p>
        <PlayerBar
          deck={deck}
          now={now}
          times={times}
          shownMs={chosenTile?.state === 'shown' ? chosenTile.shownMs : null}
          onStep={step}
          onJump={jump}
        />
        <Timeline
          day={steadyDay}
          view={view}
          onView={setZoom}
          data={data}
          deck={deck}
          atMs={now.atMs}
          cameraId={chosenId}
          marked={marked}
          times={times}
          timeZone={timeZone}
        />
        <SpanTools
          cameraId={chosenId}
          marked={marked}
          times={times}
          mayHold={mayHold}
          mayMark={mayMark}
          onIn={markIn}
          onOut={markOut}
          onClear={() => setMarked({ inMs: null, outMs: null })}
          onBookmark={() => setOpen('bookmark')}
          onHold={() => setOpen('hold')}
          onShare={() => void share()}
        />
      </div>
      <MomentsPanel data={data} view={view} times={times} onSeek={(at) => deck.seek(at)} />
      {open === 'bookmark' && (
        <BookmarkModal
          cameraId={chosenId}
          atMs={Math.round(chosenTile?.state === 'shown' ? (chosenTile.shownMs ?? now.atMs) : now.atMs)}
          times={times}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'hold' && marked.inMs !== null && marked.outMs !== null && (
        <HoldModal
          cameraIds={cameraIds}
          span={{ fromMs: Math.floor(marked.inMs), toMs: Math.ceil(marked.outMs) }}
          times={times}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

/** The same object while it says the same, so that nothing is drawn or asked anew. */
function useSteady(span: Span): Span {
  const kept = useRef(span);
  if (kept.current.fromMs !== span.fromMs || kept.current.toMs !== span.toMs) kept.current = span;
  return kept.current;
}

/** While it stands, the view stays where the operator moved it. */
function clampInto(view: Span, atMs: number, isInDay: boolean): number {
  return isInDay ? Math.min(view.toMs, Math.max(view.fromMs, atMs)) : atMs;
}

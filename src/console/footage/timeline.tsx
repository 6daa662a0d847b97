import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../words/index.ts';
import type { Deck } from './deck.ts';
import style from './footage.module.css';
import type { TimeTexts } from './time-text.ts';
import { TimelineLanes } from './timeline-lanes.tsx';
import { TimelineTip } from './timeline-tip.tsx';
import { atOf, panned, xOf, zoomed } from './timeline-view.ts';
import type { FootageDayView } from './use-footage-day.ts';
import { dayAround, type Span } from './zone-time.ts';

/** The day of a camera: what is recorded, what happened, and where the player stands. Click or drag to go there. */
export function Timeline({
  day,
  view,
  onView,
  data,
  deck,
  atMs,
  cameraId,
  marked,
  times,
  timeZone,
}: {
  readonly day: Span;
  readonly view: Span;
  readonly onView: (view: Span) => void;
  readonly data: FootageDayView;
  readonly deck: Deck;
  readonly atMs: number;
  readonly cameraId: string;
  /** In and out marks. */
  readonly marked: { readonly inMs: number | null; readonly outMs: number | null };
  readonly times: TimeTexts;
  readonly timeZone: string;
}) {
  const words = useWords();
  const board = useRef<HTMLDivElement>(null);
  const [widthPx, setWidth] = useState(0);
  const [hoverX, setHoverX] = useState<number | null>(null);
  const [isDragging, setDragging] = useState(false);
  const scale = useMemo(() => ({ view, widthPx }), [view, widthPx]);
  const state = useRef({ view, day, widthPx, onView });
  state.current = { view, day, widthPx, onView };

  useEffect(() => {
    const element = board.current!;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)));
    observer.observe(element);
    // React listens passively; the wheel would also move the page.
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const now = state.current;
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      const lengthMs = now.view.toMs - now.view.fromMs;
      if (isSideways) {
        const by = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY;
        now.onView(panned(now.view, now.day, (by / Math.max(1, now.widthPx)) * lengthMs));
        return;
      }
      const x = event.clientX - element.getBoundingClientRect().left;
      const aroundMs = atOf(x, { view: now.view, widthPx: now.widthPx });
      now.onView(zoomed(now.view, now.day, { factor: event.deltaY > 0 ? 1.25 : 0.8, aroundMs }));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', wheel);
    };
  }, []);

  const xIn = (event: PointerEvent) => {
    const edges = board.current!.getBoundingClientRect();
    return Math.min(widthPx, Math.max(0, event.clientX - edges.left));
  };
  const seekTo = (x: number) => deck.seek(atOf(x, scale));
  const zoom = (factor: number) => onView(zoomed(view, day, { factor, aroundMs: atMs }));
  const stepMs = (view.toMs - view.fromMs) / 50;
  const slide = (event: KeyboardEvent) => {
    const to: { readonly [key: string]: number } = {
      PageDown: atMs + stepMs * 5,
      PageUp: atMs - stepMs * 5,
      ArrowUp: atMs + stepMs,
      ArrowDown: atMs - stepMs,
      Home: day.fromMs,
    };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    deck.seek(next);
  };
  const playheadX = xOf(atMs, scale);
  const isInView = playheadX >= -1 && playheadX <= widthPx + 1;
  return (
    <section className={style.timeline} aria-label={words.footage.timeline}>
      <div className={style.timelineTools}>
        <Tooltip label={words.footage.zoomOut} events={{ hover: true, focus: true, touch: false }}>
          <ActionIcon variant="default" aria-label={words.footage.zoomOut} onClick={() => zoom(2)}>
            <IconZoomOut size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={words.footage.zoomIn} events={{ hover: true, focus: true, touch: false }}>
          <ActionIcon variant="default" aria-label={words.footage.zoomIn} onClick={() => zoom(0.5)}>
            <IconZoomIn size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Button size="compact-sm" variant="default" onClick={() => onView(dayAround(atMs, timeZone))}>
          {words.footage.wholeDay}
        </Button>
        <ul className={style.legend}>
          <li>{words.footage.alarms}</li>
          <li data-of="people">{words.footage.people}</li>
          <li data-of="motion">{words.footage.motion}</li>
          <li data-of="recorded">{words.footage.footageLane}</li>
        </ul>
      </div>
      <div
        ref={board}
        className={style.board}
        data-dragging={isDragging}
        data-from-ms={Math.round(view.fromMs)}
        data-to-ms={Math.round(view.toMs)}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
          seekTo(xIn(event));
        }}
        onPointerMove={(event) => {
          const x = xIn(event);
          setHoverX(event.pointerType === 'touch' && !isDragging ? null : x);
          if (isDragging) seekTo(x);
        }}
        onPointerUp={() => setDragging(false)}
        onPointerCancel={() => setDragging(false)}
        onPointerLeave={() => setHoverX(null)}
      >
        {widthPx > 0 && (
          <TimelineLanes scale={scale} data={data} marked={marked} times={times} timeZone={timeZone} />
        )}
        <div
          className={style.playhead}
          style={{ left: Math.min(widthPx, Math.max(0, playheadX)), opacity: isInView ? 1 : 0.35 }}
          role="slider"
          tabIndex={0}
          aria-label={words.footage.position}
          aria-valuemin={Math.round(day.fromMs / 1_000)}
          aria-valuemax={Math.round(day.toMs / 1_000)}
          aria-valuenow={Math.round(atMs / 1_000)}
          aria-valuetext={`${times.day(atMs)} ${times.clock(atMs)}`}
          onKeyDown={slide}
        />
        {hoverX !== null && widthPx > 0 && (
          <TimelineTip
            x={hoverX}
            widthPx={widthPx}
            atMs={atOf(hoverX, scale)}
            reachMs={(5 / widthPx) * (view.toMs - view.fromMs)}
            source={deck.sourceOf(cameraId)}
            data={data}
            times={times}
          />
        )}
      </div>
    </section>
  );
}

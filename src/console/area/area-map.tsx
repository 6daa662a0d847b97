import { Button } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Position } from '../../core/position.ts';
import { lookAnew, lookAtAll, useSmallMap } from '../watch/use-small-map.ts';
import { useWords } from '../words/index.ts';
import style from './area.module.css';
import { middlesOf } from './area-state.ts';
import { arrowStep } from './arrow-step.ts';
import type { EditedArea } from './use-area.ts';
import { type PlacedCamera, useCameraDots } from './use-camera-dots.ts';
import { type OnMap, useOnMap } from './use-on-map.ts';

/** The map an area is drawn on: a click adds a corner, a hand or the arrow keys move it. */
export function AreaMap({
  label,
  hintId,
  area,
  cameras,
}: {
  readonly label: string;
  readonly hintId: string;
  readonly area: EditedArea;
  readonly cameras: readonly PlacedCamera[];
}) {
  const { corners } = area.state;
  const holder = useRef<HTMLDivElement>(null);
  const board = useRef<SVGSVGElement>(null);
  const places = corners.length > 0 ? corners : cameras.map(({ position }) => position);
  const map = useSmallMap({
    holder,
    label,
    hasKeyboard: false,
    start: lookAtAll(places),
    onPick: (at) => {
      area.dispatch({ type: 'add', at });
      board.current?.focus({ preventScroll: true });
    },
  });
  useCameraDots(map, cameras);
  const onMap = useOnMap(map);
  const { fit } = useWords().watch;
  return (
    <>
      <div ref={holder} className={style.holder} />
      <Button
        className={style.fit ?? ''}
        size="compact-xs"
        variant="default"
        onClick={() => map !== null && lookAnew(map, places)}
      >
        {fit}
      </Button>
      {onMap !== null && <Board label={label} hintId={hintId} area={area} board={board} onMap={onMap} />}
    </>
  );
}

function Board({
  label,
  hintId,
  area: { state, dispatch },
  board,
  onMap,
}: {
  readonly label: string;
  readonly hintId: string;
  readonly area: EditedArea;
  readonly board: React.RefObject<SVGSVGElement | null>;
  readonly onMap: OnMap;
}) {
  const { areas: words } = useWords();
  const { corners } = state;
  const gestures = useRef(0);
  const drag = useRef<{ readonly index: number; readonly gesture: string } | null>(null);
  /** Where the keyboard would put a corner; null: nobody aims by key. */
  const [aim, setAim] = useState<Position | null>(null);
  /** The corner that has to have the keyboard after the next drawing. */
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    const index = wanted.current;
    wanted.current = null;
    if (index === null) return;
    const handle = board.current?.querySelector<SVGGElement>(`[data-corner="${index}"]`);
    (handle ?? board.current)?.focus({ preventScroll: true });
  });
  const { at, place } = onMap;

  function grab(event: PointerEvent, index: number, gesture: string): void {
    event.preventDefault();
    board.current?.setPointerCapture(event.pointerId);
    drag.current = { index, gesture };
    wanted.current = index;
    setAim(null);
  }
  const nextGesture = () => `drag ${++gestures.current}`;

  function onKey(event: KeyboardEvent): void {
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      dispatch({ type: event.shiftKey ? 'redo' : 'undo' });
      return;
    }
    if (event.key === '+' || event.key === '=' || event.key === '-') {
      event.preventDefault();
      onMap.zoomBy(event.key === '-' ? -0.5 : 0.5, aim);
      return;
    }
    if (event.target !== board.current) return;
    const step = arrowStep(event);
    if (step !== null) {
      event.preventDefault();
      const from = at(aim ?? onMap.middle());
      const to = place({ x: from.x + step.x, y: from.y + step.y });
      onMap.keepInView(to);
      setAim(to);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const to = aim ?? onMap.middle();
      setAim(to);
      dispatch({ type: 'add', at: to });
    } else if (event.key === 'Backspace' && corners.length > 0) {
      event.preventDefault();
      dispatch({ type: 'remove', index: corners.length - 1 });
    }
  }

  function onCornerKey(event: KeyboardEvent, index: number): void {
    const step = arrowStep(event);
    if (step !== null) {
      event.preventDefault();
      const from = at(corners[index]!);
      const to = place({ x: from.x + step.x, y: from.y + step.y });
      onMap.keepInView(to);
      dispatch({ type: 'move', index, to, gesture: `nudge ${index}` });
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      wanted.current = Math.min(index, corners.length - 2);
      dispatch({ type: 'remove', index });
    }
  }

  const insert = (index: number, middle: Position, gesture: string) => {
    wanted.current = index;
    dispatch({ type: 'add', at: middle, index, gesture });
  };
  const points = corners.map(at);
  const path = points.map(({ x, y }) => `${x},${y}`).join(' ');
  const isClosed = corners.length > 2;
  const Shape = isClosed ? 'polygon' : 'polyline';
  return (
    <svg
      ref={board}
      className={style.board}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the cross-hair is moved by keys
      tabIndex={0}
      role="application"
      aria-label={words.board(label)}
      aria-describedby={hintId}
      onKeyDown={onKey}
      onBlur={(event) => event.target === board.current && setAim(null)}
      onPointerMove={(event) => {
        const held = drag.current;
        if (held === null) return;
        const box = event.currentTarget.getBoundingClientRect();
        const to = place({ x: event.clientX - box.left, y: event.clientY - box.top });
        dispatch({ type: 'move', to, ...held });
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
    >
      <Shape points={path} className={style.halo} />
      <Shape points={path} className={style.shape} data-closed={isClosed} />
      {middlesOf(corners).map((middle, i) => {
        const { x, y } = at(middle);
        return (
          // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing
          <g
            key={`side-${String(i)}`}
            className={style.handle}
            transform={`translate(${x} ${y})`}
            tabIndex={0}
            role="button"
            aria-label={words.side(i + 1)}
            onPointerDown={(event) => {
              const gesture = nextGesture();
              insert(i + 1, middle, gesture);
              grab(event, i + 1, gesture);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              insert(i + 1, middle, nextGesture());
            }}
          >
            <circle r={10} className={style.hit} />
            <circle r={3.5} className={style.middle} />
          </g>
        );
      })}
      {points.map(({ x, y }, i) => (
        // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing
        <g
          // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its place in the order
          key={i}
          className={style.handle}
          data-corner={i}
          transform={`translate(${x} ${y})`}
          tabIndex={0}
          role="button"
          aria-label={words.corner(i + 1, corners.length)}
          onPointerDown={(event) => grab(event, i, nextGesture())}
          onFocus={() => setAim(null)}
          onKeyDown={(event) => onCornerKey(event, i)}
        >
          <circle r={12} className={style.hit} />
          <circle r={6} className={style.dot} />
        </g>
      ))}
      {aim !== null && <Aim at={at(aim)} />}
    </svg>
  );
}

function Aim({ at: { x, y } }: { readonly at: { readonly x: number; readonly y: number } }) {
  return (
    <path className={style.aim} d="M-14 0H-4M4 0H14M0 -14V-4M0 4V14" transform={`translate(${x} ${y})`} />
  );
}

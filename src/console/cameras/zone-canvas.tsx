import { useElementSize } from '@mantine/hooks';
import {
  type Dispatch,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { Point } from '../../core/geometry.ts';
import type { Zone } from '../../core/zone.ts';
import { useWords } from '../words/index.ts';
import style from './editor.module.css';
import { type EditorAction, type EditorState, type Handle, selectedZone } from './editor-state.ts';
import { presetShape } from './presets.ts';
import { type Snapped, sidesOf, snap, snapTargets } from './snap.ts';
import { clampToPicture, middleOf, zoneFaults } from './zone-shape.ts';

type Size = { readonly w: number; readonly h: number };
type Drag = { readonly gesture: string; readonly handle: Handle | 'zone'; readonly last: Point };

const steps: { readonly [key: string]: Point } = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** How far an arrow key goes, px: one, with Shift ten. Null for other keys. */
function stepOf(event: KeyboardEvent, size: Size): Point | null {
  const step = steps[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey || size.w === 0) return null;
  const px = event.shiftKey ? 10 : 1;
  return { x: (step.x * px) / size.w, y: (step.y * px) / size.h };
}

/** The picture as a drawing board: mouse, finger and keys all end in the same actions. */
export function ZoneCanvas({
  state,
  dispatch,
  svg,
}: {
  readonly state: EditorState;
  readonly dispatch: Dispatch<EditorAction>;
  readonly svg: RefObject<SVGSVGElement | null>;
}) {
  const words = useWords();
  const { ref, width: w, height: h } = useElementSize<HTMLDivElement>();
  const size: Size = { w, h };
  const drag = useRef<Drag | null>(null);
  const gestures = useRef(0);
  /** Where the next point of a drawing would go. */
  const [aim, setAim] = useState<Snapped | null>(null);
  const { drawing, handle, selectedId } = state;
  const selected = selectedZone(state);

  // A corner moved or removed by key keeps the keyboard's place.
  useEffect(() => {
    if (handle === null || !svg.current?.contains(document.activeElement)) return;
    svg.current.querySelector<SVGGElement>(`[data-handle="${handle}"]`)?.focus();
  }, [handle, svg]);

  function at(event: PointerEvent): Point {
    const box = svg.current!.getBoundingClientRect();
    return clampToPicture({
      x: (event.clientX - box.left) / box.width,
      y: (event.clientY - box.top) / box.height,
    });
  }

  function aimAt(point: Point): Snapped {
    const own = drawing?.points ?? [];
    const targets = snapTargets(state.zones, null);
    return snap(point, { ...targets, points: [...own.slice(0, 1), ...targets.points] }, size);
  }

  function grab(event: PointerEvent, target: Handle | 'zone', zoneId: string): void {
    if (drawing) return;
    event.stopPropagation();
    svg.current?.setPointerCapture(event.pointerId);
    gestures.current++;
    drag.current = { gesture: `drag ${gestures.current}`, handle: target, last: at(event) };
    dispatch({ type: 'select', zoneId, handle: target === 'zone' ? null : target });
    if (target !== 'zone') (event.currentTarget as SVGGElement).focus();
  }

  function onMove(event: PointerEvent): void {
    const point = at(event);
    if (drawing) {
      setAim(aimAt(point));
      return;
    }
    const held = drag.current;
    if (!held) return;
    if (held.handle === 'zone') {
      const by = { x: point.x - held.last.x, y: point.y - held.last.y };
      dispatch({ type: 'shift', by, gesture: held.gesture });
      drag.current = { ...held, last: point };
      return;
    }
    const to = snap(point, snapTargets(state.zones, selectedId), size).at;
    dispatch({ type: 'move', handle: held.handle, to, gesture: held.gesture });
  }

  function onDown(event: PointerEvent): void {
    svg.current?.focus({ preventScroll: true });
    if (!drawing) {
      dispatch({ type: 'select', zoneId: null });
      return;
    }
    const point = aimAt(at(event)).at;
    svg.current?.setPointerCapture(event.pointerId);
    dispatch({ type: 'point', at: point });
    drag.current = { gesture: 'draw', handle: 'zone', last: point };
  }

  /** Pressing, pulling and letting go draws two points as well as two clicks do. */
  function onUp(event: PointerEvent): void {
    const held = drag.current;
    drag.current = null;
    if (!drawing || held?.gesture !== 'draw' || drawing.points.length !== 1) return;
    const isTwoPoints = drawing.how === 'box' || presetShape[drawing.preset] === 'line';
    const end = aimAt(at(event)).at;
    if (isTwoPoints && Math.hypot((end.x - held.last.x) * w, (end.y - held.last.y) * h) > 12)
      dispatch({ type: 'point', at: end });
  }

  function onKey(event: KeyboardEvent): void {
    if (event.target !== svg.current) return;
    // Enter belongs to the drawing here, never to the alarm queue.
    if (event.key === 'Enter') event.preventDefault();
    if (!drawing) return;
    const step = stepOf(event, size);
    if (step) {
      event.preventDefault();
      const from = aim?.at ?? { x: 0.5, y: 0.5 };
      setAim({ at: clampToPicture({ x: from.x + step.x, y: from.y + step.y }), to: null });
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      dispatch({ type: 'point', at: aimAt(aim?.at ?? { x: 0.5, y: 0.5 }).at });
    } else if (event.key === 'Backspace') {
      event.preventDefault();
      dispatch({ type: 'undo' });
    }
  }

  return (
    <div ref={ref} className={style.board}>
      <svg
        ref={svg}
        className={style.canvas}
        viewBox={`0 0 ${Math.max(1, w)} ${Math.max(1, h)}`}
        preserveAspectRatio="none"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the cross-hair is moved by keys
        tabIndex={0}
        role="application"
        aria-label={words.editor.canvas}
        data-drawing={drawing !== null}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerCancel={() => {
          drag.current = null;
        }}
        onPointerLeave={() => setAim(null)}
        onKeyDown={onKey}
      >
        {state.zones.map((zone) => (
          <ZoneShape
            key={zone.id}
            zone={zone}
            size={size}
            isSelected={zone.id === selectedId}
            onGrab={(event) => grab(event, 'zone', zone.id)}
          />
        ))}
        {selected && !drawing && (
          <Handles zone={selected} size={size} held={handle} dispatch={dispatch} onGrab={grab} />
        )}
        {drawing && <Sketch drawing={drawing} aim={aim} size={size} />}
      </svg>
    </div>
  );
}

function ZoneShape({
  zone,
  size,
  isSelected,
  onGrab,
}: {
  readonly zone: Zone;
  readonly size: Size;
  readonly isSelected: boolean;
  readonly onGrab: (event: PointerEvent) => void;
}) {
  const Shape = zone.shape === 'area' ? 'polygon' : 'polyline';
  const points = pathOf(zone.points, size);
  const top = zone.points.reduce((best, p) => (p.y < best.y ? p : best));
  return (
    <g
      className={style.zone}
      data-selected={isSelected}
      data-faulty={zoneFaults(zone).length > 0}
      data-zone-id={zone.id}
    >
      {zone.shape === 'line' && <polyline points={points} className={style.lineHit} onPointerDown={onGrab} />}
      <Shape points={points} className={style.halo} />
      <Shape points={points} className={style.shape} onPointerDown={onGrab} />
      {!isSelected && (
        <text
          className={style.name}
          x={top.x * size.w}
          textAnchor={top.x > 0.75 ? 'end' : 'start'}
          y={Math.max(14, top.y * size.h - 6)}
        >
          {zone.name}
        </text>
      )}
      {zone.shape === 'line' && <InSide zone={zone} size={size} />}
      {zone.direction !== null && <ArrowLine direction={zone.direction} size={size} />}
    </g>
  );
}

/** A short stroke to the side that counts as "in": to the right of A -> B. */
function InSide({ zone, size }: { readonly zone: Zone; readonly size: Size }) {
  const [a, b] = zone.points;
  if (!a || !b) return null;
  const middle = middleOf(zone.points);
  const [dx, dy] = [(b.x - a.x) * size.w, (b.y - a.y) * size.h];
  const length = Math.hypot(dx, dy) || 1;
  const from = { x: middle.x * size.w, y: middle.y * size.h };
  // The picture's y points down, so right of the way (dx, dy) is (-dy, dx).
  const to = { x: from.x - (dy / length) * 22, y: from.y + (dx / length) * 22 };
  return <ArrowPath from={from} to={to} />;
}

function ArrowLine({
  direction: [from, to],
  size,
}: {
  readonly direction: NonNullable<Zone['direction']>;
  readonly size: Size;
}) {
  return (
    <ArrowPath
      from={{ x: from.x * size.w, y: from.y * size.h }}
      to={{ x: to.x * size.w, y: to.y * size.h }}
    />
  );
}

function ArrowPath({ from, to }: { readonly from: Point; readonly to: Point }) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const barb = (turn: number) => `${to.x - 9 * Math.cos(angle + turn)} ${to.y - 9 * Math.sin(angle + turn)}`;
  return (
    <path
      className={style.arrow}
      d={`M${from.x} ${from.y}L${to.x} ${to.y}M${barb(0.5)}L${to.x} ${to.y}L${barb(-0.5)}`}
    />
  );
}

function Handles({
  zone,
  size,
  held,
  dispatch,
  onGrab,
}: {
  readonly zone: Zone;
  readonly size: Size;
  readonly held: Handle | null;
  readonly dispatch: Dispatch<EditorAction>;
  readonly onGrab: (event: PointerEvent, handle: Handle, zoneId: string) => void;
}) {
  const words = useWords();
  const count = zone.points.length;
  const corners = zone.points.map((point, i) => ({
    handle: i as Handle,
    point,
    label:
      zone.shape === 'line'
        ? words.editor.end(zone.name, i === 0 ? 'A' : 'B')
        : words.editor.corner(zone.name, i + 1, count),
  }));
  const ends = (zone.direction ?? []).map((point, i) => ({
    handle: (i === 0 ? 'from' : 'to') as Handle,
    point,
    label: words.editor.arrow(zone.name, i === 1),
  }));

  function onKey(event: KeyboardEvent, handle: Handle, point: Point): void {
    const step = stepOf(event, size);
    if (step) {
      event.preventDefault();
      const to = { x: point.x + step.x, y: point.y + step.y };
      dispatch({ type: 'move', handle, to, gesture: `nudge ${zone.id} ${handle}` });
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && typeof handle === 'number') {
      event.preventDefault();
      dispatch({ type: 'remove-corner', index: handle });
    }
  }

  return (
    <>
      {zone.shape === 'area' &&
        sidesOf(zone).map(([a, b], i) => {
          const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
          return (
            // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing
            <g
              key={`side-${String(i)}`}
              className={style.side}
              transform={`translate(${middle.x * size.w} ${middle.y * size.h})`}
              tabIndex={0}
              role="button"
              aria-label={words.editor.side(zone.name, i + 1)}
              onPointerDown={(event) => {
                dispatch({ type: 'insert', afterIndex: i, at: middle });
                onGrab(event, i + 1, zone.id);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                dispatch({ type: 'insert', afterIndex: i, at: middle });
              }}
            >
              <circle r={10} className={style.hit} />
              <circle r={3.5} className={style.sideDot} />
            </g>
          );
        })}
      {[...corners, ...ends].map(({ handle, point, label }) => (
        // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing
        <g
          key={handle}
          className={style.handle}
          data-handle={handle}
          data-held={held === handle}
          transform={`translate(${point.x * size.w} ${point.y * size.h})`}
          tabIndex={0}
          role="button"
          aria-label={label}
          onPointerDown={(event) => onGrab(event, handle, zone.id)}
          onFocus={() => held !== handle && dispatch({ type: 'select', zoneId: zone.id, handle })}
          onKeyDown={(event) => onKey(event, handle, point)}
        >
          <circle r={12} className={style.hit} />
          <circle r={typeof handle === 'number' ? 5.5 : 4.5} className={style.dot} />
          {zone.shape === 'line' && typeof handle === 'number' && (
            <text className={style.endName} x={10} y={-8} aria-hidden>
              {handle === 0 ? 'A' : 'B'}
            </text>
          )}
        </g>
      ))}
    </>
  );
}

/** What is being drawn, up to where the pointer aims. */
function Sketch({
  drawing,
  aim,
  size,
}: {
  readonly drawing: NonNullable<EditorState['drawing']>;
  readonly aim: Snapped | null;
  readonly size: Size;
}) {
  const isBox = presetShape[drawing.preset] === 'area' && drawing.how === 'box';
  const [first] = drawing.points;
  const points =
    isBox && first && aim
      ? [first, { x: aim.at.x, y: first.y }, aim.at, { x: first.x, y: aim.at.y }]
      : [...drawing.points, ...(aim ? [aim.at] : [])];
  const Shape = isBox ? 'polygon' : 'polyline';
  return (
    <g className={style.sketch}>
      <Shape points={pathOf(points, size)} className={style.halo} />
      <Shape points={pathOf(points, size)} className={style.sketchLine} />
      {drawing.points.map((p, i) => (
        <circle key={`point-${String(i)}`} cx={p.x * size.w} cy={p.y * size.h} r={5} className={style.dot} />
      ))}
      {aim && (
        <g
          transform={`translate(${aim.at.x * size.w} ${aim.at.y * size.h})`}
          data-snapped={aim.to !== null}
          className={style.aim}
        >
          <path d="M-14 0H-4M4 0H14M0 -14V-4M0 4V14" />
          {aim.to !== null && <rect x={-5} y={-5} width={10} height={10} />}
        </g>
      )}
    </g>
  );
}

function pathOf(points: readonly Point[], size: Size): string {
  return points.map((p) => `${p.x * size.w},${p.y * size.h}`).join(' ');
}

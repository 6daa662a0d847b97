import { Button, Slider } from '@mantine/core';
import {
  type Dispatch,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Point } from '../../core/geometry.ts';
import area from '../area/area.module.css';
import type { AreaAction, AreaState } from '../area/area-state.ts';
import { arrowStep } from '../area/arrow-step.ts';
import { useCameraDots } from '../area/use-camera-dots.ts';
import { type OnMap, useOnMap } from '../area/use-on-map.ts';
import { HistoryButtons } from '../cameras/history-buttons.tsx';
import { useCameras } from '../live.ts';
import { lookAtAll, useSmallMap } from '../watch/use-small-map.ts';
import { useWords } from '../words/index.ts';
import type { Drawing } from './drawing.ts';
import { laidInto, middleOf, ringOf, shifted, transformOf, turned } from './plan-shape.ts';
import style from './plans.module.css';

type Picture = Pick<Drawing, 'url' | 'widthPx' | 'heightPx'>;
type Hold = number | 'middle' | 'ring';

/** Px: so much stands out beyond the drawing. */
const roomForRing = 60;

/** A drawing on the map, moved into its place by its corners, its middle, and a ring that turns and sizes it. */
export function Placer({
  picture,
  state,
  dispatch,
}: {
  readonly picture: Picture;
  /** Four corners, or none yet. */
  readonly state: AreaState;
  readonly dispatch: Dispatch<AreaAction>;
}) {
  const { plans: words } = useWords();
  const all = useCameras();
  const cameras = useMemo(
    () =>
      [...all.values()].flatMap(({ id, position }) =>
        position === null ? [] : [{ id, position, isIn: false }],
      ),
    [all],
  );
  const holder = useRef<HTMLDivElement>(null);
  const start = state.corners.length > 0 ? state.corners : cameras.map(({ position }) => position);
  const map = useSmallMap({
    holder,
    label: words.board,
    hasKeyboard: false,
    start: lookAtAll(start, roomForRing),
    onPick: () => {},
  });
  useCameraDots(map, cameras);
  const onMap = useOnMap(map);
  const [opacity, setOpacity] = useState(70);
  const opacityId = useId();

  function lay(onto: OnMap): void {
    const corners = laidInto(onto.size(), picture).map(onto.place);
    dispatch({ type: 'set', corners, gesture: 'lay' });
  }
  const isLaid = state.corners.length === 4;
  const first = useRef(lay);
  first.current = lay;
  useEffect(() => {
    if (onMap !== null && !isLaid) first.current(onMap);
  }, [onMap, isLaid]);

  return (
    <div className={area.field}>
      <div className={style.board}>
        <div ref={holder} className={area.holder} />
        {onMap !== null && isLaid && (
          <Board picture={picture} state={state} dispatch={dispatch} onMap={onMap} opacity={opacity / 100} />
        )}
      </div>
      <div className={area.tools}>
        <HistoryButtons
          canUndo={state.past.length > 0}
          canRedo={state.future.length > 0}
          dispatch={dispatch}
        />
        <Button
          variant="default"
          size="compact-md"
          disabled={onMap === null}
          onClick={() => onMap !== null && lay(onMap)}
        >
          {words.anew}
        </Button>
        <div className={style.opacity}>
          <span id={opacityId}>{words.opacity}</span>
          <Slider
            min={10}
            max={100}
            label={null}
            value={opacity}
            thumbProps={{ 'aria-labelledby': opacityId }}
            onChange={setOpacity}
          />
        </div>
      </div>
      <p className={area.hint}>{words.hint}</p>
    </div>
  );
}

function Board({
  picture,
  state,
  dispatch,
  onMap,
  opacity,
}: {
  readonly picture: Picture;
  readonly state: AreaState;
  readonly dispatch: Dispatch<AreaAction>;
  readonly onMap: OnMap;
  readonly opacity: number;
}) {
  const { plans: words } = useWords();
  const gestures = useRef(0);
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<{ readonly hold: Hold; readonly gesture: string; readonly last: Point } | null>(null);
  const corners = state.corners.map(onMap.at);
  const middle = middleOf(corners);
  const ring = ringOf(corners);
  const transform = transformOf(corners, picture);

  function put(points: readonly Point[], gesture: string): void {
    dispatch({ type: 'set', corners: points.map(onMap.place), gesture });
  }
  function moved(hold: Hold, { from, to, gesture }: { from: Point; to: Point; gesture: string }): void {
    const by = { x: to.x - from.x, y: to.y - from.y };
    if (hold === 'middle') put(shifted(corners, by), gesture);
    else if (hold === 'ring') {
      const angle = (p: Point) => Math.atan2(p.y - middle.y, p.x - middle.x);
      const reach = (p: Point) => Math.max(8, Math.hypot(p.x - middle.x, p.y - middle.y) - 28);
      put(turned(corners, angle(to) - angle(from), reach(to) / reach(from)), gesture);
    } else dispatch({ type: 'move', index: hold, to: onMap.place(to), gesture });
  }

  function onKey(event: KeyboardEvent, hold: Hold | null): void {
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      dispatch({ type: event.shiftKey ? 'redo' : 'undo' });
    } else if (event.key === '+' || event.key === '=' || event.key === '-') {
      event.preventDefault();
      onMap.zoomBy(event.key === '-' ? -0.5 : 0.5, null);
    } else {
      const step = arrowStep(event);
      if (step === null || hold === null) return;
      event.preventDefault();
      const gesture = `nudge ${hold}`;
      if (hold === 'ring') put(turned(corners, step.x / 230, 1 - step.y / 400), gesture);
      else if (hold === 'middle') put(shifted(corners, step), gesture);
      else {
        const from = corners[hold]!;
        moved(hold, { from, to: { x: from.x + step.x, y: from.y + step.y }, gesture });
      }
    }
  }

  function at(event: PointerEvent): Point {
    const box = svg.current!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  const handles: readonly { hold: Hold; point: Point; label: string }[] = [
    { hold: 'middle', point: middle, label: words.middle },
    { hold: 'ring', point: ring, label: words.ring },
    ...corners.map((point, i) => ({ hold: i, point, label: words.cornerHint(words.corners[i]!) })),
  ];
  return (
    <>
      {transform !== null && (
        <img
          alt=""
          className={style.drawing}
          src={picture.url}
          width={picture.widthPx}
          height={picture.heightPx}
          style={{ transform, opacity }}
        />
      )}
      <svg
        ref={svg}
        className={area.board}
        role="application"
        aria-label={words.board}
        onPointerMove={(event) => {
          const held = drag.current;
          if (held === null) return;
          const to = at(event);
          moved(held.hold, { from: held.last, to, gesture: held.gesture });
          drag.current = { ...held, last: to };
        }}
        onPointerUp={() => {
          drag.current = null;
        }}
        onPointerCancel={() => {
          drag.current = null;
        }}
      >
        <polygon points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} className={area.shape} />
        <line
          x1={middle.x}
          y1={middle.y}
          x2={ring.x}
          y2={ring.y}
          className={area.shape}
          data-closed={false}
        />
        {handles.map(({ hold, point, label }) => (
          // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing
          <g
            key={hold}
            className={area.handle}
            data-hold={hold}
            transform={`translate(${point.x} ${point.y})`}
            tabIndex={0}
            role="button"
            aria-label={label}
            onPointerDown={(event) => {
              event.preventDefault();
              svg.current?.setPointerCapture(event.pointerId);
              event.currentTarget.focus({ preventScroll: true });
              drag.current = { hold, gesture: `drag ${++gestures.current}`, last: at(event) };
            }}
            onKeyDown={(event) => onKey(event, hold)}
          >
            <circle r={14} className={area.hit} />
            {hold === 'middle' ? (
              <rect x={-6} y={-6} width={12} height={12} className={area.dot} />
            ) : (
              <circle r={hold === 'ring' ? 8 : 6} className={area.dot} />
            )}
          </g>
        ))}
      </svg>
    </>
  );
}

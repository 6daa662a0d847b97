import { useElementSize } from '@mantine/hooks';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import type { Labelling } from '../../contract/accuracy.ts';
import type { Point } from '../../core/geometry.ts';
import { useWords } from '../words/index.ts';
import style from './accuracy.module.css';

const steps: { readonly [key: string]: readonly [number, number] } = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where people are small, a large pin would hide the next one. */
const narrowPx = 500;

export type BoardHands = {
  add(label: Point): void;
  remove(index: number): void;
  move(index: number, label: Point): void;
};

/** One masked frame, its zones as thin lines, and what somebody clicked. Nothing of what the camera found. */
export function FrameBoard({
  frame,
  picture,
  zones,
  labels,
  name,
  hands,
  children,
}: {
  readonly frame: Labelling['frames'][number];
  /** Address of the picture; undefined until it is here. */
  readonly picture: string | undefined;
  readonly zones: Labelling['zones'];
  readonly labels: readonly Point[];
  /** What a screen reader calls the board. */
  readonly name: string;
  /** Null: only to look at. */
  readonly hands: BoardHands | null;
  /** Drawn between zones and clicks, in pixels of the board. */
  readonly children?: (size: { readonly w: number; readonly h: number }) => ReactNode;
}) {
  const words = useWords();
  const { ref, width: w, height: h } = useElementSize<HTMLDivElement>();
  const svg = useRef<SVGSVGElement>(null);
  const pinScale = w < narrowPx ? 0.75 : 1;

  function at(event: PointerEvent): Point {
    const box = svg.current!.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  }

  function onBoardKey(event: KeyboardEvent): void {
    if (hands === null || event.target !== svg.current || (event.key !== 'Enter' && event.key !== ' '))
      return;
    event.preventDefault();
    hands.add({ x: 0.5, y: 0.6 });
  }

  function onLabelKey(event: KeyboardEvent, index: number, label: Point): void {
    const step = steps[event.key];
    if (hands === null) return;
    if (step && w > 0) {
      event.preventDefault();
      const px = event.shiftKey ? 10 : 2;
      hands.move(index, { x: label.x + (step[0] * px) / w, y: label.y + (step[1] * px) / h });
    } else if (['Delete', 'Backspace', 'Enter', ' '].includes(event.key)) {
      event.preventDefault();
      hands.remove(index);
    }
  }

  return (
    <div
      ref={ref}
      className={style.board}
      style={{ aspectRatio: frame.aspect, '--aspect': frame.aspect } as CSSProperties}
      data-frame={frame.id}
    >
      {picture === undefined ? (
        <p className={style.loading} role="status">
          {words.accuracy.loadingFrame}
        </p>
      ) : (
        <img className={style.picture} src={picture} alt="" draggable={false} />
      )}
      <svg
        ref={svg}
        className={style.canvas}
        viewBox={`0 0 ${Math.max(1, w)} ${Math.max(1, h)}`}
        preserveAspectRatio="none"
        data-drawing={hands !== null && picture !== undefined}
        {...(hands === null ? { role: 'img' } : { role: 'application', tabIndex: 0 })}
        aria-label={name}
        onPointerDown={(event) => {
          if (event.button === 0 && picture !== undefined) hands?.add(at(event));
        }}
        onKeyDown={onBoardKey}
      >
        {zones.map((zone) => (
          <ZoneOutline key={zone.id} zone={zone} w={w} h={h} />
        ))}
        {children?.({ w, h })}
        {hands !== null &&
          labels.map((label, i) => (
            // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing
            <g
              // biome-ignore lint/suspicious/noArrayIndexKey: a click has nothing else that tells it from another
              key={i}
              className={style.label}
              transform={`translate(${label.x * w} ${label.y * h}) scale(${pinScale})`}
              tabIndex={0}
              role="button"
              aria-label={words.accuracy.person(i + 1)}
              data-label
              onPointerDown={(event) => {
                event.stopPropagation();
                if (event.button === 0) hands.remove(i);
              }}
              onKeyDown={(event) => onLabelKey(event, i, label)}
            >
              <circle r={10} className={style.hit} />
              <Feet />
            </g>
          ))}
      </svg>
    </div>
  );
}

/** A pin whose tip is where the feet are. */
export function Feet() {
  return (
    <>
      <path d="M0 0V-14" className={style.pinHalo} />
      <path d="M0 0V-14" className={style.pin} />
      <circle cy={-17} r={5} className={style.head} />
      <circle r={2} className={style.tip} />
    </>
  );
}

function ZoneOutline({
  zone,
  w,
  h,
}: {
  readonly zone: Labelling['zones'][number];
  readonly w: number;
  readonly h: number;
}) {
  const points = zone.points.map(({ x, y }) => `${x * w},${y * h}`).join(' ');
  const [first] = [...zone.points].sort((a, b) => a.y - b.y || a.x - b.x);
  const isAtRight = first!.x > 0.7;
  return (
    <g aria-hidden className={style.zone}>
      <polygon points={points} className={style.zoneHalo} />
      <polygon points={points} className={style.zoneLine} />
      <text
        x={Math.min(Math.max(first!.x * w, 6), w - 6) + (isAtRight ? -4 : 4)}
        y={Math.max(first!.y * h, 4) + 14}
        textAnchor={isAtRight ? 'end' : 'start'}
        className={style.zoneName}
      >
        {zone.name}
      </text>
    </g>
  );
}

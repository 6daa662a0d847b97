import { useElementSize } from '@mantine/hooks';
import { type Dispatch, type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import type { CalibrationReport } from '../../contract/shapes.ts';
import { confirmation, measurableMetresPerPx, residualLimitM } from '../../core/ground.ts';
import { useFormats, useWords } from '../words/index.ts';
import calibration from './calibration.module.css';
import { type CalibrationAction, type CalibrationState, measured, type Pair } from './calibration-state.ts';
import { cellsBeyond, contour, contourLevels } from './contours.ts';
import style from './editor.module.css';
import type { GroundGrid } from './ground-grid.ts';

export type ShownProposal = {
  readonly grid: GroundGrid | null;
  /** By the id of the point. */
  readonly differencesM: ReadonlyMap<number, number | null>;
};

const steps: { readonly [key: string]: readonly [number, number] } = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Points on the picture with what each is off by, over the faint lines of how coarse the ground is. */
export function CalibrationCanvas({
  state,
  dispatch,
  report,
  shown,
}: {
  readonly state: CalibrationState;
  readonly dispatch: Dispatch<CalibrationAction>;
  readonly report: CalibrationReport | null;
  /** A proposed ground that is looked at: its lines, and what it is off by at measured points. */
  readonly shown: ShownProposal | null;
}) {
  const words = useWords();
  const formats = useFormats();
  const { ref, width: w, height: h } = useElementSize<HTMLDivElement>();
  const svg = useRef<SVGSVGElement>(null);
  const held = useRef<number | null>(null);
  const residuals = residualsById(state, report);
  const offs = shown === null ? residuals : shown.differencesM;
  const limitM = shown === null ? residualLimitOf(state) : confirmation.withinM;

  function at(event: PointerEvent) {
    const box = svg.current!.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  }

  function onKey(event: KeyboardEvent, pair: Pair): void {
    const step = steps[event.key];
    if (step && w > 0) {
      event.preventDefault();
      const px = event.shiftKey ? 10 : 1;
      const image = { x: pair.image.x + (step[0] * px) / w, y: pair.image.y + (step[1] * px) / h };
      dispatch({ type: 'move', id: pair.id, image });
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      dispatch({ type: 'remove', id: pair.id });
    }
  }

  function onCanvasKey(event: KeyboardEvent): void {
    if (event.target !== svg.current || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    dispatch({ type: 'add', image: { x: 0.5, y: 0.6 } });
  }

  return (
    <div ref={ref} className={style.board}>
      <svg
        ref={svg}
        className={style.canvas}
        viewBox={`0 0 ${Math.max(1, w)} ${Math.max(1, h)}`}
        preserveAspectRatio="none"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: points are set and moved by keys
        tabIndex={0}
        role="application"
        aria-label={words.editor.calibrationCanvas}
        data-drawing
        onPointerDown={(event) => dispatch({ type: 'add', image: at(event) })}
        onPointerMove={(event) => {
          if (held.current !== null) dispatch({ type: 'move', id: held.current, image: at(event) });
        }}
        onPointerUp={() => {
          held.current = null;
        }}
        onPointerCancel={() => {
          held.current = null;
        }}
        onKeyDown={onCanvasKey}
      >
        {shown !== null && shown.grid !== null && <GridLines grid={shown.grid} w={w} h={h} />}
        {report !== null && shown === null && (
          <FieldLines report={report} w={w} h={h} label={(level) => formats.number(level, 2)} />
        )}
        {state.mode === 'rectangle' && measured(state).length >= 3 && (
          <polygon
            className={calibration.rectangle}
            points={measured(state)
              .slice(0, 4)
              .map(({ image }) => `${image.x * w},${image.y * h}`)
              .join(' ')}
          />
        )}
        {state.pairs.map((pair, i) => {
          // Proposed points fit each other: their figure would say nothing.
          const residual = pair.isProposed ? null : (offs.get(pair.id) ?? null);
          const text = residual === null ? null : formats.number(residual, 2);
          return (
            // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing
            <g
              key={pair.id}
              className={`${style.handle} ${calibration.point}`}
              data-chosen={pair.id === state.selected}
              data-open={pair.ground === null}
              data-proposed={pair.isProposed}
              data-off={residual !== null && residual > limitM}
              transform={`translate(${pair.image.x * w} ${pair.image.y * h})`}
              tabIndex={0}
              role="button"
              aria-label={words.editor.pointLabel(i + 1, text)}
              onFocus={() => dispatch({ type: 'select', id: pair.id })}
              onPointerDown={(event) => {
                event.stopPropagation();
                svg.current?.setPointerCapture(event.pointerId);
                held.current = pair.id;
                dispatch({ type: 'select', id: pair.id });
                event.currentTarget.focus();
              }}
              onKeyDown={(event) => onKey(event, pair)}
            >
              <circle r={14} className={style.hit} />
              {residual !== null && <circle r={residualRadius(residual)} className={calibration.residual} />}
              <path d="M-7 0H7M0 -7V7" className={calibration.crossHalo} />
              <path d="M-7 0H7M0 -7V7" className={calibration.cross} />
            </g>
          );
        })}
        <g aria-hidden className={calibration.labels}>
          {state.pairs.map(({ id, image, isProposed }, i) => {
            const residual = isProposed ? null : (offs.get(id) ?? null);
            return (
              <text
                key={id}
                x={image.x * w + (isAtRight(image) ? -9 : 9)}
                textAnchor={isAtRight(image) ? 'end' : 'start'}
                y={image.y * h - 7}
                className={calibration.pointName}
                data-off={residual !== null && residual > limitM}
                data-proposed={isProposed}
              >
                {i + 1}
                {residual !== null && (
                  <tspan className={calibration.pointResidual}> {formats.number(residual, 2)}</tspan>
                )}
              </text>
            );
          })}
        </g>
      </svg>
    </div>
  );
}

function GridLines({ grid, w, h }: { readonly grid: GroundGrid; readonly w: number; readonly h: number }) {
  const d = grid.lines
    .map((line) => line.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x * w} ${y * h}`).join(''))
    .join('');
  return (
    <g className={calibration.field} data-proposal-grid>
      <path className={calibration.gridHalo} d={d} />
      <path className={calibration.grid} d={d} />
    </g>
  );
}

/** Where the label of a point would leave the picture, it stands to the left. */
function isAtRight(image: { readonly x: number }): boolean {
  return image.x > 0.85;
}

function FieldLines({
  report,
  w,
  h,
  label,
}: {
  readonly report: CalibrationReport;
  readonly w: number;
  readonly h: number;
  readonly label: (level: number) => string;
}) {
  const { field } = report;
  const levels = useMemo(
    () => contourLevels.map((level) => ({ level, lines: contour(field, level) })),
    [field],
  );
  const beyond = useMemo(() => cellsBeyond(field, measurableMetresPerPx), [field]);
  return (
    <g className={calibration.field}>
      <defs>
        <pattern
          id="count-only"
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line x1="0" y1="0" x2="0" y2="8" className={calibration.hatch} />
        </pattern>
      </defs>
      {beyond.map((box) => (
        <rect
          key={`${box.x} ${box.y}`}
          x={box.x * w}
          y={box.y * h}
          width={box.w * w}
          height={box.h * h + 0.5}
          fill="url(#count-only)"
        />
      ))}
      {levels.map(({ level, lines }) => {
        const [first] = lines;
        if (first === undefined) return null;
        return (
          <g key={level}>
            <path
              className={calibration.contour}
              d={lines.map(([a, b]) => `M${a.x * w} ${a.y * h}L${b.x * w} ${b.y * h}`).join('')}
            />
            <text className={calibration.level} x={first[0].x * w + 4} y={first[0].y * h - 3}>
              {label(level)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** Larger circle, larger fault; readable from a centimetre to metres. */
function residualRadius(residualM: number): number {
  return Math.min(40, 6 + Math.sqrt(residualM) * 24);
}

/** Measured points beside proposed ones confirm these from farther off than they would agree with each other. */
export function residualLimitOf({ pairs }: Pick<CalibrationState, 'pairs'>): number {
  return pairs.some(({ isProposed }) => isProposed) ? confirmation.withinM : residualLimitM;
}

export function residualsById(
  state: CalibrationState,
  report: CalibrationReport | null,
): ReadonlyMap<number, number | null> {
  const known = state.pairs.filter(({ ground }) => ground !== null);
  // An answer about an older set of points says nothing about this one.
  if (report === null || report.residualsM.length !== known.length) return new Map();
  return new Map(known.map(({ id }, i) => [id, report.residualsM[i] ?? null]));
}

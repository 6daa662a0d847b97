import { memo } from 'react';
import style from './footage.module.css';
import type { Moment } from './moments.ts';
import type { TimeTexts } from './time-text.ts';
import { columnsOf, overlaps, xOf } from './timeline-view.ts';
import type { FootageDayView } from './use-footage-day.ts';
import { type Span, ticksIn } from './zone-time.ts';

const axisY = 20;
const marksY = 40;
const profileTop = 52;
const profileBottom = 92;
const barTop = 98;
const barBottom = 112;
const heightPx = 120;
const columnPx = 3;
const tickPx = 84;
/** Marks closer than this are one on the screen. */
const apartPx = 4;

const shapes = {
  high: 'M0 -6 6 5H-6z',
  medium: 'M0 -6 6 0 0 6 -6 0z',
  low: 'M0 -5a5 5 0 1 0 0 10a5 5 0 0 0 0 -10z',
  bookmark: 'M-4 -6H4V6L0 2.5L-4 6z',
} as const;

type Scale = { readonly view: Span; readonly widthPx: number };

/** Only what is in view is drawn; the words are in the tip and in the list beside. */
export const TimelineLanes = memo(function TimelineLanes({
  scale,
  data,
  marked,
  times,
  timeZone,
}: {
  readonly scale: Scale;
  readonly data: FootageDayView;
  readonly marked: { readonly inMs: number | null; readonly outMs: number | null };
  readonly times: TimeTexts;
  readonly timeZone: string;
}) {
  const { view, widthPx } = scale;
  const ticks = ticksIn(view, { timeZone, most: Math.max(2, Math.floor(widthPx / tickPx)) });
  const box = (span: Span) => {
    const x = Math.max(0, xOf(span.fromMs, scale));
    return { x, width: Math.max(1, Math.min(widthPx, xOf(span.toMs, scale)) - x) };
  };
  const inView = <T extends Span>(spans: readonly T[] | undefined) =>
    (spans ?? []).filter((span) => overlaps(span, view));
  return (
    <svg className={style.lanes} width={widthPx} height={heightPx} aria-hidden focusable="false">
      <defs>
        <pattern
          id="footage-gap"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line x1="0" y1="0" x2="0" y2="6" className={style.hatch} />
        </pattern>
      </defs>
      {ticks.atMs.map((atMs) => {
        const x = xOf(atMs, scale);
        return (
          <g key={atMs} className={style.tick}>
            <line x1={x} x2={x} y1={axisY} y2={heightPx} />
            {x > 28 && x < widthPx - 28 && (
              <text x={x} y={13} textAnchor="middle">
                {times.tick(atMs, ticks.stepMs)}
              </text>
            )}
          </g>
        );
      })}
      <Profile scale={scale} data={data} />
      {inView(data.coverage?.recorded).map((span) => (
        <rect
          key={span.fromMs}
          {...box(span)}
          y={barTop}
          height={barBottom - barTop}
          className={style.recorded}
        />
      ))}
      {inView(data.coverage?.holes).map((hole) => (
        <rect
          key={hole.fromMs}
          {...box(hole)}
          y={barTop}
          height={barBottom - barTop}
          className={style.hole}
          data-cause={hole.cause}
        />
      ))}
      {inView(data.coverage?.twice).map((span) => (
        <path
          key={span.fromMs}
          className={style.break}
          d={`M${xOf(span.fromMs, scale)} ${barTop - 4}v${barBottom - barTop + 8}`}
        />
      ))}
      {inView(data.coverage?.holes)
        .filter(({ cause }) => cause === 'clock-step')
        .map((hole) => (
          <path
            key={`step-${hole.fromMs}`}
            className={style.break}
            d={`M${xOf(hole.fromMs, scale)} ${axisY}l4 8l-8 8l8 8l-8 8l4 ${heightPx - axisY - 32}`}
          />
        ))}
      {inView(data.holds).map((hold) => (
        <rect key={hold.id} {...box(hold)} y={barBottom + 2} height={3} className={style.held} />
      ))}
      {marked.inMs !== null && marked.outMs !== null && (
        <rect
          {...box({ fromMs: marked.inMs, toMs: marked.outMs })}
          y={axisY}
          height={heightPx - axisY}
          className={style.markedSpan}
        />
      )}
      {[marked.inMs, marked.outMs].map(
        (atMs, i) =>
          atMs !== null && (
            <path
              key={i === 0 ? 'in' : 'out'}
              className={style.markedEdge}
              d={`M${xOf(atMs, scale) + (i === 0 ? 5 : -5)} ${axisY}H${xOf(atMs, scale)}V${heightPx}h${i === 0 ? 5 : -5}`}
            />
          ),
      )}
      {apart(data.moments, scale).map((moment) => (
        <path
          key={keyOf(moment)}
          d={moment.kind === 'alarm' ? shapes[moment.priority] : shapes.bookmark}
          transform={`translate(${xOf(moment.atMs, scale)} ${marksY})`}
          className={style.mark}
          data-priority={moment.kind === 'alarm' ? moment.priority : 'none'}
        />
      ))}
    </svg>
  );
});

/** People as bars, motion as an outline behind: bytes of a minute against the busiest of the day. */
function Profile({ scale, data }: { readonly scale: Scale; readonly data: FootageDayView }) {
  const { profile } = data;
  if (profile === null) return null;
  const columns = Math.max(1, Math.floor(scale.widthPx / columnPx));
  const widthPx = scale.widthPx / columns;
  const highPx = profileBottom - profileTop;
  const of = (values: readonly (number | null)[]) =>
    columnsOf(values, { fromMs: profile.fromMs, stepMs: profile.stepMs, view: scale.view, columns });
  const pathOf = (values: readonly (number | null)[], most: number) =>
    of(values)
      .map((value, i) =>
        value === null || value <= 0
          ? ''
          : `M${(i * widthPx).toFixed(1)} ${profileBottom}v${(-highPx * Math.min(1, value / most)).toFixed(1)}h${widthPx.toFixed(1)}V${profileBottom}z`,
      )
      .join('');
  // The first minute of a recording is a part of one.
  const known = profile.bytes.filter((value) => value !== null).sort((a, b) => a - b);
  const quiet = (known[Math.floor(known.length * 0.1)] ?? 0) * 0.8;
  const mostBytes = Math.max(1, (known.at(-1) ?? 0) - quiet);
  const motion = profile.bytes.map((value) => (value === null ? null : Math.max(0, value - quiet)));
  const mostPeople = Math.max(4, ...profile.people.map((value) => value ?? 0));
  return (
    <>
      <path d={pathOf(motion, mostBytes)} className={style.motion} />
      <path d={pathOf(profile.people, mostPeople)} className={style.people} />
    </>
  );
}

/** Alarms and marks in view, of those that would cover each other the most urgent. */
function apart(moments: readonly Moment[], scale: Scale): Moment[] {
  const kept: Moment[] = [];
  for (const moment of moments) {
    if (moment.kind === 'gap' || moment.atMs < scale.view.fromMs || moment.atMs > scale.view.toMs) continue;
    const last = kept.at(-1);
    if (last === undefined || xOf(moment.atMs, scale) - xOf(last.atMs, scale) >= apartPx) kept.push(moment);
    else if (rank(moment) > rank(last)) kept[kept.length - 1] = moment;
  }
  return kept;
}

function rank(moment: Moment): number {
  return moment.kind === 'alarm' ? { low: 1, medium: 2, high: 3 }[moment.priority] : 0;
}

export function keyOf(moment: Moment): string {
  if (moment.kind === 'alarm') return moment.situation.id;
  return moment.kind === 'bookmark' ? moment.bookmark.id : `gap-${moment.hole.fromMs}`;
}

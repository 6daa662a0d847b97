import { useEffect, useRef, useState } from 'react';
import { hasWebCodecs } from '../media/webcodecs-painter.ts';
import { useWords } from '../words/index.ts';
import { codecScreen } from './codec-screen.ts';
import style from './footage.module.css';
import type { FootageSource } from './footage-source.ts';
import { type Moment, momentsText } from './moment-text.ts';
import type { Screen } from './screen.ts';
import type { TimeTexts } from './time-text.ts';
import type { FootageDayView } from './use-footage-day.ts';

const tipPx = 190;
const patienceMs = 400;

/** What is under the pointer: the key frame there, the time in both clocks, and in words what happened. */
export function TimelineTip({
  x,
  widthPx,
  atMs,
  reachMs,
  source,
  data,
  times,
}: {
  readonly x: number;
  readonly widthPx: number;
  readonly atMs: number;
  /** Moments as near as this are meant. */
  readonly reachMs: number;
  readonly source: FootageSource;
  readonly data: FootageDayView;
  readonly times: TimeTexts;
}) {
  const words = useWords();
  const hole = data.coverage?.holes.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
  const near: readonly Moment[] = data.moments.filter(
    (moment) => moment.kind !== 'gap' && Math.abs(moment.atMs - atMs) <= reachMs,
  );
  const held = data.holds.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
  const isTwice = data.coverage?.twice.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs) ?? false;
  const isRecorded =
    data.coverage?.recorded.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs) ?? false;
  return (
    <div
      className={style.tip}
      style={{ left: Math.min(Math.max(0, x - tipPx / 2), Math.max(0, widthPx - tipPx)), width: tipPx }}
    >
      {isRecorded && hasWebCodecs() && <Preview source={source} atMs={atMs} />}
      <strong>
        <time dateTime={new Date(atMs).toISOString()}>{times.clock(atMs)}</time> {times.zone(atMs)}
      </strong>
      <span className={style.tipUtc}>{times.utc(Math.floor(atMs / 1_000) * 1_000).replace('.000', '')}</span>
      {hole !== undefined && (
        <span>
          {words.footage.gapSpan(
            words.footage.gaps[hole.cause],
            times.clock(hole.fromMs),
            times.clock(hole.toMs),
          )}
        </span>
      )}
      {near.slice(0, 3).map((moment) => (
        <span key={`${moment.kind}-${moment.atMs}`}>
          {times.clock(moment.atMs)} {momentsText(moment, words)}
        </span>
      ))}
      {isTwice && <span>{words.footage.twice}</span>}
      {held !== undefined && <span>{words.footage.held(held.reason)}</span>}
    </div>
  );
}

/** The key frame under the pointer. A fast pointer asks for no more than what it rests on. */
function Preview({ source, atMs }: { readonly source: FootageSource; readonly atMs: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const wanted = useRef(atMs);
  wanted.current = atMs;
  const [hasPicture, setHasPicture] = useState(false);
  useEffect(() => {
    const screen: Screen = codecScreen(canvas.current!, { source, painted: () => setHasPicture(true) });
    let frame = 0;
    let asked = wanted.current;
    let askedTickMs = Number.NEGATIVE_INFINITY;
    const draw = (tickMs: number) => {
      // One at a time: what the pointer passed over meanwhile is never asked for.
      if (asked !== wanted.current && (screen.state !== 'waiting' || tickMs - askedTickMs > patienceMs)) {
        asked = wanted.current;
        askedTickMs = tickMs;
      }
      screen.wish({ atMs: asked, speed: 1, isPlaying: false, isKeysOnly: true });
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(frame);
      screen.close();
    };
  }, [source]);
  return <canvas ref={canvas} className={style.preview} data-has-picture={hasPicture} aria-hidden />;
}

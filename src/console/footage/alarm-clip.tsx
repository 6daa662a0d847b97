import { useEffect, useRef, useState } from 'react';
import { call } from '../client.ts';
import { hasWebCodecs } from '../media/webcodecs-painter.ts';
import style from './alarm-clip.module.css';
import { codecScreen } from './codec-screen.ts';
import { coverageOf } from './coverage.ts';
import { Deck } from './deck.ts';
import { httpReader } from './http-reader.ts';
import { mseScreen } from './mse-screen.ts';

/** How one came to it: so long before it was detected ... */
export const clipBeforeMs = 10_000;
/** ... and so long after, played again and again. */
const clipAfterMs = 2_000;
const lookAgainMs = 1_000;

/** The moments before an alarm, playing by itself over its still picture; nothing where nothing was recorded. */
export function AlarmClip({
  cameraId,
  detectedAtMs,
  label,
  onShown,
}: {
  readonly cameraId: string;
  readonly detectedAtMs: number;
  readonly label: string;
  /** Capture time of the picture that is seen, UTC ms; null: the still picture is. */
  readonly onShown: (atMs: number | null) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isSeen, setSeen] = useState(false);
  const report = useRef(onShown);
  report.current = onShown;

  useEffect(() => {
    const element = canvas.current!;
    const span = { fromMs: detectedAtMs - clipBeforeMs, toMs: detectedAtMs + clipAfterMs };
    const deck = new Deck(httpReader, span.fromMs);
    const asking = new AbortController();
    let wasSeen = false;
    const detach = deck.attach(cameraId, (source, told) => {
      const painted = (atMs: number) => {
        element.dataset.shownMs = String(atMs);
        element.dataset.frames = String(Number(element.dataset.frames ?? 0) + 1);
        wasSeen = true;
        told(atMs);
      };
      return (hasWebCodecs() ? codecScreen : mseScreen)(element, { source, painted });
    });
    const stop = deck.subscribe(() => {
      const { atMs, tiles } = deck.view();
      const tile = tiles.get(cameraId);
      const isThere = wasSeen && tile?.state !== 'gap' && tile?.state !== 'failed';
      setSeen(isThere);
      report.current(isThere ? (tile?.shownMs ?? null) : null);
      if (atMs < span.toMs) return;
      // Nothing was there to be seen: the still picture stays, and nobody asks for more.
      if (wasSeen) deck.seek(span.fromMs);
      else deck.pause();
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const footage = await call('footage.list', { params: { id: cameraId }, query: span }, asking.signal);
      const coverage = coverageOf(footage, { span, nowMs: footage.atMs });
      if (coverage.recorded.length === 0) {
        // What is being recorded now is listed a little later. A deck without film would draw at every frame.
        if (footage.atMs <= span.toMs + clipBeforeMs) timer = setTimeout(look, lookAgainMs);
        return;
      }
      deck.setCoverage(coverage);
      deck.play();
    };
    // The still picture says enough; looking back says why there is no more.
    const look = () => void ask().catch(() => {});
    look();
    return () => {
      asking.abort();
      clearTimeout(timer);
      stop();
      detach();
      deck.close();
      report.current(null);
    };
  }, [cameraId, detectedAtMs]);

  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      aria-hidden={!isSeen}
      className={style.clip}
      data-clip={isSeen ? 'playing' : 'waiting'}
    />
  );
}

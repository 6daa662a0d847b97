import { useEffect, useRef, useState } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { hasWebCodecs } from '../media/webcodecs-painter.ts';
import { SimulatedRibbon } from '../ui/simulated.tsx';
import { useWords } from '../words/index.ts';
import { codecScreen } from './codec-screen.ts';
import type { Deck, TileView } from './deck.ts';
import style from './footage.module.css';
import { mseScreen } from './mse-screen.ts';
import type { TimeTexts } from './time-text.ts';

/** One camera's recorded picture: its exact time, and in words why there is none. */
export function FootageTile({
  camera,
  deck,
  tile,
  times,
  isChosen,
  onChoose,
}: {
  readonly camera: CameraView;
  readonly deck: Deck;
  readonly tile: TileView | undefined;
  readonly times: TimeTexts;
  /** Null: it is the only one. */
  readonly isChosen: boolean | null;
  readonly onChoose: () => void;
}) {
  const words = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [aspect, setAspect] = useState(16 / 9);
  useEffect(() => {
    const element = canvas.current!;
    return deck.attach(camera.id, (source, told) => {
      const painted = (atMs: number) => {
        element.dataset.shownMs = String(atMs);
        element.dataset.frames = String(Number(element.dataset.frames ?? 0) + 1);
        setAspect(element.width / Math.max(1, element.height));
        told(atMs);
      };
      return (hasWebCodecs() ? codecScreen : mseScreen)(element, { source, painted });
    });
  }, [camera.id, deck]);

  const shownMs = tile?.shownMs ?? null;
  const time = shownMs === null ? '' : times.exact(shownMs);
  const message = messageOf(tile, words);
  const hasPicture = shownMs !== null && tile?.state !== 'gap';
  return (
    <article
      className={style.tile}
      data-chosen={isChosen ?? undefined}
      data-state={tile?.state ?? 'waiting'}
      data-camera-id={camera.id}
      aria-label={words.footage.tile(camera.name, time)}
    >
      <div className={style.picture} style={{ aspectRatio: String(aspect) }}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={words.footage.picture}
          className={`${style.canvas} ${hasPicture ? '' : style.blank}`}
        />
        {message !== null && (
          <p className={style.message} role="status">
            {message}
          </p>
        )}
        {tile?.state === 'waiting' && <span className={style.wait}>{words.footage.waiting}</span>}
      </div>
      <footer className={style.caption}>
        {isChosen === null ? (
          <span className={style.name}>{camera.name}</span>
        ) : (
          <button type="button" className={style.name} aria-pressed={isChosen} onClick={onChoose}>
            {camera.name}
          </button>
        )}
        <SimulatedRibbon camera={camera} />
        {tile !== undefined && tile.state === 'shown' && tile.behindMs > 0 && (
          <span className={style.behind}>{words.footage.behind(`${Math.round(tile.behindMs)} ms`)}</span>
        )}
        {hasPicture && <time dateTime={new Date(shownMs).toISOString()}>{time}</time>}
      </footer>
    </article>
  );
}

function messageOf(tile: TileView | undefined, words: ReturnType<typeof useWords>): string | null {
  if (tile?.state === 'gap') return words.footage.gaps[tile.gap ?? 'unknown'];
  return tile?.state === 'failed' ? words.footage.noPicture : null;
}

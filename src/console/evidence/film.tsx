import { useEffect, useRef, useState } from 'react';
import { addressOf } from '../../contract/client.ts';
import type { OpeningView } from '../../contract/evidence.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './evidence.module.css';
import { feedGrowingFilm } from './growing-film.ts';

/** What was released. While it is being made it plays what is there; then the browser seeks in it by ranges. */
export function Film({ opening }: { readonly opening: OpeningView }) {
  const { evidence: words } = useWords();
  const formats = useFormats();
  const video = useRef<HTMLVideoElement>(null);
  const [canGrow, setCanGrow] = useState(true);
  const state = opening.footage?.state ?? null;
  const madeBytes = useRef(0);
  madeBytes.current = opening.footage?.bytes ?? 0;
  const isReady = state === 'ready';
  const address = addressOf('openings.footage', { params: { id: opening.id } });

  useEffect(() => {
    const element = video.current;
    if (element === null || state === null) return;
    if (isReady) {
      const atS = element.currentTime;
      element.src = address;
      if (atS > 0) element.currentTime = atS;
      return;
    }
    const stop = new AbortController();
    feedGrowingFilm(element, address, () => madeBytes.current, stop.signal).catch(
      () => !stop.signal.aborted && setCanGrow(false),
    );
    return () => stop.abort();
  }, [state, isReady, address]);

  if (opening.footage === null) return <p className={ui.muted}>{words.lostHint}</p>;
  return (
    <div className={style.form}>
      <video ref={video} className={style.film} controls muted playsInline aria-label={words.footage} />
      {state === 'rendering' && (
        <p className={ui.muted}>
          {canGrow ? words.rendering(formats.bytes(opening.footage.bytes)) : words.cannotPlay}
        </p>
      )}
      {state === 'failed' && (
        <p className={style.refusal}>
          {words.failed} {opening.footage.message}
        </p>
      )}
    </div>
  );
}

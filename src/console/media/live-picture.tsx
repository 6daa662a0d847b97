import { type CSSProperties, type ReactNode, useRef } from 'react';
import type { LiveNotice } from '../../contract/live.ts';
import type { CameraView } from '../../contract/shapes.ts';
import { useFormats, useWords } from '../words/index.ts';
import { sayCause } from '../words/say-cause.ts';
import { AgeBadge } from './age-badge.tsx';
import { ageText, frameAge } from './frame-age.ts';
import style from './media.module.css';
import { usePictureAge, usePlayer } from './use-player.ts';

type Seen = Pick<CameraView, 'id' | 'name' | 'state' | 'stateMessage' | 'stateCause'>;

/**
 * The live masked picture of a camera with its honesty: age, what is wrong, what to do. `children` lie over the picture
 * and share its edges.
 */
export function LivePicture({
  camera,
  children,
  showsAge = true,
  isStill = false,
}: {
  readonly camera: Seen;
  readonly children?: ReactNode;
  readonly showsAge?: boolean;
  /** A still once a second, where as many pictures play as may. */
  readonly isStill?: boolean;
}) {
  const words = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { player, status } = usePlayer(camera.id, canvas, camera.state !== 'disabled', isStill);
  const ageMs = usePictureAge(player, canvas);
  const message = useMessage(camera, status, ageMs);
  const isDim = message !== null && ageMs !== null && frameAge(ageMs) === 'stale';
  return (
    <div className={style.picture} style={proportions(status.aspect ?? 16 / 9)} data-age={frameAge(ageMs)}>
      <canvas
        ref={canvas}
        className={`${style.canvas} ${isDim ? style.dim : ''}`}
        role="img"
        aria-label={words.media.picture(camera.name)}
      />
      {children}
      {message !== null && (
        <div className={style.message} role="status">
          <strong>{message.what}</strong>
          {message.more !== null && <span>{message.more}</span>}
        </div>
      )}
      {showsAge && (
        <div className={style.corner}>
          {status.mode === 'snapshot' && status.phase === 'playing' && (
            <span className={style.note} title={words.media.snapshots}>
              1/s
            </span>
          )}
          <AgeBadge ageMs={ageMs} />
        </div>
      )}
    </div>
  );
}

/** The picture's proportions, also as `--aspect` for a frame that wants to fit it. */
function proportions(aspect: number): CSSProperties {
  return { aspectRatio: aspect, '--aspect': aspect } as CSSProperties;
}

/** What to say over the picture; null while it is live and young enough to speak for itself. */
function useMessage(
  camera: Seen,
  status: { phase: string; notice: LiveNotice | null },
  ageMs: number | null,
): { readonly what: string; readonly more: string | null } | null {
  const words = useWords();
  const formats = useFormats();
  const age = frameAge(ageMs);
  if (camera.state !== 'live' && age !== 'fresh') {
    if (camera.state === 'connecting') return { what: words.cameras.stateHelp.connecting, more: null };
    const why = sayCause(words, camera.stateMessage, camera.stateCause);
    return { what: words.cameraStates[camera.state], more: why ?? words.cameras.stateHelp[camera.state] };
  }
  if (status.phase === 'paused') return null;
  const { notice } = status;
  const told = notice === null ? null : sayCause(words, notice.message, notice.cause);
  if (age === 'stale' && ageMs !== null) {
    const why = status.phase === 'lost' ? words.media.reconnecting : told;
    return { what: words.media.stale(ageText(ageMs, formats)), more: why };
  }
  if (age === 'none') {
    return {
      what: status.phase === 'lost' ? words.media.reconnecting : words.media.connecting,
      more: told,
    };
  }
  return null;
}

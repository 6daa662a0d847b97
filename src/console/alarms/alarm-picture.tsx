import { lazy, Suspense, useState } from 'react';
import { addressOf } from '../../contract/client.ts';
import type { AlarmView } from '../../contract/shapes.ts';
import { useCamera } from '../live.ts';
import { useMay } from '../session.ts';
import { useCalm } from '../ui/use-calm.ts';
import { useFormats, useWords } from '../words/index.ts';
import style from './alarm-picture.module.css';

const AlarmClip = lazy(() => import('../footage/alarm-clip.tsx').then((m) => ({ default: m.AlarmClip })));
/** In a flood the alarm on top changes quickly: a clip is opened once it has stayed. */
const calmMs = 1_000;

/** The masked frame of the moment, and over it the moments before, playing; says so when no frame was kept. */
export function AlarmPicture({
  alarm,
  isSmall = false,
}: {
  readonly alarm: AlarmView;
  readonly isSmall?: boolean;
}) {
  const words = useWords();
  const formats = useFormats();
  const camera = useCamera(alarm.cameraId);
  const [isBroken, setBroken] = useState(false);
  const [shownMs, setShown] = useState<number | null>(null);
  const mayLookBack = useMay('recording.view');
  const calmId = useCalm(alarm.id, calmMs);
  const doesPlay = mayLookBack && !isSmall && calmId === alarm.id && !wantsCalm();
  const hasPicture = alarm.hasPicture && !isBroken;
  if (isSmall) {
    return hasPicture ? (
      <img className={style.small} src={pictureUrl(alarm)} alt="" onError={() => setBroken(true)} />
    ) : null;
  }
  return (
    <figure className={style.figure}>
      {hasPicture ? (
        <img
          className={style.picture}
          src={pictureUrl(alarm)}
          alt={words.alarms.picture}
          onError={() => setBroken(true)}
        />
      ) : (
        <div className={style.none}>{words.alarms.noPicture}</div>
      )}
      {doesPlay && (
        <Suspense fallback={null}>
          <AlarmClip
            key={`${alarm.id} ${alarm.situationId}`}
            cameraId={alarm.cameraId}
            detectedAtMs={alarm.situation.detectedAtMs}
            label={words.alarms.clip}
            onShown={setShown}
          />
        </Suspense>
      )}
      <figcaption className={style.caption}>
        <time dateTime={new Date(shownMs ?? alarm.situation.detectedAtMs).toISOString()}>
          {formats.clock(shownMs ?? alarm.situation.detectedAtMs)}
        </time>
        {camera?.isSimulated === true && <span>{words.common.simulated}</span>}
      </figcaption>
    </figure>
  );
}

export function pictureUrl(alarm: { readonly id: string }): string {
  return addressOf('alarms.picture', { params: { id: alarm.id } });
}

/** Who asks for no motion sees the still picture; looking back is a key away. */
function wantsCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

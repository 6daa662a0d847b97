import { useState } from 'react';
import { addressOf } from '../../contract/client.ts';
import type { AlarmView } from '../../contract/shapes.ts';
import { useCamera } from '../live.ts';
import { useFormats, useWords } from '../words/index.ts';
import style from './alarm-picture.module.css';

/** The masked frame of the moment; says so when none was kept. */
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
      <figcaption className={style.caption}>
        <time dateTime={new Date(alarm.situation.detectedAtMs).toISOString()}>
          {formats.clock(alarm.situation.detectedAtMs)}
        </time>
        {camera?.isSimulated === true && <span>{words.common.simulated}</span>}
      </figcaption>
    </figure>
  );
}

export function pictureUrl(alarm: { readonly id: string }): string {
  return addressOf('alarms.picture', { params: { id: alarm.id } });
}

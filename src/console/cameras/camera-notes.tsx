import type { CameraView } from '../../contract/shapes.ts';
import { useWords } from '../words/index.ts';
import { sayCause } from '../words/say-cause.ts';
import style from './camera-notes.module.css';
import { useUnfit } from './use-unfit.ts';

/** What somebody should look at although the camera is live: rules that can never fire, and hints about its stream. */
export function CameraNotes({ camera }: { readonly camera: CameraView }) {
  const words = useWords();
  const unfit = useUnfit(camera, camera.zones);
  const hint = camera.state === 'live' ? sayCause(words, camera.stateMessage, camera.stateCause) : null;
  if (unfit.length === 0 && hint === null) return null;
  return (
    <section className={style.notes} aria-label={words.cameras.notes}>
      {unfit.length > 0 && <h2>{words.editor.unfitTitle}</h2>}
      <ul>
        {unfit.map(({ zoneId, kind, reason }) => (
          <li key={`${zoneId} ${kind}`}>
            <b>
              {camera.zones.find(({ id }) => id === zoneId)?.name}, {words.editor.rule[kind].name}:
            </b>{' '}
            {words.editor.unfit[reason]}
          </li>
        ))}
        {hint !== null && <li>{hint}</li>}
      </ul>
    </section>
  );
}

import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { call } from '../client.ts';
import { putCamera, useAlarms } from '../live.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import style from './camera-notes.module.css';

/** The camera has moved: what to do, and how to confirm that zones and calibration still lie where they should. */
export function MovedNote({ camera, mayWrite }: { readonly camera: CameraView; readonly mayWrite: boolean }) {
  const words = useWords();
  const alarms = useAlarms();
  const [isBusy, setBusy] = useState(false);
  const isMoved = [...alarms.values()].some(
    ({ cameraId, situation }) =>
      cameraId === camera.id && situation.kind === 'camera-moved' && situation.endedMs === null,
  );
  if (!isMoved) return null;

  /** Zones kept as they are: whoever keeps them has looked. */
  async function confirm(): Promise<void> {
    setBusy(true);
    try {
      const { zones, version } = camera;
      const changed = await call('zones.replace', {
        params: { id: camera.id },
        body: { version, zones: zones as never },
      });
      putCamera(changed);
      say(words.cameras.viewConfirmed(camera.name));
    } catch (cause) {
      say(problemText(cause, words));
    } finally {
      setBusy(false);
    }
  }

  return (
    <section className={style.notes} aria-label={words.cameras.movedTitle}>
      <h2>{words.cameras.movedTitle}</h2>
      <p>{words.cameras.movedWhat}</p>
      {mayWrite && (
        <Button mt={8} variant="default" loading={isBusy} onClick={() => void confirm()}>
          {words.cameras.confirmView}
        </Button>
      )}
    </section>
  );
}

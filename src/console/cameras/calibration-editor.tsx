import { Button, Modal } from '@mantine/core';
import { useReducer, useState } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import type { CalibrationPoint } from '../../core/camera.ts';
import { ApiProblem, call } from '../client.ts';
import { useKeys } from '../keys/keys.ts';
import { putCamera } from '../live.ts';
import { LivePicture } from '../media/live-picture.tsx';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import { CalibrationCanvas } from './calibration-canvas.tsx';
import { CalibrationPanel } from './calibration-panel.tsx';
import { calibrateBy, isCalibrationChanged, knownPoints, openCalibration } from './calibration-state.ts';
import camera_ from './camera.module.css';
import { CameraHead } from './camera-head.tsx';
import style from './editor.module.css';
import { usePreview } from './use-preview.ts';

/** Ties the picture to the ground, and shows at once how well it fits. */
export function CalibrationEditor({
  camera,
  onClose,
}: {
  readonly camera: CameraView;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const [state, dispatch] = useReducer(
    calibrateBy,
    openCalibration(camera.calibration?.points ?? [], camera.version),
  );
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const points = knownPoints(state);
  const preview = usePreview(camera.id, points);
  const canKeep = isCalibrationChanged(state) && preview.report?.isAccepted === true && !preview.isAsking;

  async function keep(next: readonly CalibrationPoint[]): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const changed = await call('calibration.replace', {
        params: { id: camera.id },
        body: { version: state.version, points: [...next] },
      });
      putCamera(changed);
      dispatch({ type: 'kept', points: next, version: changed.version });
      if (next.length === 0) dispatch({ type: 'clear' });
      say(next.length === 0 ? words.editor.calibrationRemoved : words.editor.calibrationSaved);
    } catch (cause) {
      if (cause instanceof ApiProblem && cause.status === 409) await meetTheirs();
      else setError(problemText(cause, words));
    } finally {
      setBusy(false);
      setRemoving(false);
    }
  }

  /** The points in hand stay; the next try is on top of what somebody else saved. */
  async function meetTheirs(): Promise<void> {
    try {
      const theirs = await call('cameras.get', { params: { id: camera.id } });
      putCamera(theirs);
      dispatch({ type: 'kept', points: theirs.calibration?.points ?? [], version: theirs.version });
      setError(words.editor.calibrationConflict);
    } catch (cause) {
      setError(problemText(cause, words));
    }
  }

  useKeys({
    delete: () => state.selected !== null && dispatch({ type: 'remove', id: state.selected }),
    escape: () => (state.selected === null ? onClose() : dispatch({ type: 'select', id: null })),
  });

  return (
    <div className={camera_.page}>
      <CameraHead camera={camera} title={words.editor.calibrationTitle}>
        {camera.calibration !== null && (
          <Button variant="default" onClick={() => setRemoving(true)}>
            {words.editor.removeCalibration}
          </Button>
        )}
        <Button disabled={!canKeep} loading={isBusy} onClick={() => void keep(points)}>
          {words.editor.saveCalibration}
        </Button>
        <Button variant="default" onClick={onClose}>
          {words.editor.done}
        </Button>
      </CameraHead>
      <div className={camera_.main}>
        {error !== null && (
          <div className={style.conflict} role="alert">
            {error}
          </div>
        )}
        <div className={camera_.stage}>
          <LivePicture camera={camera}>
            <CalibrationCanvas state={state} dispatch={dispatch} report={preview.report} />
          </LivePicture>
        </div>
        <p className={style.keys}>{words.editor.calibrationKeys}</p>
      </div>
      <aside className={camera_.side}>
        <CalibrationPanel camera={camera} state={state} dispatch={dispatch} preview={preview} />
      </aside>
      {isRemoving && (
        <Modal
          opened
          onClose={() => setRemoving(false)}
          title={words.editor.removeCalibration}
          closeButtonProps={{ 'aria-label': words.common.close }}
        >
          <div className={camera_.confirm}>
            <p>{words.editor.removeCalibrationSure}</p>
            <div className={camera_.confirmActions}>
              <Button variant="default" onClick={() => setRemoving(false)} data-autofocus>
                {words.common.cancel}
              </Button>
              <Button loading={isBusy} onClick={() => void keep([])}>
                {words.editor.removeCalibration}
              </Button>
            </div>
          </div>
        </Modal>
      )}
    </div>
  );
}

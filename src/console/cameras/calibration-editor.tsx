import { Button, Modal } from '@mantine/core';
import { useMemo, useReducer, useState } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import type { CalibrationPoint } from '../../core/camera.ts';
import type { Matrix3 } from '../../core/geometry.ts';
import { differencesOf, placementOn } from '../../core/self-calibration/align.ts';
import { proposedPoints } from '../../core/self-calibration/proposed-points.ts';
import { ApiProblem, call } from '../client.ts';
import { useKeys } from '../keys/keys.ts';
import { putCamera } from '../live.ts';
import { LivePicture } from '../media/live-picture.tsx';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import { CalibrationCanvas } from './calibration-canvas.tsx';
import { CalibrationPanel } from './calibration-panel.tsx';
import {
  calibrateBy,
  isCalibrationChanged,
  knownPoints,
  measured,
  openCalibration,
} from './calibration-state.ts';
import camera_ from './camera.module.css';
import { CameraHead } from './camera-head.tsx';
import style from './editor.module.css';
import { groundGrid } from './ground-grid.ts';
import { HistoryButtons } from './history-buttons.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { ProposalPanel } from './proposal-panel.tsx';
import { usePreview } from './use-preview.ts';
import { useProposal } from './use-proposal.ts';

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
  const isDirty = isCalibrationChanged(state);
  const [isProposing, setProposing] = useState(false);
  const asked = useProposal(camera.id, isProposing);
  const proposal = asked.answer?.proposal ?? null;
  const { pairs } = state;
  const own = useMemo(() => measured({ pairs }), [pairs]);
  const shown = useMemo(() => {
    if (proposal === null) return null;
    const matrix = proposal.groundFromImage as unknown as Matrix3;
    const known = own.filter(({ ground }) => ground !== null);
    const offs = differencesOf(matrix, knownPoints({ pairs: known }));
    return {
      grid: groundGrid(matrix, proposal.seen),
      differencesM: new Map(known.map(({ id }, i) => [id, offs[i] ?? null])),
    };
  }, [proposal, own]);
  const canKeep = isDirty && preview.report?.isAccepted === true && !preview.isAsking;

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

  /** The proposal becomes points like others: to be looked at, moved, confirmed by measured ones, and kept. */
  function takeOver(): void {
    if (proposal === null) return;
    const matrix = proposal.groundFromImage as unknown as Matrix3;
    const placement = placementOn(matrix, knownPoints({ pairs: own }));
    const made = { groundFromImage: matrix, seen: proposal.seen };
    dispatch({ type: 'take-over', points: proposedPoints(made, placement ?? undefined) });
    setProposing(false);
  }

  useKeys({
    'ctrl+z': (event) => dispatch({ type: event.shiftKey ? 'redo' : 'undo' }),
    'ctrl+y': () => dispatch({ type: 'redo' }),
    'ctrl+s': () => canKeep && !isBusy && void keep(points),
    delete: () => state.selected !== null && dispatch({ type: 'remove', id: state.selected }),
    escape: () => (state.selected === null ? onClose() : dispatch({ type: 'select', id: null })),
  });

  return (
    <div className={camera_.page}>
      <CameraHead camera={camera} title={words.editor.calibrationTitle}>
        {isDirty && <span className={camera_.calibration}>{words.editor.unsaved}</span>}
        <HistoryButtons
          canUndo={state.past.length > 0}
          canRedo={state.future.length > 0}
          dispatch={dispatch}
        />
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
            <CalibrationCanvas state={state} dispatch={dispatch} report={preview.report} shown={shown} />
          </LivePicture>
        </div>
        <p className={style.keys}>{words.editor.calibrationKeys}</p>
      </div>
      <aside className={camera_.side}>
        <CalibrationPanel camera={camera} state={state} dispatch={dispatch} preview={preview}>
          {isProposing ? (
            <ProposalPanel
              asked={asked}
              points={own}
              differencesM={shown?.differencesM ?? new Map()}
              gridStepM={shown?.grid?.stepM ?? null}
              onTakeOver={takeOver}
              onClose={() => setProposing(false)}
            />
          ) : (
            <Button variant="default" onClick={() => setProposing(true)}>
              {words.proposal.ask}
            </Button>
          )}
        </CalibrationPanel>
      </aside>
      <LeaveGuard isDirty={isDirty} question={words.editor.calibrationLeave} />
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

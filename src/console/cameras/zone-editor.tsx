import { Button } from '@mantine/core';
import { useReducer, useRef } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { ApiProblem, call } from '../client.ts';
import { useKeys } from '../keys/keys.ts';
import { putCamera } from '../live.ts';
import { LivePicture } from '../media/live-picture.tsx';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import camera_ from './camera.module.css';
import { CameraHead } from './camera-head.tsx';
import { EditedCameraIs } from './edited-camera.ts';
import style from './editor.module.css';
import { canSave, edit, isChanged, openEditor } from './editor-state.ts';
import { HistoryButtons } from './history-buttons.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { useUnfit } from './use-unfit.ts';
import { ZoneCanvas } from './zone-canvas.tsx';
import { ZonePanel } from './zone-panel.tsx';

/** Draws zones on the live picture and gives them rules. `editor-state.ts` decides; this shows and saves. */
export function ZoneEditor({
  camera,
  onClose,
}: {
  readonly camera: CameraView;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const [state, dispatch] = useReducer(edit, openEditor(camera.zones, camera.version));
  const canvas = useRef<SVGSVGElement>(null);
  const unfit = useUnfit(camera, state.zones);
  const isDirty = isChanged(state);

  async function save(version: number): Promise<void> {
    const { zones, saved } = state;
    dispatch({ type: 'saving' });
    try {
      const changed = await call('zones.replace', {
        params: { id: camera.id },
        body: { version, zones: zones.map((zone) => ({ ...zone, name: zone.name.trim() })) as never },
      });
      putCamera(changed);
      dispatch({ type: 'saved', zones: changed.zones, version: changed.version });
      say(words.editor.saved);
    } catch (cause) {
      if (cause instanceof ApiProblem && cause.status === 409) await resolve(saved);
      else dispatch({ type: 'failed', reason: problemText(cause, words) });
    }
  }

  /** A conflict that left the zones alone (a new name, a new place) is none: mine goes on top of it. */
  async function resolve(saved: CameraView['zones'] | readonly unknown[]): Promise<void> {
    try {
      const theirs = await call('cameras.get', { params: { id: camera.id } });
      putCamera(theirs);
      if (JSON.stringify(theirs.zones) === JSON.stringify(saved)) await save(theirs.version);
      else dispatch({ type: 'conflict', zones: theirs.zones, version: theirs.version });
    } catch (cause) {
      dispatch({ type: 'failed', reason: problemText(cause, words) });
    }
  }

  useKeys({
    'ctrl+z': (event) => dispatch({ type: event.shiftKey ? 'redo' : 'undo' }),
    'ctrl+y': () => dispatch({ type: 'redo' }),
    'ctrl+s': () => canSave(state) && void save(state.version),
    delete: () => {
      if (typeof state.handle === 'number') dispatch({ type: 'remove-corner', index: state.handle });
      else if (state.selectedId !== null) dispatch({ type: 'remove-zone' });
    },
    escape: () => (state.drawing || state.selectedId ? dispatch({ type: 'cancel' }) : onClose()),
  });

  return (
    <div className={camera_.page}>
      <CameraHead camera={camera} title={words.editor.zonesTitle}>
        {isDirty && <span className={camera_.calibration}>{words.editor.unsaved}</span>}
        <HistoryButtons
          canUndo={state.past.length > 0 || state.drawing !== null}
          canRedo={state.future.length > 0}
          dispatch={dispatch}
        />
        <Button
          disabled={!canSave(state)}
          loading={state.saving.step === 'busy'}
          onClick={() => void save(state.version)}
        >
          {words.editor.save}
        </Button>
        <Button variant="default" onClick={onClose}>
          {words.editor.done}
        </Button>
      </CameraHead>
      <div className={camera_.main}>
        {state.saving.step === 'conflict' && (
          <div className={style.conflict} role="alert">
            <span>{words.editor.conflict}</span>
            <Button size="compact-sm" variant="default" onClick={() => dispatch({ type: 'take-theirs' })}>
              {words.editor.takeTheirs}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => dispatch({ type: 'keep-mine' })}>
              {words.editor.keepMine}
            </Button>
          </div>
        )}
        {state.saving.step === 'failed' && (
          <div className={style.conflict} role="alert">
            {words.editor.failed(state.saving.reason)}
          </div>
        )}
        <div className={camera_.stage}>
          <LivePicture camera={camera}>
            <ZoneCanvas state={state} dispatch={dispatch} svg={canvas} />
          </LivePicture>
        </div>
        <p className={style.keys}>{words.editor.keys}</p>
      </div>
      <aside className={camera_.side}>
        <EditedCameraIs value={camera}>
          <ZonePanel
            state={state}
            dispatch={dispatch}
            isCalibrated={camera.calibration !== null}
            unfit={unfit}
            onDraw={() => canvas.current?.focus({ preventScroll: false })}
          />
        </EditedCameraIs>
      </aside>
      <LeaveGuard isDirty={isDirty} question={words.editor.leave} />
    </div>
  );
}

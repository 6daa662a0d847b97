import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer, useState } from 'react';
import type { Labelling } from '../../contract/accuracy.ts';
import type { CameraView } from '../../contract/shapes.ts';
import camera_ from '../cameras/camera.module.css';
import { CameraHead } from '../cameras/camera-head.tsx';
import { ApiProblem, call } from '../client.ts';
import { useKeys } from '../keys/keys.ts';
import { LivePicture } from '../media/live-picture.tsx';
import { problemText } from '../ui/problem-text.ts';
import { PageSkeleton } from '../ui/skeletons.tsx';
import { useFormats, useWords } from '../words/index.ts';
import style from './accuracy.module.css';
import { FrameBoard } from './frame-board.tsx';
import { FrameStrip } from './frame-strip.tsx';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';
import { LabellingPanel } from './labelling-panel.tsx';
import { labelBy, labelledOf, markOf } from './labelling-state.ts';
import { type Finished, ResultView } from './result-view.tsx';
import { StartPanel } from './start-panel.tsx';
import { cardsKey, labellingKey, useLabelling, usePictures } from './use-labelling.ts';

/** Measures how far a camera's counts are off: a person clicks people in frames, and only then hears what was counted. */
export function LabellingEditor({
  camera,
  onClose,
}: {
  readonly camera: CameraView;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const answers = useQueryClient();
  const [finished, setFinished] = useState<Finished | null>(null);
  const asked = useLabelling(camera.id, finished === null);
  const labelling = finished?.labelling ?? asked.data ?? null;
  const pictures = usePictures(camera.id, labelling?.frames ?? []);
  const setLabelling = (next: Labelling | null) => answers.setQueryData(labellingKey(camera.id), next);

  function finish(done: Finished): void {
    forgetDraft(camera.id);
    setFinished(done);
    setLabelling(null);
    void answers.invalidateQueries({ queryKey: cardsKey });
  }

  if (finished !== null) {
    return (
      <ResultView
        camera={camera}
        finished={finished}
        pictures={pictures}
        onAgain={() => setFinished(null)}
        onClose={onClose}
      />
    );
  }
  if (asked.isPending) return <PageSkeleton />;
  if (labelling !== null) {
    return (
      <OpenLabelling
        key={labelling.id}
        camera={camera}
        labelling={labelling}
        pictures={pictures}
        onFinished={finish}
        onGone={() => {
          forgetDraft(camera.id);
          setLabelling(null);
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <div className={camera_.page}>
      <CameraHead camera={camera} title={words.accuracy.title}>
        <Button variant="default" onClick={onClose}>
          {words.editor.done}
        </Button>
      </CameraHead>
      <div className={camera_.main}>
        <div className={camera_.stage}>
          <LivePicture camera={camera} />
        </div>
      </div>
      <aside className={camera_.side}>
        {asked.error !== null ? (
          <p className={style.panel} role="alert">
            {problemText(asked.error, words)}
          </p>
        ) : (
          <StartPanel cameraId={camera.id} onStarted={setLabelling} />
        )}
      </aside>
    </div>
  );
}

function OpenLabelling({
  camera,
  labelling,
  pictures,
  onFinished,
  onGone,
  onClose,
}: {
  readonly camera: CameraView;
  readonly labelling: Labelling;
  readonly pictures: ReadonlyMap<string, string>;
  readonly onFinished: (finished: Finished) => void;
  readonly onGone: () => void;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const formats = useFormats();
  const [state, dispatch] = useReducer(labelBy, keptDraft(camera.id, labelling.id));
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { frames } = labelling;
  const frame = frames[Math.min(state.at, frames.length - 1)];
  const frameId = frame?.id;
  useEffect(() => keepDraft(camera.id, labelling.id, state), [camera.id, labelling.id, state]);

  useKeys({
    arrowright: () => frameId !== undefined && dispatch({ type: 'next', frameId, frames: frames.length }),
    arrowleft: () => dispatch({ type: 'go', at: state.at - 1 }),
    x: () => frameId !== undefined && dispatch({ type: 'skip', frameId, frames: frames.length }),
    'ctrl+z': () => dispatch({ type: 'undo' }),
    escape: onClose,
  });

  async function attempt(what: () => Promise<void>): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await what();
    } catch (cause) {
      // Somebody else finished or discarded it, or a day has passed.
      if (cause instanceof ApiProblem && cause.status === 404) onGone();
      else setError(problemText(cause, words));
      setBusy(false);
    }
  }

  const finish = () =>
    attempt(async () => {
      const labelled = labelledOf(state, frames);
      const body = {
        labellingId: labelling.id,
        frames: labelled,
        events: state.events.map((event) => ({ ...event, kind: event.kind as never })),
      };
      const { card, frames: found } = await call('accuracy.create', { params: { id: camera.id }, body });
      const labels = new Map(labelled.map((one) => [one.id, one.labels]));
      const seen = found.map((one) => ({ ...one, labels: labels.get(one.id) ?? [] }));
      onFinished({ labelling, card, frames: seen });
    });
  const discard = () =>
    attempt(async () => {
      await call('labelling.discard', { params: { id: camera.id } });
      onGone();
    });

  return (
    <div className={camera_.page}>
      <CameraHead camera={camera} title={words.accuracy.title}>
        <Button variant="default" onClick={onClose}>
          {words.accuracy.later}
        </Button>
      </CameraHead>
      <div className={camera_.main}>
        <div className={camera_.stage}>
          {frame === undefined ? (
            <p className={style.waiting} role="status">
              {words.accuracy.firstFrame}
            </p>
          ) : (
            <FrameBoard
              key={frame.id}
              frame={frame}
              picture={pictures.get(frame.id)}
              zones={labelling.zones}
              labels={markOf(state, frame.id).labels}
              name={words.accuracy.board(state.at + 1, formats.clock(frame.capturedAtMs))}
              hands={{
                add: (label) => dispatch({ type: 'add', frameId: frame.id, label }),
                remove: (index) => dispatch({ type: 'remove', frameId: frame.id, index }),
                move: (index, label) => dispatch({ type: 'move', frameId: frame.id, index, label }),
              }}
            />
          )}
        </div>
        <FrameStrip
          frames={frames}
          wanted={labelling.wanted}
          state={state}
          onGo={(at) => dispatch({ type: 'go', at })}
        />
      </div>
      <aside className={camera_.side}>
        <LabellingPanel
          camera={camera}
          labelling={labelling}
          state={state}
          dispatch={dispatch}
          isBusy={isBusy}
          error={error}
          onFinish={() => void finish()}
          onDiscard={() => void discard()}
        />
      </aside>
    </div>
  );
}

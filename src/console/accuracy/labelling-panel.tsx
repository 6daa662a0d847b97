import { ActionIcon, Button, Modal } from '@mantine/core';
import { IconArrowBackUp, IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { type Dispatch, useState } from 'react';
import type { Labelling } from '../../contract/accuracy.ts';
import type { CameraView } from '../../contract/shapes.ts';
import { leastFrames } from '../../core/score/accuracy-card.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useWords } from '../words/index.ts';
import style from './accuracy.module.css';
import { EventForm } from './event-form.tsx';
import { countOf, type LabellingAction, type LabellingState, markOf } from './labelling-state.ts';

/** Beside the frame: what to do, how far it is, and the way out. */
export function LabellingPanel({
  camera,
  labelling,
  state,
  dispatch,
  isBusy,
  error,
  onFinish,
  onDiscard,
}: {
  readonly camera: CameraView;
  readonly labelling: Labelling;
  readonly state: LabellingState;
  readonly dispatch: Dispatch<LabellingAction>;
  readonly isBusy: boolean;
  readonly error: string | null;
  readonly onFinish: () => void;
  readonly onDiscard: () => void;
}) {
  const words = useWords();
  const [isDiscarding, setDiscarding] = useState(false);
  const { frames, wanted } = labelling;
  const frame = frames[state.at];
  const done = countOf(state, frames, 'done');
  const skipped = countOf(state, frames, 'skipped');
  const missing = Math.max(0, leastFrames - done);
  const isThrough = frames.length === wanted && done + skipped === wanted;
  const people = frame === undefined ? 0 : markOf(state, frame.id).labels.length;
  return (
    <div className={style.panel}>
      <section aria-label={words.accuracy.title}>
        <h2 aria-live="polite">{words.accuracy.progress(done + skipped, wanted)}</h2>
        <p>{words.accuracy.how}</p>
        {frames.length < wanted && (
          <p className={style.hint}>
            {words.accuracy.collecting(frames.length, wanted, Math.round(labelling.everyMs / 1_000))}
          </p>
        )}
      </section>
      {frame !== undefined && (
        <div className={style.walk}>
          <ActionIcon
            variant="default"
            size={36}
            disabled={state.at === 0}
            aria-label={words.accuracy.previous}
            onClick={() => dispatch({ type: 'go', at: state.at - 1 })}
          >
            <IconArrowLeft size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
          <Button
            className={style.grow}
            {...(isThrough ? { variant: 'default' } : {})}
            rightSection={<IconArrowRight size={16} stroke={1.6} aria-hidden />}
            onClick={() => dispatch({ type: 'next', frameId: frame.id, frames: frames.length })}
            data-next
          >
            {words.accuracy.next(people)}
          </Button>
          <ActionIcon
            variant="default"
            size={36}
            disabled={state.past.length === 0}
            aria-label={words.accuracy.undo}
            onClick={() => dispatch({ type: 'undo' })}
          >
            <IconArrowBackUp size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
          <Button
            variant="default"
            className={style.wide}
            onClick={() => dispatch({ type: 'skip', frameId: frame.id, frames: frames.length })}
          >
            {words.accuracy.skip}
          </Button>
          <p className={`${style.hint} ${style.wide} ${style.keys}`}>
            <Kbd>→</Kbd> {words.accuracy.keyNext} <Kbd>←</Kbd> {words.accuracy.keyPrevious} <Kbd>X</Kbd>{' '}
            {words.accuracy.keySkip} <Kbd>Ctrl Z</Kbd> {words.accuracy.keyUndo}
          </p>
        </div>
      )}
      <EventForm camera={camera} events={state.events} dispatch={dispatch} />
      <section className={style.finish}>
        {error !== null && (
          <p className={style.error} role="alert">
            {error}
          </p>
        )}
        <p className={style.hint}>
          {missing > 0 ? words.accuracy.missing(missing) : words.accuracy.enough(done)}
        </p>
        <div className={style.finishActions}>
          <Button variant="default" onClick={() => setDiscarding(true)}>
            {words.accuracy.discard}
          </Button>
          <Button
            className={style.grow}
            {...(isThrough ? {} : { variant: 'default' })}
            disabled={missing > 0}
            loading={isBusy}
            onClick={onFinish}
            data-finish
          >
            {words.accuracy.finish}
          </Button>
        </div>
      </section>
      {isDiscarding && (
        <Modal
          opened
          onClose={() => setDiscarding(false)}
          title={words.accuracy.discardTitle}
          closeButtonProps={{ 'aria-label': words.common.close }}
        >
          <div className={style.confirm}>
            <p>{words.accuracy.discardWhat(frames.length)}</p>
            <div className={style.finishActions}>
              <Button variant="default" onClick={() => setDiscarding(false)} data-autofocus>
                {words.common.cancel}
              </Button>
              <Button
                onClick={() => {
                  setDiscarding(false);
                  onDiscard();
                }}
              >
                {words.accuracy.discard}
              </Button>
            </div>
          </div>
        </Modal>
      )}
    </div>
  );
}

import { UnstyledButton } from '@mantine/core';
import { useFormats, useWords } from '../words/index.ts';
import style from './accuracy.module.css';
import { type LabellingState, markOf } from './labelling-state.ts';

/** One mark a frame: where somebody is, what is done, what was skipped, and what is still to come. */
export function FrameStrip({
  frames,
  wanted,
  state,
  onGo,
}: {
  readonly frames: readonly { readonly id: string; readonly capturedAtMs: number }[];
  readonly wanted: number;
  readonly state: LabellingState;
  readonly onGo: (at: number) => void;
}) {
  const words = useWords();
  const formats = useFormats();
  return (
    <ol className={style.strip} aria-label={words.accuracy.frames}>
      {Array.from({ length: Math.max(wanted, frames.length) }, (_, i) => {
        const frame = frames[i];
        if (frame === undefined) {
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a frame that is to come has only its place
            <li key={i}>
              <span className={style.step} data-state="awaited" />
            </li>
          );
        }
        const mark = markOf(state, frame.id);
        const name = words.accuracy.frameName(i + 1, formats.clock(frame.capturedAtMs));
        const people = words.accuracy.next(mark.labels.length);
        return (
          <li key={frame.id}>
            <UnstyledButton
              className={style.step}
              data-state={mark.state}
              aria-current={i === state.at ? 'step' : undefined}
              aria-label={[name, words.accuracy.markStates[mark.state], people].join(', ')}
              data-sign={mark.state === 'done' ? mark.labels.length : mark.state === 'skipped' ? '–' : ''}
              onClick={() => onGo(i)}
            />
          </li>
        );
      })}
    </ol>
  );
}

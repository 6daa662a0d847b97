import { Button, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { AccuracyResult, Labelling } from '../../contract/accuracy.ts';
import type { CameraView } from '../../contract/shapes.ts';
import type { Point } from '../../core/geometry.ts';
import camera_ from '../cameras/camera.module.css';
import { CameraHead } from '../cameras/camera-head.tsx';
import { useKeys } from '../keys/keys.ts';
import { useFormats, useWords } from '../words/index.ts';
import style from './accuracy.module.css';
import { AccuracyCardView } from './card.tsx';
import { Feet, FrameBoard } from './frame-board.tsx';

type Seen = AccuracyResult['frames'][number] & { readonly labels: readonly Point[] };

export type Finished = {
  readonly labelling: Labelling;
  readonly card: AccuracyResult['card'];
  readonly frames: readonly Seen[];
};

/** The card, and frame by frame what the camera had found beside what was clicked. Looked at once: the frames are gone. */
export function ResultView({
  camera,
  finished: { labelling, card, frames },
  pictures,
  onAgain,
  onClose,
}: {
  readonly camera: CameraView;
  readonly finished: Finished;
  readonly pictures: ReadonlyMap<string, string>;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const formats = useFormats();
  const [at, setAt] = useState(0);
  const seen = frames[at]!;
  const frame = labelling.frames.find(({ id }) => id === seen.id)!;
  const go = (to: number) => setAt(Math.min(Math.max(to, 0), frames.length - 1));
  useKeys({ arrowright: () => go(at + 1), arrowleft: () => go(at - 1), escape: onClose });
  return (
    <div className={camera_.page}>
      <CameraHead camera={camera} title={words.accuracy.title}>
        <Button variant="default" onClick={onAgain}>
          {words.accuracy.again}
        </Button>
        <Button onClick={onClose}>{words.editor.done}</Button>
      </CameraHead>
      <div className={camera_.main}>
        <div className={camera_.stage}>
          <FrameBoard
            key={frame.id}
            frame={frame}
            picture={pictures.get(frame.id)}
            zones={labelling.zones}
            labels={seen.labels}
            name={`${words.accuracy.frameName(at + 1, formats.clock(frame.capturedAtMs))}. ${words.accuracy.compared(differences(seen))}`}
            hands={null}
          >
            {({ w, h }) => <Compared seen={seen} w={w} h={h} />}
          </FrameBoard>
        </div>
        <Legend />
        <ol className={style.strip} aria-label={words.accuracy.frames}>
          {frames.map((one, i) => {
            const { missed, invented } = differences(one);
            const name = words.accuracy.frameName(i + 1, '').trim();
            return (
              <li key={one.id}>
                <UnstyledButton
                  className={style.step}
                  data-state={missed + invented > 0 ? 'differs' : 'done'}
                  aria-current={i === at ? 'step' : undefined}
                  aria-label={`${name}. ${words.accuracy.compared(differences(one))}`}
                  onClick={() => go(i)}
                  data-sign={missed + invented > 0 ? `≠${missed + invented}` : '='}
                />
              </li>
            );
          })}
        </ol>
      </div>
      <aside className={camera_.side}>
        <div className={style.panel}>
          <AccuracyCardView card={card} camera={camera} />
        </div>
      </aside>
    </div>
  );
}

function differences({ found, foundOfLabel }: Seen): { both: number; missed: number; invented: number } {
  const both = foundOfLabel.filter((f) => f >= 0).length;
  return { both, missed: foundOfLabel.length - both, invented: found.length - both };
}

/** Both: a bare pin. Missed by the camera: a pin in a diamond. Counted, but not clicked: a square. */
function Compared({ seen, w, h }: { readonly seen: Seen; readonly w: number; readonly h: number }) {
  const taken = new Set(seen.foundOfLabel);
  return (
    <g aria-hidden>
      {seen.labels.map((label, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a click has nothing else that tells it from another
        <g key={i} className={style.label} transform={`translate(${label.x * w} ${label.y * h})`}>
          {seen.foundOfLabel[i]! < 0 && <MissedMark />}
          <Feet />
        </g>
      ))}
      {seen.found.map(
        (person, f) =>
          !taken.has(f) && (
            <g
              key={`${person.x} ${person.y} ${person.height}`}
              transform={`translate(${person.x * w} ${person.y * h})`}
            >
              <InventedMark />
            </g>
          ),
      )}
    </g>
  );
}

function MissedMark() {
  return (
    <>
      <path d="M0 -26 16 -10 0 6 -16 -10Z" className={style.markHalo} />
      <path d="M0 -26 16 -10 0 6 -16 -10Z" className={style.missed} />
    </>
  );
}

function InventedMark() {
  return (
    <>
      <rect x={-8} y={-18} width={16} height={18} className={style.markHalo} />
      <rect x={-8} y={-18} width={16} height={18} className={style.invented} />
    </>
  );
}

function Legend() {
  const words = useWords().accuracy;
  const signs = [
    ['both', <Feet key="f" />],
    [
      'missed',
      <g key="m">
        <MissedMark />
        <Feet />
      </g>,
    ],
    ['invented', <InventedMark key="i" />],
  ] as const;
  return (
    <ul className={style.legend}>
      {signs.map(([key, sign]) => (
        <li key={key}>
          <svg viewBox="-18 -28 36 36" width={26} height={26} className={style.legendSign} aria-hidden>
            {sign}
          </svg>
          {words.legend[key]}
        </li>
      ))}
    </ul>
  );
}

import { Button } from '@mantine/core';
import type { CameraView } from '../../contract/shapes.ts';
import { wantedFrames } from '../../core/score/accuracy-card.ts';
import { useMay } from '../session.ts';
import { useWords } from '../words/index.ts';
import style from './accuracy.module.css';
import { AccuracyCardView } from './card.tsx';
import { useCard } from './use-labelling.ts';

/** The camera's card on its page, and the way to a new one for those who may. */
export function AccuracySection({
  camera,
  onLabel,
}: {
  readonly camera: CameraView;
  readonly onLabel: () => void;
}) {
  const words = useWords().accuracy;
  const card = useCard(camera.id);
  const mayLabel = useMay('accuracy.label');
  if (card === undefined) return null;
  return (
    <section className={style.section} id="accuracy" aria-label={words.cardTitle}>
      <h2>{words.cardTitle}</h2>
      {card === null ? (
        <p className={style.hint}>{words.none(wantedFrames)}</p>
      ) : (
        <AccuracyCardView card={card} camera={camera} />
      )}
      {mayLabel && (
        <Button variant="default" className={style.atStart} onClick={onLabel} data-label-frames>
          {card === null ? words.label(wantedFrames) : words.labelAgain}
        </Button>
      )}
    </section>
  );
}

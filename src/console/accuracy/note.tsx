import { Link } from '@tanstack/react-router';
import type { AccuracyCard } from '../../contract/accuracy.ts';
import { wantedFrames } from '../../core/score/accuracy-card.ts';
import { useMay } from '../session.ts';
import { type Formats, useFormats, useWords, type Words } from '../words/index.ts';
import style from './accuracy.module.css';
import { isEmpty } from './card.tsx';
import { useCard } from './use-labelling.ts';

/** In one line beside numbers: `Accuracy: ±0.6 people, 12 Nov, day`; or that nobody has measured it yet. */
export function AccuracyNote({ cameraId }: { readonly cameraId: string }) {
  const words = useWords();
  const formats = useFormats();
  const card = useCard(cameraId);
  const mayLabel = useMay('accuracy.label');
  if (card === undefined) return null;
  const { accuracy } = words;
  return (
    <p className={style.note} data-accuracy-note>
      {accuracy.open}{' '}
      {card !== null && <span title={accuracy.noteMeaning}>{shortCard(card, null, words, formats)}</span>}
      {card === null && accuracy.notMeasured}
      {card === null && mayLabel && ' · '}
      {card === null && mayLabel && (
        <Link to="/cameras/$cameraId" params={{ cameraId }} search={{ mode: 'accuracy' }}>
          {accuracy.labelShort(wantedFrames)}
        </Link>
      )}
    </p>
  );
}

/** The same of one zone, beside its count; nothing where it was not measured. */
export function ZoneAccuracyNote({
  cameraId,
  zoneId,
}: {
  readonly cameraId: string;
  readonly zoneId: string;
}) {
  const words = useWords();
  const formats = useFormats();
  const card = useCard(cameraId);
  const text = card ? shortCard(card, zoneId, words, formats) : null;
  if (text === null) return null;
  return (
    <p className={style.note} title={words.accuracy.noteMeaning} data-accuracy-note={zoneId}>
      {words.accuracy.open} {text}
    </p>
  );
}

/** Null where the card has no figure of this zone. */
function shortCard(card: AccuracyCard, zoneId: string | null, words: Words, formats: Formats): string | null {
  const figures = zoneId === null ? card.whole : card.zones.find((zone) => zone.zoneId === zoneId);
  if (figures === undefined) return null;
  const { short, nobody, lights, old } = words.accuracy;
  const error = isEmpty(figures) ? nobody : short(figures.error.value, formats.band(figures.error.value));
  return [
    error,
    formats.day(card.madeAtMs, Date.now()),
    lights[card.light],
    ...(card.isCurrent ? [] : [old]),
  ].join(', ');
}

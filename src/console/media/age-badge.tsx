import { useFormats, useWords } from '../words/index.ts';
import { ageText, frameAge } from './frame-age.ts';
import style from './media.module.css';

/** A green dot under a second, an amber number to five, then a struck number beside an empty ring. */
export function AgeBadge({
  ageMs,
  isPlain = false,
}: {
  readonly ageMs: number | null;
  /** On a page rather than on a picture. */
  readonly isPlain?: boolean;
}) {
  const words = useWords();
  const formats = useFormats();
  const age = frameAge(ageMs);
  const text = ageMs === null || age === 'fresh' ? null : ageText(ageMs, formats);
  return (
    <span className={isPlain ? `${style.age} ${style.plain}` : style.age} data-age={age}>
      <span className={style.ageDot} aria-hidden />
      {age === 'none' && <span className="visually-hidden">{words.media.connecting}</span>}
      {age === 'fresh' && <span className="visually-hidden">{words.media.fresh}</span>}
      {text !== null && <span title={words.media.age(text)}>{text}</span>}
    </span>
  );
}

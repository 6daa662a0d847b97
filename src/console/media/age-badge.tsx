import { useFormats, useWords } from '../words/index.ts';
import { ageText, frameAge } from './frame-age.ts';
import style from './media.module.css';

/** A green dot under a second, an amber number to five, then a struck number beside an empty ring. */
export function AgeBadge({ ageMs }: { readonly ageMs: number | null }) {
  const words = useWords();
  const formats = useFormats();
  const age = frameAge(ageMs);
  const text = ageMs === null || age === 'fresh' ? null : ageText(ageMs, formats);
  return (
    <span className={style.age} data-age={age}>
      <span className={style.ageDot} aria-hidden />
      {age === 'none' && <span className="visually-hidden">{words.media.connecting}</span>}
      {age === 'fresh' && <span className="visually-hidden">{words.media.fresh}</span>}
      {text !== null && <span title={words.media.age(text)}>{text}</span>}
    </span>
  );
}

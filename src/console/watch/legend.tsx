import { useFormats, useWords } from '../words/index.ts';
import style from './city-map.module.css';
import { densitySteps } from './ground.ts';

/** The density ramp with its limits in words. */
export function Legend() {
  const words = useWords();
  const formats = useFormats();
  return (
    <div className={style.legend}>
      <span className={style.legendTitle}>{words.watch.legend}</span>
      <ol>
        {words.watch.legendWords.map((word, step) => (
          <li key={word}>
            <span className={style.swatch} style={{ background: `var(--density-${step})` }} aria-hidden />
            <span className={style.legendFrom}>
              {step === 0 ? '0' : formats.number(densitySteps[step - 1] ?? 0, 1)}
            </span>
            <span className={style.legendWord}>{word}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import style from './evidence.module.css';

/** Why the last press did not work; nothing while it did. */
export function SayRefusal({ cause }: { readonly cause: unknown }) {
  const words = useWords();
  return (
    <div role="alert">{cause != null && <p className={style.refusal}>{problemText(cause, words)}</p>}</div>
  );
}

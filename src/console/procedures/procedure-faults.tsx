import { ApiProblem } from '../client.ts';
import incidents from '../incidents/incidents.module.css';
import { useTerms } from '../incidents/use-terms.ts';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import style from './procedures.module.css';
import { sayFault } from './say-fault.ts';

/** Why a procedure was not taken: each fault with its place, in the reader's language. */
export function ProcedureFaults({ cause }: { readonly cause: Error }) {
  const words = useWords();
  const terms = useTerms();
  if (!(cause instanceof ApiProblem && cause.kind === 'procedure-unfit'))
    return <p className={incidents.bad}>{problemText(cause, words)}</p>;
  return (
    <>
      <p className={incidents.bad}>{words.procedures.unfit}</p>
      <ul className={style.faults}>
        {(cause.problem?.errors ?? []).map((fault) => {
          const said = sayFault(fault, words, terms);
          return (
            <li key={fault.message} data-fault={fault.code} lang={said === null ? 'en' : undefined}>
              {said ?? fault.message}
            </li>
          );
        })}
      </ul>
    </>
  );
}

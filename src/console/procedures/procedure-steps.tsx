import { IconRobot, IconUser } from '@tabler/icons-react';
import { type Step, wordingIn } from '../../core/incident/procedure.ts';
import ui from '../ui/ui.module.css';
import { useLanguage, useWords } from '../words/index.ts';
import style from './procedures.module.css';
import { useStepFacts } from './use-step-facts.ts';

/** Steps to read, in the reader's language. */
export function ProcedureSteps({ steps }: { readonly steps: readonly Step[] }) {
  const { procedures: own } = useWords();
  const language = useLanguage();
  const factsOf = useStepFacts();
  if (steps.length === 0) return <p className={ui.muted}>{own.noSteps}</p>;
  return (
    <ol className={style.steps}>
      {steps.map((step) => {
        const facts = factsOf(step);
        return (
          <li key={step.id} className={style.step}>
            {step.automatic === null ? (
              <IconUser size={16} stroke={1.6} aria-hidden />
            ) : (
              <IconRobot size={16} stroke={1.6} aria-hidden />
            )}
            <div>
              <p className={style.text}>{wordingIn(step.text, language)}</p>
              {facts !== '' && <p className={style.sub}>{facts}</p>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

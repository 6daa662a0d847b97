import { IconRobot, IconUser } from '@tabler/icons-react';
import { type Step, wordingIn } from '../../core/incident/procedure.ts';
import { useCameras } from '../live.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useLanguage, useWords } from '../words/index.ts';
import { doerOf } from './procedure-draft.ts';
import style from './procedures.module.css';

/** Steps to read, in the reader's language. */
export function ProcedureSteps({ steps }: { readonly steps: readonly Step[] }) {
  const { procedures: own, incidents } = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const cameras = useCameras();
  if (steps.length === 0) return <p className={ui.muted}>{own.noSteps}</p>;
  return (
    <ol className={style.steps}>
      {steps.map((step) => {
        const { automatic } = step;
        const facts = [
          step.isRequired ? incidents.required : null,
          step.dueAfterMs === null ? null : own.within(formats.duration(step.dueAfterMs)),
          automatic === null ? null : own.doers[doerOf(step)],
          automatic?.do === 'notify' ? automatic.to.join(', ') : null,
          automatic?.do === 'show-cameras'
            ? automatic.cameraIds.map((id) => cameras.get(id)?.name ?? id).join(', ')
            : null,
        ].filter((fact) => fact !== null && fact !== '');
        return (
          <li key={step.id} className={style.step}>
            {automatic === null ? (
              <IconUser size={16} stroke={1.6} aria-hidden />
            ) : (
              <IconRobot size={16} stroke={1.6} aria-hidden />
            )}
            <div>
              <p className={style.text}>{wordingIn(step.text, language)}</p>
              {facts.length > 0 && <p className={style.sub}>{facts.join(' · ')}</p>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

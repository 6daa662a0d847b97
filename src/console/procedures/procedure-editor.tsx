import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useReducer, useState } from 'react';
import type { ProcedureView } from '../../contract/incidents.ts';
import { compareSteps } from '../../core/incident/compare-steps.ts';
import { mostSteps } from '../../core/incident/procedure.ts';
import { LeaveGuard } from '../cameras/leave-guard.tsx';
import { useTerms } from '../incidents/use-terms.ts';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { changeDraft, faultOf } from './procedure-draft.ts';
import { ProcedureReview } from './procedure-review.tsx';
import style from './procedures.module.css';
import { StepFields } from './step-fields.tsx';

/** The next version of a procedure, while somebody writes it. What it changes is reviewed before it is saved. */
export function ProcedureEditor({
  from,
  inForce,
  onDone,
}: {
  readonly from: ProcedureView;
  readonly inForce: ProcedureView;
  readonly onDone: () => void;
}) {
  const words = useWords();
  const { procedures: own } = words;
  const terms = useTerms();
  const { kind } = from;
  const [steps, dispatch] = useReducer(changeDraft, from.steps);
  // What the writer has seen: another version in force is somebody else's work.
  const [seen, setSeen] = useState(inForce);
  const [isReviewed, setReviewed] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const fault = faultOf(steps);
  const isSame = compareSteps(seen.steps, steps).length === 0;
  const isDirty = compareSteps(from.steps, steps).length > 0;
  return (
    <form
      className={ui.card}
      aria-label={terms.kinds[kind]}
      data-editor={kind}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        setReviewed(true);
      }}
    >
      <header className={style.head}>
        <h2>{terms.kinds[kind]}</h2>
        <div className={style.save}>
          <Button size="compact-sm" variant="default" onClick={onDone}>
            {words.common.cancel}
          </Button>
          <Button size="compact-sm" type="submit" disabled={isSame || fault !== null}>
            {own.review}
          </Button>
        </div>
      </header>
      <div role="alert" className={style.said}>
        {fault !== null && <p className={ui.muted}>{own[fault.is](fault.step)}</p>}
      </div>
      <ol className={style.edited}>
        {steps.map((step, at) => (
          <StepFields key={step.id} {...{ step, at, dispatch }} isLast={at === steps.length - 1} />
        ))}
      </ol>
      <Button
        variant="default"
        disabled={steps.length >= mostSteps}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => dispatch({ type: 'added', beside: from.steps })}
      >
        {own.add}
      </Button>
      {isReviewed && (
        <ProcedureReview
          seen={seen}
          steps={steps}
          onNewer={setSeen}
          onSaved={() => {
            setSaved(true);
            onDone();
          }}
          onClose={() => setReviewed(false)}
        />
      )}
      <LeaveGuard isDirty={isDirty && !isSaved} question={own.leave} />
    </form>
  );
}

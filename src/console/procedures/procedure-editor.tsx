import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useReducer, useState } from 'react';
import type { ProcedureView } from '../../contract/incidents.ts';
import { mostSteps } from '../../core/incident/procedure.ts';
import { LeaveGuard } from '../cameras/leave-guard.tsx';
import { ApiProblem, call } from '../client.ts';
import incidents from '../incidents/incidents.module.css';
import { useTerms } from '../incidents/use-terms.ts';
import { say } from '../ui/notice.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { bodyOf, changeDraft, faultOf } from './procedure-draft.ts';
import { ProcedureFaults } from './procedure-faults.tsx';
import style from './procedures.module.css';
import { lookAgain, proceduresQuery } from './queries.ts';
import { StepFields } from './step-fields.tsx';

/** The next version of a procedure, while somebody writes it. Who was quicker is said, and the text stays. */
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
  const formats = useFormats();
  const terms = useTerms();
  const client = useQueryClient();
  const { kind } = from;
  const [steps, dispatch] = useReducer(changeDraft, from.steps);
  // What the writer has seen: another version in force is somebody else's work.
  const [seen, setSeen] = useState(inForce.version);
  const [newer, setNewer] = useState<ProcedureView | null>(null);
  const [isSaved, setSaved] = useState(false);
  const isDirty = steps !== from.steps || from.version !== inForce.version;
  const fault = faultOf(steps);
  const save = useMutation({
    mutationFn: () =>
      call('procedures.replace', { params: { kind }, body: { version: seen, steps: steps.map(bodyOf) } }),
    onSuccess: async (made) => {
      setSaved(true);
      say(own.saved(terms.kinds[kind], made.version));
      await lookAgain();
      onDone();
    },
    onError: async (cause) => {
      if (!(cause instanceof ApiProblem && cause.kind === 'version-conflict')) return;
      await lookAgain();
      const all = await client.fetchQuery(proceduresQuery);
      const theirs = all.find((one) => one.kind === kind) ?? null;
      setNewer(theirs);
      if (theirs !== null) setSeen(theirs.version);
    },
  });
  const isSecond = newer !== null;
  return (
    <form
      className={ui.card}
      aria-label={terms.kinds[kind]}
      data-editor={kind}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <header className={style.head}>
        <h2>{terms.kinds[kind]}</h2>
        <div className={style.save}>
          <Button size="compact-sm" variant="default" onClick={onDone}>
            {words.common.cancel}
          </Button>
          <Button
            size="compact-sm"
            type="submit"
            loading={save.isPending}
            disabled={!isDirty || fault !== null}
          >
            {isSecond ? own.compare : own.save(seen + 1)}
          </Button>
        </div>
      </header>
      <div role="alert" className={style.said}>
        {isSecond && newer.madeBy !== null && newer.madeAtMs !== null && (
          <p className={incidents.missing}>
            {own.second(newer.madeBy, formats.clock(newer.madeAtMs), newer.version)}
          </p>
        )}
        {!isSecond && save.error !== null && <ProcedureFaults cause={save.error} />}
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
        onClick={() => dispatch({ type: 'added' })}
      >
        {own.add}
      </Button>
      <LeaveGuard isDirty={steps !== from.steps && !isSaved} question={own.leave} />
    </form>
  );
}

import { Button } from '@mantine/core';
import { IconCheck, IconCircle, IconRobot, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Incident } from '../../contract/incidents.ts';
import { wordingIn } from '../../core/incident/procedure.ts';
import { isOverdue, type Task } from '../../core/incident/task.ts';
import { useServerNow } from '../live.ts';
import { useMay } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useLanguage, useWords } from '../words/index.ts';
import { setTask } from './change-incident.ts';
import type { OpenForm } from './incident-forms.tsx';
import { progress } from './step-state.ts';
import style from './steps.module.css';
import { useTerms } from './use-terms.ts';

/** The procedure as this incident has to do it; the step the keys mean stands out. */
export function StepsPanel({
  incident,
  current,
  onChoose,
  onDone,
  onForm,
}: {
  readonly incident: Incident;
  readonly current: Task | null;
  readonly onChoose: (taskId: string) => void;
  readonly onDone: (taskId: string) => void;
  readonly onForm: (form: OpenForm) => void;
}) {
  const { incidents: own } = useWords();
  const terms = useTerms();
  const { tasks, procedure } = incident;
  const { done, all } = progress(tasks);
  return (
    <section className={`${ui.card} ${style.panel}`} aria-label={own.steps} data-part="steps">
      <header className={style.head}>
        <h2>{own.steps}</h2>
        <span>{own.fromProcedure(terms.kinds[procedure.kind], procedure.version)}</span>
        <span className={`${style.count} tabular`}>{own.stepsDone(done, all)}</span>
      </header>
      {tasks.length === 0 && <p className={ui.muted}>{own.noSteps}</p>}
      <ol className={style.steps}>
        {tasks.map((task) => (
          <Step
            key={task.id}
            {...{ incident, task, onChoose, onDone, onForm }}
            isCurrent={task.id === current?.id}
          />
        ))}
      </ol>
    </section>
  );
}

function Step({
  incident,
  task,
  isCurrent,
  onChoose,
  onDone,
  onForm,
}: {
  readonly incident: Incident;
  readonly task: Task;
  readonly isCurrent: boolean;
  readonly onChoose: (taskId: string) => void;
  readonly onDone: (taskId: string) => void;
  readonly onForm: (form: OpenForm) => void;
}) {
  const { incidents: own } = useWords();
  const language = useLanguage();
  const mayChange = useMay('incident.write') && incident.state !== 'closed';
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const text = wordingIn(task.text, language);
  return (
    // The keys choose a step too; a press on the row is the mouse's way.
    // biome-ignore lint/a11y/useKeyWithClickEvents: J and K do the same
    <li
      ref={row}
      className={style.step}
      data-step={task.id}
      data-state={task.state}
      aria-current={isCurrent ? 'step' : undefined}
      onClick={() => onChoose(task.id)}
    >
      <StepMark task={task} />
      <div className={style.words}>
        <p className={style.text}>{text}</p>
        <StepFacts incident={incident} task={task} />
        {task.note !== '' && <p className={style.note}>{task.note}</p>}
      </div>
      {mayChange && (
        <div className={style.actions}>
          {task.state === 'open' ? (
            <>
              {!task.isRequired && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  aria-label={`${own.skip}: ${text}`}
                  onClick={() => onForm({ is: 'skip', taskId: task.id })}
                >
                  {own.skip}
                </Button>
              )}
              {isCurrent && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  onClick={() => onForm({ is: 'done', taskId: task.id })}
                  rightSection={<Kbd>W</Kbd>}
                >
                  {own.doneWith}
                </Button>
              )}
              <Button
                size="compact-sm"
                {...(isCurrent ? {} : { variant: 'default' })}
                onClick={() => onDone(task.id)}
                rightSection={isCurrent ? <Kbd>D</Kbd> : null}
              >
                {own.done}
                <span className="visually-hidden">: {text}</span>
              </Button>
            </>
          ) : (
            task.automatic === null && (
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                aria-label={`${own.undo}: ${text}`}
                onClick={() => void setTask(incident, task.id, 'open')}
              >
                {own.undo}
              </Button>
            )
          )}
        </div>
      )}
    </li>
  );
}

/** Done, skipped or open by shape; what the system did by itself has its own. */
function StepMark({ task }: { readonly task: Task }) {
  const terms = useTerms();
  const { incidents: own } = useWords();
  const Icon =
    task.automatic !== null
      ? IconRobot
      : task.state === 'done'
        ? IconCheck
        : task.state === 'skipped'
          ? IconX
          : IconCircle;
  return (
    <span className={style.mark}>
      <Icon size={18} stroke={1.8} aria-hidden />
      <span className="visually-hidden">
        {task.automatic === null ? terms.tasks[task.state] : own.bySystem}
      </span>
    </span>
  );
}

function StepFacts({ incident, task }: { readonly incident: Incident; readonly task: Task }) {
  const { incidents: own } = useWords();
  const terms = useTerms();
  const formats = useFormats();
  const now = useServerNow();
  const isOpen = task.state === 'open' && incident.state !== 'closed';
  const isLate = isOpen && isOverdue(task, now);
  const parts: readonly (readonly [text: string, isLate: boolean])[] = [
    ...(task.isRequired ? [[own.required, false] as const] : []),
    ...(isOpen && task.dueAtMs !== null
      ? [
          [
            isLate
              ? own.late(formats.duration(now - task.dueAtMs))
              : own.due(formats.duration(task.dueAtMs - now)),
            isLate,
          ] as const,
        ]
      : []),
    ...(task.automatic !== null ? [[own.bySystem, false] as const] : []),
    ...(task.automatic === null && task.by !== null && task.atMs !== null
      ? [
          [
            `${terms.tasks[task.state]}: ${own.doneBy(task.by, formats.moment(task.atMs, now))}`,
            false,
          ] as const,
        ]
      : []),
  ];
  if (parts.length === 0) return null;
  return (
    <p className={style.facts}>
      {parts.map(([said, late]) => (
        <span key={said.replace(/\d+/g, '')} className={late ? style.late : ''}>
          {said}
        </span>
      ))}
    </p>
  );
}

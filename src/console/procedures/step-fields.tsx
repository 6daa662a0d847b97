import { ActionIcon, MultiSelect, NumberInput, Select, Switch, TagsInput, Textarea } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { type Doer, doerOf, doers, procedureLanguages, type Step } from '../../core/incident/procedure.ts';
import { useCameras } from '../live.ts';
import { useLanguage, useWords } from '../words/index.ts';
import { automaticOf, type DraftAction } from './procedure-draft.ts';
import style from './procedures.module.css';

const minuteMs = 60_000;
/** As the server takes it. */
const longestMin = 24 * 60;

/** One step as it is written: the reader's own language first. */
export function StepFields({
  step,
  at,
  isLast,
  dispatch,
}: {
  readonly step: Step;
  readonly at: number;
  readonly isLast: boolean;
  readonly dispatch: (action: DraftAction) => void;
}) {
  const { procedures: own } = useWords();
  const language = useLanguage();
  const languages = [language, ...procedureLanguages.filter((one) => one !== language)];
  const n = at + 1;
  return (
    <li className={style.fields} data-step={step.id}>
      <div className={style.fieldsHead}>
        <strong>{own.step(n)}</strong>
        <div className={style.moves}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={own.up(n)}
            disabled={at === 0}
            onClick={() => dispatch({ type: 'moved', at, by: -1 })}
          >
            <IconArrowUp size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={own.down(n)}
            disabled={isLast}
            onClick={() => dispatch({ type: 'moved', at, by: 1 })}
          >
            <IconArrowDown size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={own.remove(n)}
            onClick={() => dispatch({ type: 'removed', at })}
          >
            <IconTrash size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
        </div>
      </div>
      <div className={style.pair}>
        {languages.map((one) => (
          <Textarea
            key={one}
            label={own.text[one]}
            autosize
            minRows={1}
            maxLength={500}
            lang={one}
            value={step.text[one] ?? ''}
            onChange={(event) =>
              dispatch({ type: 'worded', at, language: one, text: event.currentTarget.value })
            }
          />
        ))}
      </div>
      <div className={style.settings}>
        <Select
          label={own.who}
          allowDeselect={false}
          value={doerOf(step)}
          data={doers.map((value) => ({ value, label: own.doers[value] }))}
          onChange={(value) =>
            dispatch({
              type: 'changed',
              at,
              change: { automatic: automaticOf((value ?? 'person') as Doer) },
            })
          }
        />
        {step.automatic === null ? <ByPerson {...{ step, at, dispatch }} /> : null}
        {step.automatic !== null ? <BySystem {...{ step, at, dispatch }} /> : null}
      </div>
    </li>
  );
}

type Part = {
  readonly step: Step;
  readonly at: number;
  readonly dispatch: (action: DraftAction) => void;
};

function ByPerson({ step, at, dispatch }: Part) {
  const { procedures: own } = useWords();
  return (
    <>
      <NumberInput
        label={own.due}
        placeholder={own.whenever}
        min={0.25}
        max={longestMin}
        step={0.5}
        decimalScale={2}
        value={step.dueAfterMs === null ? '' : step.dueAfterMs / minuteMs}
        onChange={(value) => {
          const minutes = Number(value);
          const dueAfterMs = value === '' || !(minutes > 0) ? null : Math.round(minutes * minuteMs);
          dispatch({ type: 'changed', at, change: { dueAfterMs } });
        }}
      />
      <Switch
        label={own.required}
        checked={step.isRequired}
        onChange={(event) =>
          dispatch({ type: 'changed', at, change: { isRequired: event.currentTarget.checked } })
        }
      />
    </>
  );
}

function BySystem({ step, at, dispatch }: Part) {
  const { procedures: own } = useWords();
  const cameras = useCameras();
  const { automatic } = step;
  if (automatic?.do === 'show-cameras')
    return (
      <MultiSelect
        label={own.cameras}
        searchable
        limit={50}
        value={[...automatic.cameraIds]}
        data={[...cameras.values()].map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(cameraIds) =>
          dispatch({ type: 'changed', at, change: { automatic: { do: 'show-cameras', cameraIds } } })
        }
      />
    );
  if (automatic?.do === 'notify')
    return (
      <TagsInput
        label={own.to}
        description={own.toHint}
        maxTags={20}
        value={[...automatic.to]}
        onChange={(to) => dispatch({ type: 'changed', at, change: { automatic: { do: 'notify', to } } })}
      />
    );
  return null;
}

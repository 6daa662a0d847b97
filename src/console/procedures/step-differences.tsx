import { IconArrowsUpDown, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import {
  compareSteps,
  countDifferences,
  type StepDifference,
  type StepField,
} from '../../core/incident/compare-steps.ts';
import { procedureLanguages, type Step, wordingIn } from '../../core/incident/procedure.ts';
import { useCameras } from '../live.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useLanguage, useWords, type Words } from '../words/index.ts';
import { isWritten, labelOf, sayField } from './say-field.ts';
import style from './step-differences.module.css';
import { useStepFacts } from './use-step-facts.ts';

/** What one version of a procedure changes beside another, step by step, in the words of the editor. */
export function StepDifferences({
  before,
  after,
}: {
  readonly before: readonly Step[];
  readonly after: readonly Step[];
}) {
  const { procedures: own } = useWords();
  const differences = compareSteps(before, after);
  if (differences.length === 0) return <p className={ui.muted}>{own.unchanged}</p>;
  const counts = countDifferences(differences);
  const same = after.length - (differences.length - counts.removed);
  return (
    <div className={style.comparison}>
      <p>{own.counts(counts, same)}</p>
      <ol className={style.differences}>
        {differences.map((one) => {
          const { step } = one.is === 'removed' ? one.before : one.after;
          return <Difference key={step.id} difference={one} step={step} />;
        })}
      </ol>
    </div>
  );
}

const signs = {
  added: IconPlus,
  removed: IconMinus,
  changed: IconPencil,
  moved: IconArrowsUpDown,
  movedAndChanged: IconArrowsUpDown,
};

function kindOf(difference: StepDifference): keyof typeof signs {
  if (difference.is !== 'changed') return difference.is;
  if (!difference.isMoved) return 'changed';
  return difference.fields.length > 0 ? 'movedAndChanged' : 'moved';
}

function placeOf(difference: StepDifference, { step, wasStep, otherOrder }: Words['procedures']): string {
  if (difference.is === 'removed') return wasStep(difference.before.number);
  const place = step(difference.after.number);
  if (difference.is === 'added' || !difference.isMoved) return place;
  const { number } = difference.before;
  return `${place}, ${number === difference.after.number ? otherOrder : wasStep(number)}`;
}

function Difference({ difference, step }: { readonly difference: StepDifference; readonly step: Step }) {
  const { procedures: own } = useWords();
  const language = useLanguage();
  const kind = kindOf(difference);
  const Sign = signs[kind];
  const isTextShown = difference.is !== 'changed' || !difference.fields.includes(language);
  return (
    <li className={style.difference} data-difference={kind} data-step={step.id}>
      <span className={style.sign}>
        <Sign size={14} stroke={2} aria-hidden />
      </span>
      <div className={style.what}>
        <p>
          <strong>{own.differences[kind]}</strong>{' '}
          <span className={style.sub}>{placeOf(difference, own)}</span>
        </p>
        {difference.is !== 'changed' && <Whole step={step} />}
        {difference.is === 'changed' && isTextShown && (
          <p className={style.sub}>{wordingIn(step.text, language)}</p>
        )}
        {difference.is === 'changed' &&
          inOrder(difference.fields, language).map((field) => (
            <Field key={field} field={field} before={difference.before.step} after={step} />
          ))}
      </div>
    </li>
  );
}

/** A step that stands in one version only: all it says. */
function Whole({ step }: { readonly step: Step }) {
  const language = useLanguage();
  const facts = useStepFacts()(step);
  return (
    <>
      {inOrder(procedureLanguages, language)
        .filter((one) => isWritten(step.text[one]))
        .map((one) => (
          <p key={one} className={one === language ? style.text : style.sub} lang={one}>
            {step.text[one]}
          </p>
        ))}
      {facts !== '' && <p className={style.sub}>{facts}</p>}
    </>
  );
}

type Changed = { readonly field: StepField; readonly before: Step; readonly after: Step };

function Field({ field, before, after }: Changed) {
  const words = useWords();
  const { procedures: own } = words;
  return (
    <div className={style.field} data-field={field}>
      <p className={style.sub}>{labelOf(field, words)}</p>
      <Said when={own.before} field={field} step={before} />
      <Said when={own.after} field={field} step={after} />
    </div>
  );
}

function Said({
  when,
  field,
  step,
}: {
  readonly when: string;
  readonly field: StepField;
  readonly step: Step;
}) {
  const words = useWords();
  const formats = useFormats();
  const cameras = useCameras();
  const cameraNameOf = (id: string) => cameras.get(id)?.name ?? id;
  const isText = (field === 'en' || field === 'ru') && isWritten(step.text[field]);
  return (
    <p className={style.said}>
      <span className={style.sub}>{when}</span>
      <span lang={isText ? field : undefined}>{sayField(field, step, { words, formats, cameraNameOf })}</span>
    </p>
  );
}

/** The reader's own language first, as in the editor. */
function inOrder<F extends string>(fields: readonly F[], language: string): F[] {
  return fields.toSorted((a, b) => Number(b === language) - Number(a === language));
}

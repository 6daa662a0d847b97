import { Button, CloseButton, NumberInput, Select, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { WallLayout, WallTour } from '../../contract/wall.ts';
import { leastStepSeconds, mostStepSeconds } from '../../core/wall/wall-tour.ts';
import { call } from '../client.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import { reloadWall } from './use-wall.ts';
import style from './wall.module.css';

type Step = { readonly key: number; readonly layoutId: string; readonly seconds: number };

const usualSeconds = 20;

/** Layouts in turn, each with its seconds. */
export function TourForm({
  layouts,
  tour,
  onClose,
}: {
  readonly layouts: readonly WallLayout[];
  /** Null: a new one. */
  readonly tour: WallTour | null;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const text = words.wall;
  const keys = useRef(0);
  const [name, setName] = useState(tour?.name ?? '');
  const [steps, setSteps] = useState<readonly Step[]>(() =>
    (tour?.steps ?? layouts.slice(0, 2).map(({ id }) => ({ layoutId: id, seconds: usualSeconds }))).map(
      (step) => ({ ...step, key: keys.current++ }),
    ),
  );
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = (key: number, more: Partial<Step>) =>
    setSteps(steps.map((step) => (step.key === key ? { ...step, ...more } : step)));

  async function save(): Promise<void> {
    setBusy(true);
    const body = { name, steps: steps.map(({ layoutId, seconds }) => ({ layoutId, seconds })) };
    try {
      const saved =
        tour === null
          ? await call('wall.tours.create', { body })
          : await call('wall.tours.update', {
              params: { id: tour.id },
              body: { ...body, version: tour.version },
            });
      reloadWall();
      say(text.saved(saved.name));
      onClose();
    } catch (cause) {
      setError(problemText(cause, words));
      setBusy(false);
    }
  }

  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && steps.length > 0) void save();
      }}
    >
      <TextInput
        label={text.name}
        value={name}
        maxLength={60}
        autoComplete="off"
        data-autofocus
        error={error}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <fieldset className={style.steps}>
        <legend>{text.steps}</legend>
        {steps.map(({ key, layoutId, seconds }, i) => (
          <div key={key} className={style.step}>
            <Select
              size="xs"
              aria-label={`${text.layout} ${i + 1}`}
              allowDeselect={false}
              data={layouts.map(({ id, name: label }) => ({ value: id, label }))}
              value={layoutId}
              onChange={(next) => {
                if (next !== null) change(key, { layoutId: next });
              }}
            />
            <NumberInput
              size="xs"
              aria-label={`${text.seconds} ${i + 1}`}
              suffix={` ${text.secondsShort}`}
              min={leastStepSeconds}
              max={mostStepSeconds}
              clampBehavior="blur"
              allowDecimal={false}
              value={seconds}
              onChange={(next) => change(key, { seconds: Number(next) || usualSeconds })}
            />
            <CloseButton
              aria-label={text.removeStep(i + 1)}
              disabled={steps.length === 1}
              onClick={() => setSteps(steps.filter((step) => step.key !== key))}
            />
          </div>
        ))}
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            setSteps([
              ...steps,
              {
                key: keys.current++,
                layoutId: layouts[0]!.id,
                seconds: steps.at(-1)?.seconds ?? usualSeconds,
              },
            ])
          }
        >
          {text.addStep}
        </Button>
      </fieldset>
      <div className={style.formActions}>
        <Button variant="default" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button type="submit" loading={isBusy} disabled={name.trim() === ''}>
          {text.save}
        </Button>
      </div>
    </form>
  );
}

import { Button, Progress } from '@mantine/core';
import { useId } from 'react';
import type { CalibrationProposal } from '../../contract/shapes.ts';
import { confirmation } from '../../core/ground.ts';
import { problemText } from '../ui/problem-text.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { useFormats, useWords } from '../words/index.ts';
import calibration from './calibration.module.css';
import type { Pair } from './calibration-state.ts';
import style from './editor.module.css';
import type { Asked } from './use-proposal.ts';

type Props = {
  readonly asked: Asked;
  /** Measured points, in the order shown, and by how much the proposal misses each; null: it does not tell. */
  readonly points: readonly Pair[];
  readonly differencesM: ReadonlyMap<number, number | null>;
  /** Metres between the lines drawn over the picture. */
  readonly gridStepM: number | null;
  readonly onTakeOver: () => void;
  readonly onClose: () => void;
};

/** How far the gathering is, then what came of it, and how it compares with what somebody measured. */
export function ProposalPanel({ asked, points, differencesM, gridStepM, onTakeOver, onClose }: Props) {
  const words = useWords();
  const formats = useFormats();
  const text = words.proposal;
  const title = useId();
  const { answer } = asked;
  return (
    <section className={calibration.proposal} aria-labelledby={title}>
      <h2 id={title}>{text.title}</h2>
      <p className={style.hint}>{text.lead}</p>
      {asked.isSilent && <p role="status">{text.silent}</p>}
      {asked.error !== null && <p role="alert">{problemText(asked.error, words)}</p>}
      {answer !== null && answer.proposal === null && <Waiting answer={answer} />}
      {answer?.proposal && (
        <>
          <Figures people={answer.people} proposal={answer.proposal} />
          {gridStepM !== null && <p className={style.hint}>{text.grid(formats.number(gridStepM))}</p>}
          <Differences points={points} differencesM={differencesM} />
        </>
      )}
      <div className={style.buttons}>
        {answer?.proposal && <Button onClick={onTakeOver}>{text.takeOver}</Button>}
        <Button variant="default" onClick={onClose}>
          {text.close}
        </Button>
      </div>
    </section>
  );
}

function Waiting({ answer }: { readonly answer: CalibrationProposal }) {
  const { proposal: text } = useWords();
  const { people, peopleNeeded, refusal } = answer;
  const hasEnough = people >= peopleNeeded;
  return (
    <div className={calibration.waiting}>
      <p role="status">{hasEnough ? text.from(people) : text.waiting(people, peopleNeeded)}</p>
      <Progress
        value={Math.min(100, (100 * people) / peopleNeeded)}
        aria-label={text.progress}
        transitionDuration={0}
      />
      {hasEnough && (
        <p className={calibration.say} role="status">
          <StateMark state={refusal === null ? 'unknown' : 'warn'} />
          <span>{refusal === null ? text.fitting : text.refusals[refusal]}</span>
        </p>
      )}
    </div>
  );
}

function Figures({
  people,
  proposal,
}: {
  readonly people: number;
  readonly proposal: NonNullable<CalibrationProposal['proposal']>;
}) {
  const { proposal: text } = useWords();
  const formats = useFormats();
  const rows = [
    [text.height, text.metres(formats.number(proposal.heightM, 1))],
    [text.tilt, text.degrees(formats.number(proposal.tiltDeg, 0))],
    [text.view, text.degrees(formats.number(proposal.fieldOfViewDeg, 0))],
    [text.error, text.percent(formats.number(proposal.distanceError * 100, 0))],
  ] as const;
  return (
    <>
      <p>{text.from(people)}</p>
      <dl className={calibration.figures}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Differences({ points, differencesM }: Pick<Props, 'points' | 'differencesM'>) {
  const { proposal: text } = useWords();
  const formats = useFormats();
  const known = points.flatMap((pair, i) => (pair.ground === null ? [] : [{ pair, n: i + 1 }]));
  if (known.length < confirmation.points)
    return <p>{text.noPoints(confirmation.points, formats.number(confirmation.apartM))}</p>;
  return (
    <div>
      <h3 className={style.hint}>{text.differences}</h3>
      <ul className={calibration.differences}>
        {known.map(({ pair, n }) => {
          const offM = differencesM.get(pair.id) ?? null;
          return (
            <li key={pair.id} data-off={offM === null || offM > confirmation.withinM}>
              {offM === null ? text.beyond(n) : text.difference(n, formats.number(offM, 2))}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

import { IconCircleCheck, IconCircleX, IconInfoTriangle, IconMinus } from '@tabler/icons-react';
import type { AlarmFigures } from '../../contract/alarm-figures.ts';
import type { TargetName } from '../../core/alarm/figures/alarm-target.ts';
import ui from '../ui/ui.module.css';
import { type Formats, useFormats, useWords } from '../words/index.ts';
import style from './figures.module.css';

const isShare: ReadonlySet<TargetName> = new Set([
  'crowded-periods',
  'flooded-time',
  'high-share',
  'top-ten',
]);
const icons = { met: IconCircleCheck, near: IconInfoTriangle, missed: IconCircleX } as const;

/** Each target of the standards with what was measured: met, near or missed, by word, shape and colour. */
export function JudgementTiles({ judgements }: { readonly judgements: AlarmFigures['judgements'] }) {
  const words = useWords();
  const formats = useFormats();
  const { figures } = words;
  return (
    <ul className={style.tiles}>
      {judgements.map(({ name, value, good, most, verdict }) => {
        const Icon = verdict === null ? IconMinus : icons[verdict];
        const near = targetText(name, most, formats);
        const target = good === 0 ? figures.noneAllowed : figures.atMost(targetText(name, good, formats));
        return (
          <li key={name} className={ui.card} data-target={name} data-verdict={verdict ?? 'none'}>
            <h3>{figures.targets[name]}</h3>
            <p className={style.value}>{value === null ? '–' : valueText(name, value, formats)}</p>
            <p className={style.verdict} data-verdict={verdict ?? 'none'}>
              <Icon size={16} stroke={1.8} aria-hidden />
              {verdict === null ? figures.tooFew : figures.verdicts[verdict]}
            </p>
            <p className={style.target}>
              {good === most ? figures.target(target) : figures.targetNear(target, near)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function valueText(name: TargetName, value: number, formats: Formats): string {
  if (name === 'per-ten-minutes') return formats.number(value, 2);
  // Under one per cent whole numbers would hide what the target asks.
  if (isShare.has(name)) return `${formats.number(value * 100, value < 0.1 ? 1 : 0)}\u202f%`;
  return formats.number(value);
}

function targetText(name: TargetName, value: number, formats: Formats): string {
  return isShare.has(name) ? formats.percent(value) : formats.number(value);
}

import type { StreamFigures } from '../../contract/alarm-figures.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './figures.module.css';

/** Head cells of the numbers every table has in common. */
export function AnswerHead() {
  const { figures } = useWords();
  return (
    <>
      <th className={ui.num}>{figures.median}</th>
      <th className={`${ui.num} ${style.wide}`}>{figures.p95}</th>
      <th className={`${ui.num} ${style.wide}`} title={figures.lateHint}>
        {figures.late}
      </th>
      <th className={`${ui.num} ${style.wide}`}>{figures.nuisance}</th>
    </>
  );
}

export function AnswerCells({ figures }: { readonly figures: StreamFigures }) {
  const formats = useFormats();
  const time = (ms: number | null) => (ms === null ? '–' : formats.duration(ms));
  const share = (value: number | null) => (value === null ? '–' : formats.percent(value));
  return (
    <>
      <td className={ui.num}>{time(figures.acknowledgeMedianMs)}</td>
      <td className={`${ui.num} ${style.wide}`}>{time(figures.acknowledgeP95Ms)}</td>
      <td className={`${ui.num} ${style.wide}`}>{share(figures.lateShare)}</td>
      <td className={`${ui.num} ${style.wide}`}>{share(figures.nuisanceShare)}</td>
    </>
  );
}

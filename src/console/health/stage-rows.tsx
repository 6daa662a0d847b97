import type { StageHealth } from '../../contract/shapes.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './health-page.module.css';
import { type History, sparkline } from './history.ts';

const order: readonly StageHealth['stage'][] = [
  'open',
  'decode',
  'detect',
  'track',
  'measure',
  'mask',
  'encode',
  'deliver',
  'store',
];
const width = 140;
const height = 22;

/** Each stage from camera to database: latency, its trend, what was dropped. */
export function StageRows({
  stages,
  history,
}: {
  readonly stages: readonly StageHealth[];
  readonly history: History;
}) {
  const words = useWords();
  const formats = useFormats();
  const rows = [...stages].sort((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage));
  const latency = (ms: number | null) => (ms === null ? '–' : formats.latency(ms));
  return (
    <div className={ui.tableWrap}>
      <table className={ui.table}>
        <thead>
          <tr>
            <th>{words.health.stage}</th>
            <th className={ui.num}>{words.health.p50}</th>
            <th className={ui.num}>{words.health.p95}</th>
            <th className={style.wide}>{words.health.trend}</th>
            <th className={`${ui.num} ${style.wide}`}>{words.health.count}</th>
            <th className={ui.num}>{words.health.dropped}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.stage}>
              <td>{words.health.stages[row.stage]}</td>
              <td className={ui.num}>{latency(row.p50Ms)}</td>
              <td className={ui.num}>{latency(row.p95Ms)}</td>
              <td className={style.wide}>
                <svg width={width} height={height} className={style.spark} aria-hidden focusable="false">
                  <path d={sparkline(history.get(row.stage) ?? [], width, height)} />
                </svg>
              </td>
              <td className={`${ui.num} ${style.wide}`}>{formats.number(row.count)}</td>
              <td className={`${ui.num} ${row.dropped > 0 ? style.bad : ''}`}>
                {formats.number(row.dropped)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import type { ProcessHealth } from '../../contract/shapes.ts';
import { StateMark } from '../ui/state-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { sayExit } from '../words/say-exit.ts';
import style from './health-page.module.css';

/** Ingest processes: what each carries, costs, and how often it came back. */
export function ProcessRows({
  processes,
  nowMs,
}: {
  readonly processes: readonly ProcessHealth[];
  readonly nowMs: number;
}) {
  const words = useWords();
  const formats = useFormats();
  return (
    <div className={ui.tableWrap}>
      <table className={ui.table}>
        <thead>
          <tr>
            <th>{words.health.process}</th>
            <th className={ui.num}>{words.health.camerasTitle}</th>
            <th className={ui.num}>{words.health.cpu}</th>
            <th className={ui.num}>{words.health.memory}</th>
            <th className={ui.num}>{words.health.uptime}</th>
            <th className={ui.num}>{words.health.restarts}</th>
          </tr>
        </thead>
        <tbody>
          {processes.map((process) => (
            <tr key={process.name}>
              <td>
                <span className={style.state}>
                  <StateMark state={process.pid === null ? 'bad' : 'good'} />
                  {process.name}
                </span>
                {process.lastExit !== null && (
                  <small className={style.exit}>
                    {words.health.lastExit}: {sayExit(process.lastExit, words.health.exits)}
                  </small>
                )}
              </td>
              <td className={ui.num}>{formats.number(process.cameraIds.length)}</td>
              <td className={ui.num}>
                {process.cpuShare === null ? '–' : formats.percent(process.cpuShare)}
              </td>
              <td className={ui.num}>{process.rssBytes === null ? '–' : formats.bytes(process.rssBytes)}</td>
              <td className={ui.num}>
                {process.pid === null || process.startedAtMs === null
                  ? words.health.notRunning
                  : formats.duration(nowMs - process.startedAtMs)}
              </td>
              <td className={`${ui.num} ${process.restarts > 0 ? style.bad : ''}`}>
                {formats.number(process.restarts)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

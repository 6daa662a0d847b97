import type { IncidentFigures, IncidentGroupFigures } from '../../contract/incident-figures.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { DayStrip } from './day-strip.tsx';
import style from './incident-figures.module.css';
import { waitNames } from './wait-tiles.tsx';

/** Incidents of one kind, or of one cause, a row each: when, how many, and how long they took. */
export function GroupTable({
  groups,
  days,
  all,
  name,
}: {
  readonly groups: readonly (IncidentGroupFigures & { readonly key: string; readonly name: string })[];
  readonly days: IncidentFigures['days'];
  /** What shares are of. */
  readonly all: number;
  /** Of the first column. */
  readonly name: string;
}) {
  const { incidentFigures: own } = useWords();
  const formats = useFormats();
  // One scale for all rows: a rare kind looks rare.
  const most = Math.max(1, ...groups.flatMap(({ perDay }) => perDay));
  return (
    <>
      <p className={style.hint}>{own.timesHint}</p>
      <div className={ui.tableWrap}>
        <table className={`${ui.table} ${style.table}`}>
          <thead>
            <tr>
              <th>{name}</th>
              <th className={style.wide}>{own.columns.days}</th>
              <th className={ui.num}>{own.columns.incidents}</th>
              <th className={`${ui.num} ${style.wide}`}>{own.columns.share}</th>
              {waitNames.map((wait) => (
                <th key={wait} className={ui.num}>
                  {own.columns[wait]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.key} data-group={group.key}>
                <td>{group.name}</td>
                <td className={style.wide}>
                  <DayStrip days={days} counts={group.perDay} most={most} />
                </td>
                <td className={ui.num}>{formats.number(group.incidents)}</td>
                <td className={`${ui.num} ${style.wide}`}>{formats.percent(group.incidents / all)}</td>
                {waitNames.map((wait) => {
                  const { medianMs, p95Ms } = group[wait];
                  return (
                    <td key={wait} className={ui.num}>
                      {medianMs === null ? '–' : formats.duration(medianMs)}
                      {p95Ms !== null && <span className={style.sub}>{formats.duration(p95Ms)}</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

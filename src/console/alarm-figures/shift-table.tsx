import type { AlarmFigures } from '../../contract/alarm-figures.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { AnswerCells, AnswerHead } from './figure-cells.tsx';
import style from './figures.module.css';

/** Shifts, the newest first. */
export function ShiftTable({ shifts, nowMs }: Pick<AlarmFigures, 'shifts'> & { readonly nowMs: number }) {
  const { figures } = useWords();
  const formats = useFormats();
  return (
    <div className={ui.tableWrap}>
      <table className={`${ui.table} ${style.table}`}>
        <thead>
          <tr>
            <th>{figures.shift}</th>
            <th className={ui.num}>{figures.count}</th>
            <th className={`${ui.num} ${style.wide}`}>{figures.perTen}</th>
            <th className={ui.num}>{figures.most}</th>
            <AnswerHead />
          </tr>
        </thead>
        <tbody>
          {shifts.toReversed().map((shift) => (
            <tr key={shift.fromMs} data-shift={shift.start}>
              <td>
                {formats.day(shift.fromMs, nowMs)} {formats.clock(shift.fromMs).slice(0, 5)}–
                {formats.clock(shift.toMs).slice(0, 5)}
              </td>
              <td className={ui.num}>{formats.number(shift.alarms)}</td>
              <td className={`${ui.num} ${style.wide}`}>
                {shift.perTenMinutes === null ? '–' : formats.number(shift.perTenMinutes, 2)}
              </td>
              <td className={ui.num}>{formats.number(shift.mostInTenMinutes)}</td>
              <AnswerCells figures={shift} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

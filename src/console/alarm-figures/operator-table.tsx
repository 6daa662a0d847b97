import type { AlarmFigures } from '../../contract/alarm-figures.ts';
import { useMay } from '../session.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { AnswerCells, AnswerHead } from './figure-cells.tsx';
import style from './figures.module.css';

/** The load of each operator, and the times of what he or she took. */
export function OperatorTable({ operators }: Pick<AlarmFigures, 'operators'>) {
  const { figures } = useWords();
  const formats = useFormats();
  const seesAll = useMay('audit.read');
  return (
    <>
      <p className={style.hint}>
        {figures.operatorHint} {!seesAll && figures.onlyOwn}
      </p>
      <div className={ui.tableWrap}>
        <table className={`${ui.table} ${style.table}`}>
          <thead>
            <tr>
              <th>{figures.operator}</th>
              <th className={`${ui.num} ${style.wide}`}>{figures.shiftsWorked}</th>
              <th className={ui.num}>{figures.perTen}</th>
              <th className={`${ui.num} ${style.wide}`}>{figures.most}</th>
              <th className={ui.num}>{figures.took}</th>
              <AnswerHead />
            </tr>
          </thead>
          <tbody>
            {operators.map(({ name, shifts, stream, own }) => (
              <tr key={name} data-operator={name}>
                <td>{name}</td>
                <td className={`${ui.num} ${style.wide}`}>{formats.number(shifts)}</td>
                <td className={ui.num}>
                  {stream.perTenMinutes === null ? '–' : formats.number(stream.perTenMinutes, 2)}
                </td>
                <td className={`${ui.num} ${style.wide}`}>{formats.number(stream.mostInTenMinutes)}</td>
                <td className={ui.num}>{formats.number(own.acknowledged)}</td>
                <AnswerCells figures={own} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

import { Link, useRouter } from '@tanstack/react-router';
import type { AlarmView } from '../../contract/shapes.ts';
import { useServerNow } from '../live.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './alarm-table.module.css';
import { lastedMs } from './lasted.ts';
import { titleOf } from './title.ts';

/** Alarms as rows; a row opens its alarm. */
export function AlarmTable({
  alarms,
  hasCamera = true,
}: {
  readonly alarms: readonly AlarmView[];
  readonly hasCamera?: boolean;
}) {
  const words = useWords();
  const { columns } = words.alarms;
  return (
    <div className={ui.tableWrap}>
      <table className={`${ui.table} ${style.table}`}>
        <thead>
          <tr>
            <th>{columns.what}</th>
            {hasCamera && <th className={style.wide}>{columns.where}</th>}
            <th className={style.wide}>{columns.state}</th>
            <th className={ui.num}>{columns.raised}</th>
            <th className={ui.num}>{columns.lasted}</th>
          </tr>
        </thead>
        <tbody>
          {alarms.map((alarm) => (
            <Row key={alarm.id} alarm={alarm} hasCamera={hasCamera} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ alarm, hasCamera }: { readonly alarm: AlarmView; readonly hasCamera: boolean }) {
  const words = useWords();
  const formats = useFormats();
  const router = useRouter();
  const now = useServerNow();
  const open = () => void router.navigate({ to: '/alarms/$alarmId', params: { alarmId: alarm.id } });
  return (
    // The link inside is the keyboard's way; the whole row is a larger target for the mouse.
    <tr className={style.row} onClick={open}>
      <td>
        <span className={style.what}>
          <PriorityMark priority={alarm.priority} state={alarm.state} size={16} />
          <Link
            to="/alarms/$alarmId"
            params={{ alarmId: alarm.id }}
            className={style.link}
            onClick={(event) => event.stopPropagation()}
          >
            {titleOf(alarm, words)}
          </Link>
          <span className="visually-hidden">
            {words.alarms.priority(words.alarms.priorities[alarm.priority])}
          </span>
        </span>
      </td>
      {hasCamera && <td className={style.wide}>{alarm.cameraName}</td>}
      <td className={style.wide}>{words.alarms.states[alarm.state]}</td>
      <td className={ui.num}>{formats.moment(alarm.raisedAtMs, now)}</td>
      <td className={ui.num}>{formats.duration(lastedMs(alarm, now))}</td>
    </tr>
  );
}

import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AlarmView } from '../../contract/shapes.ts';
import type { ShelfReason } from '../../core/alarm/set-aside.ts';
import type { SituationKind } from '../../core/zone.ts';
import { useServerNow } from '../live.ts';
import { useMay } from '../session.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords, type Words } from '../words/index.ts';
import style from './aside.module.css';
import { unshelve } from './change-alarm.ts';
import { titleOf } from './title.ts';

/** Alarms that were set aside, with who, why and until when. */
export function AsideTable({ alarms }: { readonly alarms: readonly AlarmView[] }) {
  const words = useWords();
  const { columns } = words.aside;
  return (
    <div className={ui.tableWrap}>
      <table className={`${ui.table} ${style.table}`}>
        <thead>
          <tr>
            <th>{columns.what}</th>
            <th>{columns.why}</th>
            <th className={style.wide}>{columns.who}</th>
            <th className={`${ui.num} ${style.wide}`}>{columns.times}</th>
            <th>{columns.left}</th>
            <th>
              <span className="visually-hidden">{columns.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {alarms.map((alarm) => (
            <Row key={alarm.id} alarm={alarm} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ alarm }: { readonly alarm: AlarmView }) {
  const words = useWords();
  const formats = useFormats();
  const mayShelve = useMay('alarm.shelve');
  const now = useServerNow(10_000);
  const { aside } = alarm;
  if (aside === null) return null;
  const by = aside.by === 'system' ? null : aside.by;
  const since = formats.moment(aside.sinceMs, now);
  return (
    <tr data-aside={alarm.id}>
      <td>
        <span className={style.what}>
          <PriorityMark priority={alarm.priority} state={alarm.state} size={16} />
          <Link to="/alarms/$alarmId" params={{ alarmId: alarm.id }} className={ui.link}>
            {titleOf(alarm, words)}
          </Link>
          {alarm.zoneName !== null && <span className={style.place}>{alarm.cameraName}</span>}
        </span>
      </td>
      <td>{whyAside(alarm, words)}</td>
      <td className={style.wide}>{by === null ? since : words.aside.byWhom(by, since)}</td>
      <td className={`${ui.num} ${style.wide}`}>{words.aside.times(alarm.times)}</td>
      <td>{aside.untilMs === null ? words.aside.whenOver : formats.moment(aside.untilMs, now)}</td>
      <td className={style.do}>
        {alarm.state === 'shelved' && mayShelve && (
          <Button size="compact-sm" variant="default" onClick={() => void unshelve(alarm)}>
            {words.aside.unshelve}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** The cause in the operator's language, or the administrator's own words. */
export function whyAside({ aside }: Pick<AlarmView, 'aside'>, words: Words): string {
  if (aside === null) return '';
  if (aside.as === 'shelved') return words.aside.reasons[aside.reason as ShelfReason];
  if (aside.as === 'suppressed')
    return words.aside.suppressedBy(words.alarms.kinds[aside.reason as SituationKind]);
  return aside.reason;
}

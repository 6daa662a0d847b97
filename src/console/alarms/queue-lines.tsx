import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useState } from 'react';
import type { AlarmView } from '../../contract/shapes.ts';
import { asksForNotice } from '../../core/alarm/alarm.ts';
import type { Line } from '../../core/alarm/queue-lines.ts';
import { useMay } from '../session.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { useWords } from '../words/index.ts';
import { acknowledgeAll } from './acknowledge.ts';
import { AlarmAge } from './alarm-card.tsx';
import { sayLine } from './line-words.ts';
import style from './queue.module.css';
import { selectAlarm } from './selection.ts';
import { titleOf } from './title.ts';

/** How many alarms an opened line draws; the rest stand on the page of alarms. */
const mostRows = 60;

/** Lines of the queue: an alarm, or many that share something, with how many. */
export function QueueLines({ lines }: { readonly lines: readonly Line<AlarmView>[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className={style.rows}>
      {lines.map((line) =>
        line.alarms.length === 1 ? (
          <Row key={line.key} alarm={line.alarms[0]!} />
        ) : (
          <Group key={line.key} line={line} />
        ),
      )}
    </ul>
  );
}

/** Drawn anew when its alarm is another one or has changed. */
const Row = memo(PlainRow);

function PlainRow({ alarm }: { readonly alarm: AlarmView }) {
  const words = useWords();
  return (
    <li data-alarm={alarm.id}>
      <button type="button" className={style.row} onClick={() => selectAlarm(alarm.id)}>
        <PriorityMark priority={alarm.priority} state={alarm.state} />
        <span className={style.rowWords}>
          <span className={style.rowTitle}>{titleOf(alarm, words)}</span>
          <span className={style.rowMeta}>
            {words.alarms.states[alarm.state]}
            {alarm.zoneName === null ? '' : ` · ${alarm.cameraName}`}
            {alarm.times > 1 ? ` · ${words.aside.times(alarm.times)}` : ''}
          </span>
        </span>
        <AlarmAge alarm={alarm} />
      </button>
    </li>
  );
}

function Group({ line }: { readonly line: Line<AlarmView> }) {
  const words = useWords();
  const mayAcknowledge = useMay('alarm.acknowledge');
  const [isOpen, setOpen] = useState(false);
  const first = line.alarms[0]!;
  const { title, meta } = sayLine(line, words);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <li data-line={line.key} data-count={line.alarms.length}>
      <div className={style.groupRow}>
        <button
          type="button"
          className={style.row}
          aria-expanded={isOpen}
          title={isOpen ? words.lines.hide : words.lines.show}
          onClick={() => setOpen(!isOpen)}
        >
          <PriorityMark priority={first.priority} state={first.state} />
          <span className={style.rowWords}>
            <span className={style.rowTitle}>{title}</span>
            <span className={style.rowMeta}>{meta}</span>
          </span>
          <span className={style.groupCount}>
            {line.alarms.length}
            <Chevron size={16} stroke={1.6} aria-hidden />
          </span>
        </button>
        {mayAcknowledge && asksForNotice(first) && (
          <Button
            className={style.groupDo ?? ''}
            size="compact-sm"
            variant="default"
            onClick={() => {
              selectAlarm(null);
              void acknowledgeAll(line.alarms);
            }}
          >
            {words.lines.acknowledgeAll(line.alarms.length)}
          </Button>
        )}
      </div>
      {isOpen && (
        <ul className={style.inner}>
          {line.alarms.slice(0, mostRows).map((alarm) => (
            <Row key={alarm.id} alarm={alarm} />
          ))}
          {line.alarms.length > mostRows && (
            <li>
              <Link to="/alarms" className={style.more}>
                {words.alarms.more(line.alarms.length - mostRows)}
              </Link>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

import { Modal, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import type { AlarmView } from '../../contract/shapes.ts';
import { defaultAlarmPolicy } from '../../core/alarm/alarm-policy.ts';
import { type ShelfReason, shelfReasons } from '../../core/alarm/set-aside.ts';
import { useAlarms } from '../live.ts';
import { Kbd } from '../ui/kbd.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { alarmPolicyQuery } from './alarm-queries.ts';
import style from './aside.module.css';
import { shelve } from './change-alarm.ts';
import { selectAlarm } from './selection.ts';
import { reasonOfKey, shelfLengths, stepLength, usualLength } from './shelf-state.ts';
import { askToShelve, useShelfTarget } from './shelf-target.ts';
import { titleOf } from './title.ts';

/** S, then 1 to 4: two keys shelve an alarm for an hour; the arrows choose another length first. */
export function ShelfPanel() {
  const words = useWords();
  const targetId = useShelfTarget();
  const alarm = useAlarms().get(targetId ?? '');
  const close = () => askToShelve(null);
  return (
    <Modal
      opened={alarm !== undefined}
      onClose={close}
      title={alarm === undefined ? '' : words.aside.shelveTitle(titleOf(alarm, words))}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {alarm !== undefined && <Choice key={alarm.id} alarm={alarm} onDone={close} />}
    </Modal>
  );
}

function Choice({ alarm, onDone }: { readonly alarm: AlarmView; readonly onDone: () => void }) {
  const words = useWords();
  const formats = useFormats();
  const longestShelfMs = useQuery(alarmPolicyQuery).data?.longestShelfMs ?? defaultAlarmPolicy.longestShelfMs;
  const lengths = shelfLengths(longestShelfMs);
  const [chosen, setChosen] = useState<number | null>(null);
  const forMs = chosen ?? usualLength(lengths);

  const put = (reason: ShelfReason) => {
    onDone();
    selectAlarm(null);
    void shelve(alarm, reason, forMs);
  };
  const press = (event: KeyboardEvent) => {
    const reason = reasonOfKey(event.code);
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : null;
    if (reason !== null) put(reason);
    else if (by !== null) setChosen(stepLength(lengths, forMs, by));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // The keys are shortcuts of the buttons inside, which can be reached and pressed one by one.
    <fieldset className={style.shelf} aria-label={words.aside.reason} onKeyDownCapture={press}>
      <p className={ui.muted}>{words.aside.shelveLead}</p>
      <div>
        <p className={style.label} id="shelf-length">
          {words.aside.duration} <span className={style.hint}>{words.aside.durationHint}</span>
        </p>
        <SegmentedControl
          fullWidth
          aria-labelledby="shelf-length"
          value={String(forMs)}
          onChange={(value) => setChosen(Number(value))}
          data={lengths.map((ms) => ({ value: String(ms), label: formats.span(ms) }))}
        />
      </div>
      <ul className={style.reasons}>
        {shelfReasons.map((reason, i) => (
          <li key={reason}>
            <button
              type="button"
              className={style.reason}
              data-autofocus={i === 0 ? true : undefined}
              onClick={() => put(reason)}
            >
              <Kbd>{i + 1}</Kbd>
              <span>{words.aside.reasons[reason]}</span>
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

import { Button } from '@mantine/core';
import type { AlarmView } from '../../contract/shapes.ts';
import { awaitsReset, isAside, isOpen } from '../../core/alarm/alarm.ts';
import { useServerNow } from '../live.ts';
import { useMay } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useFormats, useWords } from '../words/index.ts';
import { whyAside } from './aside-table.tsx';
import { reset, toggleNuisance, unshelve } from './change-alarm.ts';
import { askToShelve } from './shelf-target.ts';

/** On the alarm's own page: reset what is latched, shelve what is open, bring back what is shelved. */
export function OtherActions({ alarm }: { readonly alarm: AlarmView }) {
  const words = useWords();
  const mayAcknowledge = useMay('alarm.acknowledge');
  const mayShelve = useMay('alarm.shelve');
  return (
    <>
      {mayAcknowledge && awaitsReset(alarm) && (
        <Button
          size="md"
          variant="default"
          onClick={() => void reset(alarm)}
          rightSection={<Kbd>R</Kbd>}
          title={words.aside.resetHint}
        >
          {words.aside.reset}
        </Button>
      )}
      {mayShelve && isOpen(alarm) && !isAside(alarm) && (
        <Button size="md" variant="default" onClick={() => askToShelve(alarm.id)} rightSection={<Kbd>S</Kbd>}>
          {words.aside.shelve}
        </Button>
      )}
      {mayAcknowledge && (
        <Button
          size="md"
          variant="default"
          aria-pressed={alarm.nuisanceBy !== null}
          onClick={() => void toggleNuisance(alarm)}
          rightSection={<Kbd>X</Kbd>}
        >
          {alarm.nuisanceBy === null ? words.lines.nuisance : words.lines.noNuisance}
        </Button>
      )}
      {mayShelve && alarm.state === 'shelved' && (
        <Button size="md" variant="default" onClick={() => void unshelve(alarm)}>
          {words.aside.unshelve}
        </Button>
      )}
    </>
  );
}

/** Why, by whom and until when it is set aside: parts of the line under the title. */
export function AsideFacts({ alarm }: { readonly alarm: AlarmView }) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow(10_000);
  const { aside } = alarm;
  if (aside === null) return null;
  return (
    <>
      <span>{whyAside(alarm, words)}</span>
      {aside.by !== 'system' && (
        <span>{words.aside.byWhom(aside.by, formats.moment(aside.sinceMs, now))}</span>
      )}
      {aside.untilMs !== null && <span>{words.aside.until(formats.moment(aside.untilMs, now))}</span>}
    </>
  );
}

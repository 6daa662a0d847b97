import { NumberInput, SegmentedControl, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Priority, priorities } from '../../core/priority.ts';
import type { SituationKind } from '../../core/zone.ts';
import { rationalisationsQuery, useRationalised } from '../alarms/rationalised.ts';
import { call } from '../client.ts';
import { answers } from '../session.ts';
import { FormModal } from '../ui/form-modal.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';

/** A site's own review of a kind of alarm. */
export function KindForm({ kind, onClose }: { readonly kind: SituationKind; readonly onClose: () => void }) {
  const words = useWords();
  const { kindsPage } = words;
  const now = useRationalised(kind);
  // As it was when the form was opened: who saves second is told that somebody was quicker.
  const [version] = useState(now.own?.version ?? 0);
  const [priority, setPriority] = useState<Priority>(now.priority);
  const [seconds, setSeconds] = useState<number | string>(now.timeToRespondMs / 1_000);
  const [texts, setTexts] = useState({
    response: now.own?.response ?? '',
    consequence: now.own?.consequence ?? '',
    cause: now.own?.cause ?? '',
  });
  const isTime = typeof seconds === 'number' && seconds >= 1 && seconds <= 86_400;
  const own = (text: string) => (text.trim() === '' ? null : text.trim());
  const save = useMutation({
    mutationFn: () =>
      call('rationalisations.replace', {
        params: { kind },
        body: {
          version,
          priority,
          timeToRespondMs: Math.round(Number(seconds) * 1_000),
          response: own(texts.response),
          consequence: own(texts.consequence),
          cause: own(texts.cause),
        },
      }),
    onSuccess: async () => {
      await answers.invalidateQueries({ queryKey: rationalisationsQuery.queryKey });
      onClose();
    },
  });
  const shipped = words.alarms.advice[kind];
  const labels = {
    response: kindsPage.response,
    consequence: words.alarms.consequence,
    cause: words.alarms.cause,
  };
  return (
    <FormModal
      title={kindsPage.editTitle(words.alarms.kinds[kind])}
      action={kindsPage.save}
      isReady={isTime}
      store={save}
      onClose={onClose}
    >
      <p className={ui.muted}>{kindsPage.editHint}</p>
      <SegmentedControl
        aria-label={kindsPage.priority}
        value={priority}
        onChange={(value) => setPriority(value as Priority)}
        data={priorities.map((one) => ({ value: one, label: words.alarms.priorities[one] }))}
      />
      <NumberInput
        data-autofocus
        label={kindsPage.seconds}
        min={1}
        max={86_400}
        value={seconds}
        onChange={setSeconds}
      />
      {(['response', 'consequence', 'cause'] as const).map((field) => (
        <Textarea
          key={field}
          label={labels[field]}
          placeholder={shipped[field]}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          value={texts[field]}
          onChange={(event) => setTexts({ ...texts, [field]: event.currentTarget.value })}
        />
      ))}
    </FormModal>
  );
}

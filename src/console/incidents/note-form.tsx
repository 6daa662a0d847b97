import { Button, Select, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { Incident } from '../../contract/incidents.ts';
import { call } from '../client.ts';
import { answers } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useFormats, useWords } from '../words/index.ts';
import { incidentQuery } from './incident-queries.ts';
import style from './log.module.css';
import { useTerms } from './use-terms.ts';

const fieldId = 'incident-note';

/** Where L leads. */
export function focusNote(): void {
  document.getElementById(fieldId)?.focus();
}

/** A line of the log: Enter writes it, Shift Enter makes a new line, Escape leaves the field. */
export function NoteForm({ incident }: { readonly incident: Incident }) {
  const words = useWords();
  const { incidents: own } = words;
  const terms = useTerms();
  const formats = useFormats();
  const [text, setText] = useState('');
  const [alarmId, setAlarmId] = useState<string | null>(null);
  const write = useMutation({
    mutationFn: (body: { text: string; alarmId: string | null }) =>
      call('incidents.log', { params: { id: incident.id }, body }),
    onSuccess: (view) => {
      answers.setQueryData(incidentQuery(incident.id).queryKey, view);
      setText('');
      setAlarmId(null);
    },
  });
  const isReady = text.trim() !== '' && !write.isPending;
  const send = () => {
    if (isReady) write.mutate({ text: text.trim(), alarmId });
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      event.currentTarget.blur();
    }
  };
  const pictures = incident.alarms.filter(({ hasPicture }) => hasPicture);
  return (
    <form
      className={style.note}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        id={fieldId}
        label={
          <>
            {own.write} <Kbd>L</Kbd>
          </>
        }
        description={own.writeHint}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={4_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={press}
      />
      {text !== '' && (
        <div className={style.noteFoot}>
          {pictures.length > 0 && (
            <Select
              size="xs"
              aria-label={own.withPicture}
              placeholder={`${own.withPicture}: ${own.noPicture}`}
              clearable
              value={alarmId}
              data={pictures.map(({ id, kind, zoneName, cameraName, raisedAtMs }) => ({
                value: id,
                label: `${terms.kinds[kind]}, ${zoneName ?? cameraName}, ${formats.clock(raisedAtMs)}`,
              }))}
              onChange={setAlarmId}
            />
          )}
          <Button type="submit" size="compact-sm" loading={write.isPending} disabled={!isReady}>
            {own.send}
          </Button>
        </div>
      )}
      <div role="alert">
        {write.error !== null && <p className={style.bad}>{problemText(write.error, words)}</p>}
      </div>
    </form>
  );
}

import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { type Dispatch, useState } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import type { DrawnEvent } from '../../core/score/event-outcome.ts';
import { type ZoneSituationKind, zoneSituationKinds } from '../../core/zone.ts';
import { useServerNow } from '../live.ts';
import { useFormats, useWords } from '../words/index.ts';
import style from './accuracy.module.css';
import type { LabellingAction } from './labelling-state.ts';
import { fromLocal, toLocal } from './local-time.ts';

const most = 20;
const longestMs = 3_600_000;

/** Something that happened, to see whether the camera told of it. */
export function EventForm({
  camera,
  events,
  dispatch,
}: {
  readonly camera: CameraView;
  readonly events: readonly DrawnEvent[];
  readonly dispatch: Dispatch<LabellingAction>;
}) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className={style.events}>
      <h2>{words.accuracy.eventsTitle}</h2>
      <p className={style.hint}>{words.accuracy.eventsHint}</p>
      <ul className={style.eventList}>
        {events.map((event, i) => (
          <li key={`${event.kind} ${event.zoneId} ${event.startMs} ${event.endMs}`}>
            <span>
              {words.editor.rule[event.kind as ZoneSituationKind].name}
              {', '}
              {camera.zones.find(({ id }) => id === event.zoneId)?.name ?? words.accuracy.anywhere}
              <small>
                {formats.clock(event.startMs)}–{formats.clock(event.endMs)}
              </small>
            </span>
            <CloseButton
              aria-label={words.accuracy.removeEvent}
              onClick={() => dispatch({ type: 'remove-event', index: i })}
            />
          </li>
        ))}
      </ul>
      {isOpen ? (
        <NewEvent
          zones={camera.zones}
          nowMs={now}
          onAdd={(event) => {
            dispatch({ type: 'add-event', event });
            setOpen(false);
          }}
          onCancel={() => setOpen(false)}
        />
      ) : (
        <Button
          variant="default"
          className={style.atStart}
          disabled={events.length >= most}
          onClick={() => setOpen(true)}
          data-new-event
        >
          {words.accuracy.addEvent}
        </Button>
      )}
    </section>
  );
}

function NewEvent({
  zones,
  nowMs,
  onAdd,
  onCancel,
}: {
  readonly zones: CameraView['zones'];
  readonly nowMs: number;
  readonly onAdd: (event: DrawnEvent) => void;
  readonly onCancel: () => void;
}) {
  const words = useWords();
  // What is looked for here is what is most likely asked about.
  const watched = zones.find(({ rules }) => rules.length > 0);
  const [kind, setKind] = useState<ZoneSituationKind>(watched?.rules[0]?.kind ?? 'intrusion');
  const [zoneId, setZone] = useState((watched ?? zones[0])?.id ?? '');
  const [from, setFrom] = useState(() => toLocal(nowMs - 60_000));
  const [to, setTo] = useState(() => toLocal(nowMs));
  const startMs = fromLocal(from);
  const endMs = fromLocal(to);
  const isFit = startMs !== null && endMs !== null && endMs > startMs && endMs - startMs <= longestMs;
  return (
    <form
      className={style.newEvent}
      onSubmit={(event) => {
        event.preventDefault();
        if (isFit) onAdd({ kind, zoneId: zoneId === '' ? null : zoneId, startMs, endMs });
      }}
    >
      <NativeSelect
        label={words.accuracy.eventKind}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as ZoneSituationKind)}
        data={zoneSituationKinds.map((value) => ({ value, label: words.editor.rule[value].name }))}
      />
      <NativeSelect
        label={words.accuracy.eventZone}
        value={zoneId}
        onChange={(event) => setZone(event.currentTarget.value)}
        data={[
          { value: '', label: words.accuracy.anywhere },
          ...zones.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <TextInput
        type="datetime-local"
        step={1}
        label={words.accuracy.eventFrom}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        step={1}
        label={words.accuracy.eventTo}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={isFit ? null : words.accuracy.eventUnfit}
      />
      <div className={style.finishActions}>
        <Button variant="default" onClick={onCancel}>
          {words.common.cancel}
        </Button>
        <Button type="submit" disabled={!isFit}>
          {words.accuracy.keepEvent}
        </Button>
      </div>
    </form>
  );
}

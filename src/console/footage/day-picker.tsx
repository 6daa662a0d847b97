import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { say } from '../ui/notice.tsx';
import { useWords } from '../words/index.ts';
import style from './footage.module.css';
import { httpReader } from './http-reader.ts';
import type { TimeTexts } from './time-text.ts';
import { dayBeside, instantOf, type Span, wallMs } from './zone-time.ts';

/** The day, and a field to type a moment of the site's local time. */
export function DayPicker({
  day,
  atMs,
  times,
  timeZone,
  onSeek,
}: {
  readonly day: Span;
  readonly atMs: number;
  readonly times: TimeTexts;
  readonly timeZone: string;
  readonly onSeek: (atMs: number) => void;
}) {
  const words = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = new Date(Math.floor(wallMs(atMs, timeZone) / 1_000) * 1_000).toISOString().slice(0, 19);
  const go = (text: string) => {
    setTyped(null);
    const toMs = instantOf(text.length === 16 ? `${text}:00` : text, timeZone);
    if (toMs === null) say(words.footage.noSuchTime);
    else onSeek(toMs);
  };
  const turn = (by: 1 | -1) => {
    const next = dayBeside(day, by, timeZone);
    // The same time of day, as far as that day has it.
    onSeek(Math.min(next.toMs - 1, next.fromMs + (atMs - day.fromMs)));
  };
  return (
    <div className={style.dayPicker}>
      <ActionIcon variant="default" size={36} aria-label={words.footage.previousDay} onClick={() => turn(-1)}>
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <TextInput
        type="datetime-local"
        step={1}
        aria-label={words.footage.goTo}
        title={words.footage.goTo}
        value={typed ?? shown}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.currentTarget.value);
          if (event.key === 'Escape') setTyped(null);
        }}
        onBlur={() => typed !== null && typed !== shown && typed !== '' && go(typed)}
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label={words.footage.nextDay}
        disabled={day.toMs > httpReader.nowMs()}
        onClick={() => turn(1)}
      >
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
      <span className={style.zone}>{times.zone(atMs)}</span>
    </div>
  );
}

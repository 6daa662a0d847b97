import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fromLocal, toLocal } from '../accuracy/local-time.ts';
import { useWords } from '../words/index.ts';
import style from './figures.module.css';
import { type Period, presetDays } from './period.ts';

/** A day, a week, a month, or from one moment to another. */
export function PeriodPicker({
  period,
  span,
  onChange,
}: {
  readonly period: Period;
  readonly span: { readonly fromMs: number; readonly toMs: number };
  readonly onChange: (period: Period) => void;
}) {
  const { figures } = useWords();
  const isOwn = 'fromMs' in period;
  const [from, setFrom] = useState(() => toLocal(span.fromMs).slice(0, 16));
  const [to, setTo] = useState(() => toLocal(span.toMs).slice(0, 16));
  const choose = (nextFrom: string, nextTo: string) => {
    setFrom(nextFrom);
    setTo(nextTo);
    const [fromMs, toMs] = [fromLocal(nextFrom), fromLocal(nextTo)];
    if (fromMs !== null && toMs !== null && fromMs < toMs) onChange({ fromMs, toMs });
  };
  return (
    <div className={style.picker}>
      <SegmentedControl
        size="xs"
        aria-label={figures.period}
        value={isOwn ? 'own' : String(period.days)}
        onChange={(value) => (value === 'own' ? choose(from, to) : onChange({ days: Number(value) }))}
        data={[
          ...presetDays.map((days) => ({ value: String(days), label: figures.periods[days]! })),
          { value: 'own', label: figures.own },
        ]}
      />
      {isOwn && (
        <>
          <TextInput
            type="datetime-local"
            size="xs"
            aria-label={figures.from}
            value={from}
            onChange={(event) => choose(event.currentTarget.value, to)}
          />
          <TextInput
            type="datetime-local"
            size="xs"
            aria-label={figures.to}
            value={to}
            onChange={(event) => choose(from, event.currentTarget.value)}
          />
        </>
      )}
    </div>
  );
}

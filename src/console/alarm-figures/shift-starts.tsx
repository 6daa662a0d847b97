import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { AlarmPolicy } from '../../contract/alarms.ts';
import { alarmPolicyQuery } from '../alarms/alarm-queries.ts';
import { call } from '../client.ts';
import { answers } from '../session.ts';
import { problemText } from '../ui/problem-text.ts';
import { useWords } from '../words/index.ts';
import style from './figures.module.css';

/** When shifts begin: figures are parted there. */
export function ShiftStarts() {
  const words = useWords();
  const { data: policy } = useQuery(alarmPolicyQuery);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? policy?.shiftStarts.join(' ') ?? '';
  const shiftStarts = text.trim().split(/[\s,;]+/);
  const isGood = AlarmPolicy.shape.shiftStarts.safeParse(shiftStarts).success;
  const save = useMutation({
    mutationFn: () => call('alarmPolicy.replace', { body: { ...policy!, shiftStarts } }),
    onSuccess: async (next) => {
      answers.setQueryData(alarmPolicyQuery.queryKey, next);
      setTyped(null);
      await answers.invalidateQueries({ queryKey: ['alarms', 'figures'] });
    },
  });
  if (policy === undefined) return null;
  return (
    <form
      className={style.shiftForm}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={words.figures.shiftStarts}
        description={words.figures.shiftStartsHint}
        error={
          typed !== null && !isGood
            ? words.figures.shiftStartsBad
            : save.error === null
              ? null
              : problemText(save.error, words)
        }
        value={text}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        loading={save.isPending}
        disabled={!isGood || typed === null || text === policy.shiftStarts.join(' ')}
      >
        {words.figures.saveShifts}
      </Button>
    </form>
  );
}

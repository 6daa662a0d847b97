import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../client.ts';
import { useAlarms, useCity } from '../live.ts';
import { useMay } from '../session.ts';
import pageHead from '../ui/page-head.module.css';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { AlarmTable } from './alarm-table.tsx';
import { useOpenAlarms } from './open-alarms.ts';
import { needsAcknowledgement } from './order.ts';
import { QuietSentence } from './quiet-sentence.tsx';
import { AlarmTabs } from './tabs.tsx';

const most = 300;

/** Every alarm: open ones in working order, or all of them, newest first. */
export function AlarmsPage() {
  const words = useWords();
  const [shows, setShows] = useState<'open' | 'all'>('open');
  const open = useOpenAlarms();
  const isKnown = useCity((city) => city.areAlarmsKnown);
  const mayExercise = useMay('exercise.run');
  const waiting = open.filter(needsAcknowledgement).length;
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{words.alarms.title}</h1>
        <AlarmTabs />
        {waiting > 0 && <p>{words.alarms.unacknowledged(waiting)}</p>}
        <div className={pageHead.tools}>
          {mayExercise && (
            <Button size="compact-sm" variant="default" component={Link} to="/exercise">
              {words.exercise.title}
            </Button>
          )}
          <SegmentedControl
            size="xs"
            aria-label={words.alarms.title}
            value={shows}
            onChange={(value) => setShows(value as 'open' | 'all')}
            data={[
              { value: 'open', label: words.alarms.showOpen },
              { value: 'all', label: words.alarms.showAll },
            ]}
          />
        </div>
      </header>
      {shows === 'all' ? (
        <AllAlarms />
      ) : !isKnown ? (
        <RowsSkeleton n={5} />
      ) : open.length === 0 ? (
        <QuietSentence />
      ) : (
        <div className={ui.card}>
          <AlarmTable alarms={open} />
        </div>
      )}
    </div>
  );
}

function AllAlarms() {
  const words = useWords();
  const live = useAlarms();
  const { data, error } = useQuery({
    queryKey: ['alarms', 'all', most],
    queryFn: ({ signal }) => call('alarms.list', { query: { all: 'true', limit: most } }, signal),
    staleTime: 0,
  });
  if (error !== null) return <p className={ui.muted}>{problemText(error, words)}</p>;
  if (data === undefined) return <RowsSkeleton n={6} />;
  // The list is as old as its asking; what has changed since is known live.
  const all = new Map(data.map((alarm) => [alarm.id, alarm]));
  for (const alarm of live.values()) all.set(alarm.id, alarm);
  const newestFirst = [...all.values()].sort((a, b) => b.raisedAtMs - a.raisedAtMs);
  if (newestFirst.length === 0) return <p className={ui.muted}>{words.alarms.noneAtAll}</p>;
  return (
    <div className={ui.card}>
      <AlarmTable alarms={newestFirst} />
    </div>
  );
}

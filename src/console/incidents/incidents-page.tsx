import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCity, useIncidents } from '../live.ts';
import { useMay } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import pageHead from '../ui/page-head.module.css';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { allIncidentsQuery } from './incident-queries.ts';
import { IncidentTable } from './incident-table.tsx';
import { IncidentTabs } from './incident-tabs.tsx';
import { askForNewIncident } from './new-incident-asked.ts';

/** What is worked on, and what was: open ones first by need, or all of them, newest first. */
export function IncidentsPage() {
  const words = useWords();
  const { incidents: own } = words;
  const [shows, setShows] = useState<'open' | 'all'>('open');
  const isKnown = useCity((city) => city.areIncidentsKnown);
  const mayWrite = useMay('incident.write');
  const rank = { high: 0, medium: 1, low: 2 };
  const open = [...useIncidents().values()]
    .filter(({ state }) => state !== 'closed')
    .sort((a, b) => rank[a.priority] - rank[b.priority] || b.openedAtMs - a.openedAtMs);
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{own.title}</h1>
        <IncidentTabs />
        <div className={pageHead.tools}>
          <SegmentedControl
            size="xs"
            aria-label={own.title}
            value={shows}
            onChange={(value) => setShows(value as 'open' | 'all')}
            data={[
              { value: 'open', label: own.open },
              { value: 'all', label: own.all },
            ]}
          />
          {mayWrite && (
            <Button
              size="compact-sm"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => askForNewIncident(true)}
              rightSection={<Kbd>E</Kbd>}
            >
              {own.create}
            </Button>
          )}
        </div>
      </header>
      {shows === 'all' ? (
        <AllIncidents />
      ) : !isKnown ? (
        <RowsSkeleton n={4} />
      ) : open.length === 0 ? (
        <div className={ui.empty}>
          <p className={ui.emptyTitle}>{own.none}</p>
          {mayWrite && <p>{own.noneHint}</p>}
        </div>
      ) : (
        <section className={ui.card} aria-label={own.open}>
          <IncidentTable incidents={open} />
        </section>
      )}
    </div>
  );
}

function AllIncidents() {
  const words = useWords();
  const live = useIncidents();
  const { data, error } = useQuery(allIncidentsQuery);
  if (error !== null) return <p className={ui.muted}>{problemText(error, words)}</p>;
  if (data === undefined) return <RowsSkeleton n={6} />;
  // The list is as old as its asking; what has changed since is known live.
  const all = new Map(data.map((incident) => [incident.id, incident]));
  for (const incident of live.values()) all.set(incident.id, incident);
  const newestFirst = [...all.values()].sort((a, b) => b.number - a.number);
  if (newestFirst.length === 0) return <p className={ui.muted}>{words.incidents.noneAtAll}</p>;
  return (
    <section className={ui.card} aria-label={words.incidents.all}>
      <IncidentTable incidents={newestFirst} />
    </section>
  );
}

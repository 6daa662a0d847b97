import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { IncidentFigures } from '../../contract/incident-figures.ts';
import { incidentFiguresCsv } from '../../contract/incident-figures-csv.ts';
import { type Period, periodOf, searchOf, spanOf } from '../alarm-figures/period.ts';
import { PeriodPicker } from '../alarm-figures/period-picker.tsx';
import type { FreeSearch } from '../alarm-figures/search.ts';
import { call } from '../client.ts';
import { IncidentTabs } from '../incidents/incident-tabs.tsx';
import { useTerms } from '../incidents/use-terms.ts';
import { useServerNow } from '../live.ts';
import pageHead from '../ui/page-head.module.css';
import { problemText } from '../ui/problem-text.ts';
import { saveCsv } from '../ui/save-csv.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { DayChart } from './day-chart.tsx';
import { GroupTable } from './group-table.tsx';
import style from './incident-figures.module.css';
import { LessonsList } from './lessons-list.tsx';
import { OutcomeShares } from './outcome-shares.tsx';
import { WaitTiles } from './wait-tiles.tsx';

/** How many incidents there were, of what kind, why, how they ended, and how long help took. */
export function IncidentFiguresPage() {
  const words = useWords();
  const navigate = useNavigate();
  const period = periodOf(useSearch({ strict: false }) as FreeSearch);
  const span = spanOf(period, useServerNow(60_000));
  const { data, error } = useQuery({
    queryKey: ['incident-figures', span.fromMs, span.toMs],
    queryFn: ({ signal }) => call('incidentFigures.get', { query: span }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const choose = (next: Period) =>
    void navigate({
      to: '/incidents/figures',
      search: searchOf(next),
    });
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{words.incidents.title}</h1>
        <IncidentTabs />
        <div className={pageHead.tools}>
          <PeriodPicker period={period} span={span} onChange={choose} />
          <Button
            size="compact-sm"
            variant="default"
            disabled={data === undefined}
            onClick={() =>
              data !== undefined &&
              saveCsv(incidentFiguresCsv(data), words.incidentFigures.fileName, data.fromMs)
            }
          >
            {words.figures.export}
          </Button>
        </div>
      </header>
      {error !== null ? (
        <p className={ui.muted}>{problemText(error, words)}</p>
      ) : data === undefined ? (
        <RowsSkeleton n={8} />
      ) : (
        <Figures figures={data} />
      )}
    </div>
  );
}

function Figures({ figures }: { readonly figures: IncidentFigures }) {
  const { incidentFigures: own } = useWords();
  const terms = useTerms();
  const { whole, kinds, causes, outcomes, lessons, exercises, days } = figures;
  const exercised = exercises === 0 ? own.noExercises : own.exercises(exercises);
  if (whole.incidents === 0)
    return (
      <div className={ui.empty}>
        <p className={ui.emptyTitle}>{own.none}</p>
        <p>{exercised}</p>
      </div>
    );
  const closed = whole.incidents - whole.open;
  return (
    <div className={style.stack}>
      <section>
        <p className={style.hint}>
          {own.lead} {exercised}
        </p>
        <WaitTiles whole={whole} />
      </section>
      <div className={style.pair}>
        <section className={ui.card}>
          <h2>{own.perDay}</h2>
          <DayChart figures={figures} />
        </section>
        <section className={ui.card}>
          <h2>{own.byOutcome}</h2>
          {closed === 0 ? (
            <p className={ui.muted}>{own.noneClosed}</p>
          ) : (
            <OutcomeShares outcomes={outcomes} closed={closed} />
          )}
        </section>
      </div>
      <section className={ui.card}>
        <h2>{own.byKind}</h2>
        <GroupTable
          days={days}
          all={whole.incidents}
          name={own.columns.kind}
          groups={kinds.map((one) => ({ ...one, key: one.kind, name: terms.kinds[one.kind] }))}
        />
      </section>
      <section className={ui.card}>
        <h2>{own.byCause}</h2>
        {closed === 0 ? (
          <p className={ui.muted}>{own.noneClosed}</p>
        ) : (
          <GroupTable
            days={days}
            all={closed}
            name={own.columns.cause}
            groups={causes.map((one) => ({ ...one, key: one.cause, name: terms.causes[one.cause] }))}
          />
        )}
      </section>
      <section className={ui.card}>
        <h2>{own.lessons}</h2>
        {lessons.length === 0 ? (
          <p className={ui.muted}>{own.noLessons}</p>
        ) : (
          <LessonsList lessons={lessons} />
        )}
      </section>
    </div>
  );
}

import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { AlarmFigures } from '../../contract/alarm-figures.ts';
import aside from '../alarms/aside.module.css';
import { AlarmTabs } from '../alarms/tabs.tsx';
import { call } from '../client.ts';
import { useCameras, useServerNow } from '../live.ts';
import { useMay } from '../session.ts';
import pageHead from '../ui/page-head.module.css';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { AnswerChart } from './answer-chart.tsx';
import style from './figures.module.css';
import { barsOf } from './grouped-periods.ts';
import { JudgementTiles } from './judgement-tiles.tsx';
import { OperatorTable } from './operator-table.tsx';
import { type Period, periodOf, searchOf, spanOf } from './period.ts';
import { PeriodPicker } from './period-picker.tsx';
import { PriorityShares } from './priority-shares.tsx';
import { RateChart } from './rate-chart.tsx';
import { RuleTable } from './rule-table.tsx';
import { saveFigures } from './save-figures.ts';
import type { FreeSearch } from './search.ts';
import { ShiftStarts } from './shift-starts.tsx';
import { ShiftTable } from './shift-table.tsx';

/** How the alarms perform, against the targets of the standards: whole, by rule, shift and operator. */
export function FiguresPage() {
  const words = useWords();
  const navigate = useNavigate();
  const cameras = useCameras();
  const period = periodOf(useSearch({ strict: false }) as FreeSearch);
  const span = spanOf(period, useServerNow(60_000));
  const { data, error } = useQuery({
    queryKey: ['alarms', 'figures', span.fromMs, span.toMs],
    queryFn: ({ signal }) => call('alarmFigures.get', { query: span }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const choose = (next: Period) =>
    void navigate({
      to: '/alarms/figures',
      search: searchOf(next),
    });
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{words.alarms.title}</h1>
        <AlarmTabs />
        <div className={pageHead.tools}>
          <PeriodPicker period={period} span={span} onChange={choose} />
          <Button
            size="compact-sm"
            variant="default"
            disabled={data === undefined}
            onClick={() => data !== undefined && saveFigures(data, cameras, words.figures.fileName)}
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

function Figures({ figures }: { readonly figures: AlarmFigures }) {
  const words = useWords();
  const formats = useFormats();
  const mayConfigure = useMay('alarm.configure');
  const { whole, judgements, rules, shifts, operators } = figures;
  const judged = judgements.filter(({ verdict }) => verdict !== null);
  const met = judged.filter(({ verdict }) => verdict === 'met').length;
  // As many bars as a desk shows; the chart itself knows its width.
  const barMs = barsOf(figures.periods, 200).spanMs;
  return (
    <div className={aside.stack}>
      <section>
        <p className={style.summary}>
          <b>{words.figures.summary(met, judged.length)}</b> · {words.figures.alarms(whole.alarms)} ·{' '}
          {words.figures.floods(whole.floods)}
        </p>
        <p className={style.hint}>{words.figures.targetsSource}</p>
        <JudgementTiles judgements={judgements} />
      </section>
      <section className={ui.card}>
        <h2>{words.figures.rate}</h2>
        {barMs > figures.periods.stepMs && (
          <p className={style.hint}>{words.figures.rateHint(formats.span(barMs))}</p>
        )}
        <RateChart figures={figures} />
      </section>
      <div className={style.pair}>
        <section className={ui.card}>
          <h2>{words.figures.answers}</h2>
          <AnswerChart figures={figures} />
        </section>
        <section className={ui.card}>
          <h2>{words.figures.priorities}</h2>
          <p className={style.hint}>{words.figures.prioritiesHint}</p>
          <PriorityShares figures={whole} />
        </section>
      </div>
      <section className={ui.card}>
        <h2>{words.figures.byRule}</h2>
        {rules.length === 0 ? <p className={ui.muted}>{words.figures.none}</p> : <RuleTable rules={rules} />}
      </section>
      <section className={ui.card}>
        <h2>{words.figures.byShift}</h2>
        <ShiftTable shifts={shifts} nowMs={figures.toMs} />
        {mayConfigure && <ShiftStarts />}
      </section>
      <section className={ui.card}>
        <h2>{words.figures.byOperator}</h2>
        {operators.length === 0 ? (
          <p className={ui.muted}>{words.figures.none}</p>
        ) : (
          <OperatorTable operators={operators} />
        )}
      </section>
    </div>
  );
}

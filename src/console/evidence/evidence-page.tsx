import { Button } from '@mantine/core';
import { IconPlus, IconUrgent } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OpeningView } from '../../contract/evidence.ts';
import { isReviewOverdue } from '../../core/evidence/emergency.ts';
import { useServerNow } from '../live.ts';
import { useMay } from '../session.ts';
import pageHead from '../ui/page-head.module.css';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './evidence.module.css';
import { OpeningState } from './opening-state.tsx';
import { openingsQuery } from './queries.ts';
import { EvidenceTabs } from './tabs.tsx';

/** Requests for sealed footage and what became of them. */
export function EvidencePage() {
  const words = useWords();
  const mayAsk = useMay('evidence.request');
  const mayApprove = useMay('evidence.approve');
  const { data, error } = useQuery(openingsQuery);
  const nowMs = useServerNow();
  const overdue = data?.filter((opening) => isReviewOverdue(opening, nowMs)).length ?? 0;
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{words.evidence.title}</h1>
        <EvidenceTabs />
        <div className={pageHead.tools}>
          {mayAsk && (
            <Button component={Link} to="/evidence/ask" leftSection={<IconPlus size={16} aria-hidden />}>
              {words.evidence.ask}
            </Button>
          )}
          {mayApprove && (
            <Button
              component={Link}
              to="/evidence/ask?emergency=1"
              variant="default"
              leftSection={<IconUrgent size={16} aria-hidden />}
            >
              {words.evidence.askEmergency}
            </Button>
          )}
        </div>
      </header>
      {overdue > 0 && (
        <p className={style.overdue} role="alert">
          {words.evidence.overdueBanner(overdue)}
        </p>
      )}
      {error !== null ? (
        <p className={ui.muted}>{problemText(error, words)}</p>
      ) : data === undefined ? (
        <RowsSkeleton n={5} />
      ) : data.length === 0 ? (
        <div className={ui.empty}>
          <p className={ui.emptyTitle}>{words.evidence.none}</p>
          <p>{words.evidence.noneHint}</p>
        </div>
      ) : (
        <div className={ui.card}>
          <Openings openings={data} nowMs={nowMs} />
        </div>
      )}
    </div>
  );
}

function Openings({
  openings,
  nowMs,
}: {
  readonly openings: readonly OpeningView[];
  readonly nowMs: number;
}) {
  const { evidence: words } = useWords();
  const formats = useFormats();
  return (
    <div className={ui.tableWrap}>
      <table className={ui.table}>
        <thead>
          <tr>
            <th>{words.columns.state}</th>
            <th>{words.columns.case}</th>
            <th>{words.columns.camera}</th>
            <th className={style.wide}>{words.columns.minutes}</th>
            <th className={style.wide}>{words.columns.asked}</th>
          </tr>
        </thead>
        <tbody>
          {openings.map((opening) => (
            <tr key={opening.id} data-opening-id={opening.id}>
              <td>
                <OpeningState opening={opening} nowMs={nowMs} />
              </td>
              <td>
                <Link
                  className={ui.link}
                  to="/evidence/openings/$openingId"
                  params={{ openingId: opening.id }}
                >
                  {opening.asked.caseNumber ?? words.noCase}
                </Link>
              </td>
              <td>{opening.asked.cameraName}</td>
              <td className={style.wide}>
                {formats.moment(opening.asked.fromMs, nowMs)}
                {' · '}
                {formats.duration(opening.asked.toMs - opening.asked.fromMs)}
              </td>
              <td className={style.wide}>
                {opening.requester.name}, {formats.moment(opening.askedAtMs, nowMs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

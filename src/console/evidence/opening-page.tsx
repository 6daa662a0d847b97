import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { OpeningView } from '../../contract/evidence.ts';
import { tookPart } from '../../core/evidence/emergency.ts';
import { isTheirs } from '../../core/evidence/opening.ts';
import { call } from '../client.ts';
import { useServerNow } from '../live.ts';
import { useMay, useSession } from '../session.ts';
import pageHead from '../ui/page-head.module.css';
import { problemText } from '../ui/problem-text.ts';
import { PageSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { ApprovePanel } from './approve-panel.tsx';
import { AreaPicker } from './area-picker.tsx';
import style from './evidence.module.css';
import { Film } from './film.tsx';
import { OpeningState } from './opening-state.tsx';
import { lookAgain, openingQuery } from './queries.ts';
import { ReviewPanel } from './review-panel.tsx';
import { SayRefusal } from './say-refusal.tsx';
import { EvidenceTabs } from './tabs.tsx';

/** One opening: what exactly is asked and why, who opens it, and what was opened, beside the reason. */
export function OpeningPage({ openingId }: { readonly openingId: string }) {
  const words = useWords();
  const { data: opening, error } = useQuery(openingQuery(openingId));
  const user = useSession().data?.user;
  const mayApprove = useMay('evidence.approve');
  const mayReview = useMay('evidence.review');
  const nowMs = useServerNow();
  if (error !== null) return <p className={ui.empty}>{problemText(error, words)}</p>;
  if (opening === undefined || user === undefined) return <PageSkeleton />;
  const isCustodian = opening.custodians.some(({ id }) => id === user.id);
  const isOwn = isTheirs(opening, user.id);
  const isApprover = opening.approvals.some(({ id }) => id === user.id);
  const mayApproveThis =
    opening.state === 'requested' &&
    mayApprove &&
    isCustodian &&
    !isApprover &&
    (opening.isEmergency || opening.requester.id !== user.id);
  const isReviewShown = opening.review !== null;
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{opening.asked.caseNumber ?? words.evidence.emergency}</h1>
        <EvidenceTabs />
      </header>
      <div className={style.pair}>
        <div className={style.column}>
          {opening.state === 'released' && <FootageCard opening={opening} isOwn={isOwn} />}
          <Request opening={opening} />
        </div>
        <div className={style.column}>
          <Progress opening={opening} nowMs={nowMs} />
          {mayApproveThis && <ApprovePanel opening={opening} />}
          {isReviewShown && (
            <ReviewPanel opening={opening} mayReview={mayReview && !tookPart(opening, user.id)} />
          )}
          {(isOwn || (isCustodian && mayApprove && opening.state === 'requested')) && (
            <EndPanel opening={opening} isOwn={isOwn} />
          )}
        </div>
      </div>
    </div>
  );
}

function FootageCard({ opening, isOwn }: { readonly opening: OpeningView; readonly isOwn: boolean }) {
  const { evidence: words, exhibits } = useWords();
  const mayExport = useMay('exhibit.write');
  return (
    <section className={ui.card}>
      <h2>{words.footage}</h2>
      {isOwn ? (
        <>
          <Film opening={opening} />
          {mayExport && (
            <Button
              component={Link}
              to={`/evidence/exhibits/new?opening=${opening.id}`}
              variant="default"
              mt={12}
            >
              {exhibits.create}
            </Button>
          )}
        </>
      ) : (
        <p className={ui.muted}>{words.onlyRequester(opening.requester.name)}</p>
      )}
    </section>
  );
}

function Request({ opening }: { readonly opening: OpeningView }) {
  const { evidence: words } = useWords();
  const formats = useFormats();
  const { asked, sealed } = opening;
  return (
    <section className={ui.card}>
      <h2>{words.asked}</h2>
      <div className={style.form}>
        <p className={style.reason}>{asked.reason}</p>
        <dl className={style.facts}>
          <dt>{words.caseNumber}</dt>
          <dd>{asked.caseNumber ?? words.noCase}</dd>
          <dt>{words.legalBasis}</dt>
          <dd>{asked.legalBasis}</dd>
          <dt>{words.camera}</dt>
          <dd>{asked.cameraName}</dd>
          <dt>{words.minutes}</dt>
          <dd>
            {words.span(
              formats.dateTime(asked.fromMs),
              formats.dateTime(asked.toMs),
              formats.duration(asked.toMs - asked.fromMs),
            )}
          </dd>
          <dt>{words.mode}</dt>
          <dd>
            {words.modes[asked.mode]}
            {asked.mode === 'masked' && ` · ${words.areaCount(asked.lifted.length)}`}
          </dd>
          <dt>{words.digest}</dt>
          <dd className={style.digest}>{opening.askedSha256}</dd>
        </dl>
        {asked.lifted.length > 0 && (
          <AreaPicker cameraId={asked.cameraId} areas={asked.lifted.map(({ box }) => box)} />
        )}
        <p className={ui.muted}>
          {words.askedBy(opening.requester.name, formats.dateTime(opening.askedAtMs))}
          {' · '}
          {sealed === null ? words.sealedNone : words.sealedSome(sealed.segments)}
        </p>
      </div>
    </section>
  );
}

function Progress({ opening, nowMs }: { readonly opening: OpeningView; readonly nowMs: number }) {
  const { evidence: words } = useWords();
  const formats = useFormats();
  const { approvals, threshold, state } = opening;
  const left = (ms: number) => formats.duration(ms - nowMs);
  return (
    <section className={ui.card}>
      <h2>{`${words.approvals} ${words.approvalsOf(approvals.length, threshold)}`}</h2>
      <div className={style.form}>
        <p className={style.big}>
          <OpeningState opening={opening} nowMs={nowMs} />
        </p>
        {/* Beside the footage stands why it was opened. */}
        {state === 'released' && <p className={style.reason}>{opening.asked.reason}</p>}
        {approvals.length > 0 && (
          <ul className={style.list}>
            {approvals.map(({ id, name, atMs }) => (
              <li key={id}>{words.approvedAt(name, formats.dateTime(atMs))}</li>
            ))}
          </ul>
        )}
        {state === 'requested' && (
          <>
            <p>{words.waitsFor(threshold - approvals.length)}</p>
            <p className={ui.muted}>{words.expiresIn(left(opening.answerByMs))}</p>
          </>
        )}
        {opening.sharesByMs !== null && state === 'requested' && (
          <p className={style.warning}>{words.sharesIn(left(opening.sharesByMs))}</p>
        )}
        {state === 'released' && <p>{words.openFor(left(opening.viewUntilMs!))}</p>}
        {state === 'lost' && <p className={style.warning}>{words.lostHint}</p>}
        {opening.endReason !== null && <p>{words.endedBy(opening.endedBy ?? '', opening.endReason)}</p>}
      </div>
    </section>
  );
}

/** Refuse it, withdraw it, or close what was released: each with a reason. */
function EndPanel({ opening, isOwn }: { readonly opening: OpeningView; readonly isOwn: boolean }) {
  const { evidence: words } = useWords();
  const [reason, setReason] = useState('');
  const params = { id: opening.id };
  const end = useMutation({
    mutationFn: () =>
      isOwn
        ? call('openings.end', { params, body: { reason } })
        : call('openings.refuse', { params, body: { reason } }),
    onSuccess: () => {
      setReason('');
      return lookAgain();
    },
  });
  if (opening.state !== 'requested' && opening.state !== 'released') return null;
  const word = !isOwn ? words.refuse : opening.state === 'requested' ? words.withdraw : words.close;
  return (
    <section className={ui.card}>
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          end.mutate();
        }}
      >
        <TextInput
          label={isOwn ? words.endReason : words.refuseReason}
          name="end-reason"
          maxLength={1_000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <SayRefusal cause={end.error} />
        <div className={style.actions}>
          <Button type="submit" variant="default" loading={end.isPending} disabled={reason.trim() === ''}>
            {word}
          </Button>
        </div>
      </form>
    </section>
  );
}

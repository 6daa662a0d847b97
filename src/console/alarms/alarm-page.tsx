import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { AlarmView } from '../../contract/shapes.ts';
import { AccuracyNote } from '../accuracy/note.tsx';
import { ApiProblem, call } from '../client.ts';
import { LookBack } from '../footage/look-back.tsx';
import { IncidentButton, IncidentOfAlarm } from '../incidents/of-alarm.tsx';
import { useCity, useServerNow } from '../live.ts';
import { useMay } from '../session.ts';
import { Kbd } from '../ui/kbd.tsx';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { problemText } from '../ui/problem-text.ts';
import { PageSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { PushButton } from '../wall/push-button.tsx';
import { useFormats, useWords } from '../words/index.ts';
import { acknowledge, usePendingAcknowledgements } from './acknowledge.ts';
import style from './alarm-page.module.css';
import { AlarmPicture } from './alarm-picture.tsx';
import { AlarmTable } from './alarm-table.tsx';
import { Because } from './because.tsx';
import { Escalations } from './escalations.tsx';
import { isRepeated, lastedMs } from './lasted.ts';
import { needsAcknowledgement } from './order.ts';
import { AsideFacts, OtherActions } from './other-actions.tsx';
import { useRationalised } from './rationalised.ts';
import { selectAlarm } from './selection.ts';
import { titleOf } from './title.ts';

/** One looks back from so long before it was detected. */
const lookBackMs = 10_000;

/** One alarm: what, where, since, why, what to do, and what happened here before. */
export function AlarmPage({ alarmId }: { readonly alarmId: string }) {
  const words = useWords();
  const live = useCity((city) => city.alarms.get(alarmId));
  const asked = useQuery({
    queryKey: ['alarms', 'one', alarmId],
    queryFn: ({ signal }) => call('alarms.get', { params: { id: alarmId } }, signal),
    enabled: live === undefined,
  });
  useEffect(() => selectAlarm(alarmId), [alarmId]);
  const alarm = live ?? asked.data;
  if (alarm !== undefined) return <Alarm key={alarm.id} alarm={alarm} />;
  if (asked.isError) {
    const isGone = asked.error instanceof ApiProblem && [400, 404].includes(asked.error.status);
    return (
      <div className={ui.empty}>
        <p>{isGone ? words.alarms.gone : problemText(asked.error, words)}</p>
        <Button variant="default" component={Link} to="/alarms">
          {words.nav.alarms}
        </Button>
      </div>
    );
  }
  return <PageSkeleton />;
}

function Alarm({ alarm }: { readonly alarm: AlarmView }) {
  const words = useWords();
  const formats = useFormats();
  const isPending = usePendingAcknowledgements().has(alarm.id);
  const mayAcknowledge = useMay('alarm.acknowledge');
  const needs = needsAcknowledgement(alarm) && !isPending;
  const advice = useRationalised(alarm.kind);
  const { situation } = alarm;
  return (
    <div className={ui.page}>
      <header className={style.head}>
        <PriorityMark
          priority={alarm.priority}
          state={needs ? alarm.state : needsAcknowledgement(alarm) ? 'acknowledged' : alarm.state}
          size={32}
        />
        <div className={style.headWords}>
          <h1>{titleOf(alarm, words)}</h1>
          <p className={style.facts}>
            <span>{words.alarms.priority(words.alarms.priorities[alarm.priority])}</span>
            <span>{isPending ? words.alarms.acknowledging : words.alarms.states[alarm.state]}</span>
            {alarm.acknowledgedBy !== null && (
              <span>
                {words.alarms.acknowledgedBy(
                  alarm.acknowledgedBy,
                  formats.clock(alarm.acknowledgedAtMs ?? 0),
                )}
              </span>
            )}
            {alarm.aside !== null && <AsideFacts alarm={alarm} />}
            {alarm.nuisanceBy !== null && <span>{words.lines.nuisanceBy(alarm.nuisanceBy)}</span>}
            {alarm.times > 1 && <span>{words.aside.times(alarm.times)}</span>}
          </p>
          <Escalations alarm={alarm} className={style.facts} />
        </div>
        <div className={style.actions}>
          {mayAcknowledge && needsAcknowledgement(alarm) && (
            <Button
              size="md"
              loading={isPending}
              onClick={() => {
                selectAlarm(null);
                void acknowledge(alarm);
              }}
              rightSection={<Kbd>A</Kbd>}
            >
              {words.alarms.acknowledge}
            </Button>
          )}
          <IncidentButton alarm={alarm} size="md" />
          <OtherActions alarm={alarm} />
          <PushButton camera={{ id: alarm.cameraId, name: alarm.cameraName }} alarmId={alarm.id} />
          <LookBack cameraId={alarm.cameraId} atMs={situation.detectedAtMs - lookBackMs} size="md" />
          <Button size="md" variant="default" component={Link} to={`/cameras/${alarm.cameraId}`}>
            {words.alarms.openCamera}
          </Button>
        </div>
      </header>

      <div className={style.grid}>
        <div className={style.column}>
          <div className={style.picture}>
            <AlarmPicture alarm={alarm} />
          </div>
          <section className={`${ui.card} ${style.where}`}>
            <h2>{words.alarms.where}</h2>
            <dl className={style.pairs}>
              <dt>{words.alarms.openCamera}</dt>
              <dd>
                <Link className={ui.link} to="/cameras/$cameraId" params={{ cameraId: alarm.cameraId }}>
                  {alarm.cameraName}
                </Link>
              </dd>
              {alarm.zoneName !== null && (
                <>
                  <dt>{words.alarms.zone}</dt>
                  <dd>{alarm.zoneName}</dd>
                </>
              )}
              {!isRepeated(alarm) && (
                <>
                  <dt>{words.alarms.since}</dt>
                  <dd>{formats.dateTime(situation.sinceMs)}</dd>
                </>
              )}
              <dt>{words.alarms.columns.raised}</dt>
              <dd>{formats.dateTime(alarm.raisedAtMs)}</dd>
              {isRepeated(alarm) && (
                <>
                  <dt>{words.alarms.again}</dt>
                  <dd>{formats.dateTime(situation.sinceMs)}</dd>
                </>
              )}
              {alarm.returnedAtMs !== null && (
                <>
                  <dt>{words.alarms.states.normal}</dt>
                  <dd>{formats.dateTime(alarm.returnedAtMs)}</dd>
                </>
              )}
              <dt>{words.alarms.columns.lasted}</dt>
              <dd>
                <Lasted alarm={alarm} />
              </dd>
            </dl>
          </section>
          <section className={`${ui.card} ${style.history}`}>
            <h2>{words.alarms.history}</h2>
            <History alarm={alarm} />
          </section>
        </div>
        <div className={style.column}>
          <section className={`${ui.card} ${style.what}`}>
            <h2>{words.alarms.what}</h2>
            <p className={style.response}>{advice.response}</p>
            <dl className={style.rationale}>
              <dt>{words.alarms.consequence}</dt>
              <dd>{advice.consequence}</dd>
              <dt>{words.alarms.cause}</dt>
              <dd>{advice.cause}</dd>
            </dl>
            {needs && alarm.state === 'unacknowledged' && <Deadline alarm={alarm} />}
          </section>
          <IncidentOfAlarm alarm={alarm} />
          <section className={`${ui.card} ${style.why}`}>
            <h2>{words.alarms.why}</h2>
            <Because alarm={alarm} />
            <AccuracyNote cameraId={alarm.cameraId} />
            <p className={style.certainty}>
              {[
                words.alarms.certainty(formats.percent(situation.certainty)),
                situation.levelOfService === null
                  ? null
                  : words.alarms.levelOfService(situation.levelOfService),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </p>
          </section>
        </div>
      </div>
    </div>
  );
}

function Lasted({ alarm }: { readonly alarm: AlarmView }) {
  const formats = useFormats();
  const now = useServerNow();
  return formats.duration(lastedMs(alarm, now));
}

/** How long the operator still has, by the rationalisation of this kind of alarm. */
function Deadline({ alarm }: { readonly alarm: AlarmView }) {
  const words = useWords();
  const formats = useFormats();
  const now = useServerNow();
  const { timeToRespondMs } = useRationalised(alarm.kind);
  const leftMs = alarm.askedAtMs + timeToRespondMs - now;
  return (
    <p className={leftMs < 0 ? style.overdue : style.deadline}>
      {leftMs < 0
        ? words.alarms.overdue(formats.duration(-leftMs))
        : words.alarms.respondWithin(formats.duration(leftMs))}
    </p>
  );
}

const historyLimit = 500;
const historyShown = 12;

function History({ alarm }: { readonly alarm: AlarmView }) {
  const words = useWords();
  const { data } = useQuery({
    queryKey: ['alarms', 'all', historyLimit],
    queryFn: ({ signal }) => call('alarms.list', { query: { all: 'true', limit: historyLimit } }, signal),
  });
  if (data === undefined) return null;
  const before = data.filter(
    (other) =>
      other.cameraId === alarm.cameraId && other.id !== alarm.id && other.raisedAtMs <= alarm.raisedAtMs,
  );
  if (before.length === 0) return <p className={ui.muted}>{words.alarms.historyEmpty}</p>;
  return <AlarmTable alarms={before.slice(0, historyShown)} hasCamera={false} />;
}

import { Button, Switch } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { OwnUnit } from '../../contract/units.ts';
import type { UnitAction } from '../../core/unit/advance-unit.ts';
import { ApiProblem, call } from '../client.ts';
import { allowPushes, canPush } from '../notifications/push-here.ts';
import { answers, signOut } from '../session.ts';
import { say } from '../ui/notice.tsx';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { problemText } from '../ui/problem-text.ts';
import { PageSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { incidentTitle } from './incident-title.ts';
import { nextSteps } from './next-steps.ts';
import style from './unit-page.module.css';
import { useOwnPosition } from './use-own-position.ts';
import { Words } from './words.tsx';

export const ownUnitQuery = {
  queryKey: ['unit'],
  queryFn: ({ signal }: { signal: AbortSignal }) => call('unit.get', {}, signal),
  refetchInterval: 5_000,
  staleTime: 0,
};

/** The whole console of a unit: what it is sent to, the next thing to say, and the words with the control room. */
export function UnitPage() {
  const words = useWords();
  const { data, error } = useQuery(ownUnitQuery);
  useEffect(installable, []);
  if (data === undefined)
    return error === null ? (
      <PageSkeleton isWholeScreen />
    ) : (
      <main className={style.column}>
        <p className={style.late}>{problemText(error, words)}</p>
        <Button variant="default" onClick={() => void signOut()}>
          {words.unitPage.signOut}
        </Button>
      </main>
    );
  return (
    <div className={style.screen}>
      <main className={style.column} id="page">
        <Page own={data} isOffline={error !== null} />
      </main>
    </div>
  );
}

function Page({ own, isOffline }: { readonly own: OwnUnit; readonly isOffline: boolean }) {
  const words = useWords();
  const { unit, incident } = own;
  const act = useMutation({
    mutationFn: (action: UnitAction) => call('unit.act', { body: { action, version: unit.version } }),
    onSuccess: (next) => answers.setQueryData(ownUnitQuery.queryKey, next),
    onError: (cause) => {
      say(problemText(cause, words));
      if (cause instanceof ApiProblem && cause.status === 409)
        void answers.invalidateQueries({ queryKey: ownUnitQuery.queryKey });
    },
  });
  const { first, others } = nextSteps(unit);
  const steps = words.unitPage.steps;
  return (
    <>
      <header className={style.head}>
        <h1>{unit.name}</h1>
        <span className={style.state}>{words.units.states[unit.state]}</span>
      </header>
      {isOffline && (
        <p className={style.late} role="status">
          {words.unitPage.offline}
        </p>
      )}
      <section className={style.card} aria-label={words.units.state}>
        {incident === null ? (
          <p className={ui.muted}>{words.unitPage.nothing}</p>
        ) : (
          <Incident of={incident} />
        )}
        <CheckIn unit={unit} isBusy={act.isPending} onCheckIn={() => act.mutate('checked-in')} />
        {first !== null && (
          <Button size="xl" fullWidth loading={act.isPending} onClick={() => act.mutate(first)}>
            {steps[first]}
          </Button>
        )}
        {others.length > 0 && (
          <div className={style.others}>
            {others.map((action) => (
              <Button
                key={action}
                size="md"
                variant="default"
                disabled={act.isPending}
                onClick={() => act.mutate(action)}
              >
                {steps[action]}
              </Button>
            ))}
          </div>
        )}
      </section>
      <Words notes={own.notes} />
      <Reach />
    </>
  );
}

function Incident({ of }: { readonly of: NonNullable<OwnUnit['incident']> }) {
  const words = useWords();
  return (
    <>
      <div className={style.what}>
        <PriorityMark priority={of.priority} state="unacknowledged" size={26} />
        <div>
          <h2>{incidentTitle(of, words)}</h2>
          <span className={ui.muted}>
            {words.unitPage.incident(of.number)} ·{' '}
            {words.alarms.priority(words.alarms.priorities[of.priority])}
          </span>
        </div>
      </div>
      {of.place !== '' && <p className={style.place}>{of.place}</p>}
      {of.position !== null && (
        <a className={style.link} href={`geo:${of.position.latitude},${of.position.longitude}`}>
          {words.unitPage.openMap}
        </a>
      )}
    </>
  );
}

function CheckIn({
  unit,
  isBusy,
  onCheckIn,
}: {
  readonly unit: OwnUnit['unit'];
  readonly isBusy: boolean;
  readonly onCheckIn: () => void;
}) {
  const { unitPage: words } = useWords();
  const formats = useFormats();
  const now = useNow();
  if (unit.checkIn === null) return null;
  const leftMs = unit.checkIn.dueAtMs - now;
  return (
    <div className={style.card}>
      <p className={leftMs < 0 ? style.late : ''} role={leftMs < 0 ? 'alert' : undefined}>
        {leftMs < 0 ? words.checkInLate : words.checkInDue(formats.duration(leftMs))}
      </p>
      <Button size="md" variant="default" disabled={isBusy} onClick={onCheckIn}>
        {words.steps['checked-in']}
      </Button>
    </div>
  );
}

/** Position, pushes, and the way out. */
function Reach() {
  const words = useWords();
  const { unitPage: own } = words;
  const formats = useFormats();
  const now = useNow();
  const [isShared, setShared] = useState(false);
  const position = useOwnPosition(isShared);
  const allow = useMutation({
    mutationFn: allowPushes,
    onSuccess: (why) => {
      if (why !== null) say(words.notifications[why]);
    },
    onError: (cause) => say(problemText(cause, words)),
  });
  return (
    <section className={style.card} aria-label={own.position}>
      <Switch
        size="md"
        label={own.position}
        description={
          position === 'denied'
            ? own.positionDenied
            : typeof position === 'object'
              ? own.positionOn(formats.duration(now - position.sentAtMs))
              : undefined
        }
        checked={isShared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
      {canPush() && (
        <Button
          variant="default"
          disabled={allow.isSuccess && allow.data === null}
          loading={allow.isPending}
          onClick={() => allow.mutate()}
        >
          {allow.isSuccess && allow.data === null ? own.pushOn : own.push}
        </Button>
      )}
      <Button variant="default" onClick={() => void signOut()}>
        {own.signOut}
      </Button>
    </section>
  );
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The page can be put on the home screen; only units' phones want that. */
function installable(): () => void {
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = '/unit.webmanifest';
  document.head.append(link);
  return () => link.remove();
}

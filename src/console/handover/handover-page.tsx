import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Handover } from '../../contract/handovers.ts';
import { call } from '../client.ts';
import { IncidentTabs } from '../incidents/incident-tabs.tsx';
import incidents from '../incidents/incidents.module.css';
import { putHandover, useHandover, useServerNow } from '../live.ts';
import { answers, useMay, useSession } from '../session.ts';
import { say } from '../ui/notice.tsx';
import pageHead from '../ui/page-head.module.css';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { Facts } from './facts.tsx';
import style from './handover.module.css';

const most = 30;
const handoversKey = ['handovers'];
const lookAgain = () => answers.invalidateQueries({ queryKey: handoversKey });

/** One shift writes down what is open; the next one reads it and takes over by its own name. */
export function HandoverPage() {
  const { incidents: words, handover: own } = useWords();
  const mayRead = useMay('handover.read');
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{words.title}</h1>
        <IncidentTabs />
      </header>
      {mayRead ? <Handovers /> : <p className={ui.muted}>{own.notAllowed}</p>}
    </div>
  );
}

function Handovers() {
  const words = useWords();
  const mayWrite = useMay('handover.write');
  const newest = useHandover();
  const { data, error } = useQuery({
    // Every change of the newest one changes the list.
    queryKey: [...handoversKey, newest?.id, newest?.state],
    queryFn: ({ signal }) => call('handovers.list', { query: { limit: most } }, signal),
    staleTime: 0,
    placeholderData: (before) => before,
  });
  if (error !== null) return <p className={ui.muted}>{problemText(error, words)}</p>;
  if (data === undefined) return <RowsSkeleton n={5} />;
  const waiting = data.find(({ state }) => state === 'waiting');
  const earlier = data.filter(({ state }) => state !== 'waiting');
  return (
    <div className={style.grid}>
      <div className={style.column}>
        {waiting !== undefined && <Waiting key={waiting.id} handover={waiting} />}
        {mayWrite && <Write isWaiting={waiting !== undefined} />}
      </div>
      <section className={ui.card} aria-label={words.handover.earlier}>
        <h2>{words.handover.earlier}</h2>
        {earlier.length === 0 && <p className={ui.muted}>{words.handover.none}</p>}
        {earlier.map((one) => (
          <Earlier key={one.id} handover={one} />
        ))}
      </section>
    </div>
  );
}

/** What waits; the way to take it over stands after all there is to read. */
function Waiting({ handover }: { readonly handover: Handover }) {
  const words = useWords();
  const { handover: own } = words;
  const formats = useFormats();
  const me = useSession().data?.user.name;
  const mayWrite = useMay('handover.write');
  const take = useMutation({
    mutationFn: () => call('handovers.take', { params: { id: handover.id }, body: {} }),
    onSuccess: (taken) => {
      putHandover(taken);
      say(own.tookOver);
    },
    onError: (cause) => say(problemText(cause, words)),
    onSettled: lookAgain,
  });
  return (
    <section className={`${ui.card} ${style.waiting}`} aria-label={own.waiting(handover.madeBy)} data-waiting>
      <h2>
        {own.waiting(handover.madeBy)} <time>{formats.dateTime(handover.madeAtMs)}</time>
      </h2>
      {handover.text === '' ? (
        <p className={ui.muted}>{own.noWords}</p>
      ) : (
        <p className={style.words}>{handover.text}</p>
      )}
      <Facts facts={handover.facts} />
      {mayWrite && handover.madeBy !== me ? (
        <Button size="md" loading={take.isPending} onClick={() => take.mutate()}>
          {own.take}
        </Button>
      ) : (
        <p className={ui.muted}>{own.waitsOthers}</p>
      )}
    </section>
  );
}

function Write({ isWaiting }: { readonly isWaiting: boolean }) {
  const words = useWords();
  const { handover: own } = words;
  const [text, setText] = useState('');
  const [shows, setShows] = useState(!isWaiting);
  const send = useMutation({
    mutationFn: () => call('handovers.create', { body: { text } }),
    onSuccess: (written) => {
      putHandover(written);
      setText('');
      say(own.sent);
    },
    onSettled: lookAgain,
  });
  return (
    <section className={ui.card} aria-label={own.write}>
      <h2>{own.write}</h2>
      <form
        className={incidents.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <p className={ui.muted}>{isWaiting ? own.replaces : own.writeLead}</p>
        <Textarea
          label={own.words}
          description={own.wordsHint}
          autosize
          minRows={3}
          maxLength={4_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <details open={shows} onToggle={(event) => setShows(event.currentTarget.open)}>
          <summary className={style.summary}>{own.now}</summary>
          {shows && <FactsNow />}
        </details>
        <div role="alert">
          {send.error !== null && <p className={incidents.bad}>{problemText(send.error, words)}</p>}
        </div>
        <Button type="submit" {...(isWaiting ? { variant: 'default' } : {})} loading={send.isPending}>
          {own.send}
        </Button>
      </form>
    </section>
  );
}

function FactsNow() {
  const words = useWords();
  const { data, error } = useQuery({
    queryKey: ['handover-facts'],
    queryFn: ({ signal }) => call('handovers.facts', undefined, signal),
    staleTime: 0,
    refetchInterval: 10_000,
  });
  if (error !== null) return <p className={ui.muted}>{problemText(error, words)}</p>;
  if (data === undefined) return <RowsSkeleton n={3} />;
  return <Facts facts={data} />;
}

function Earlier({ handover }: { readonly handover: Handover }) {
  const { handover: own } = useWords();
  const formats = useFormats();
  const now = useServerNow(60_000);
  const [isOpen, setOpen] = useState(false);
  const end =
    handover.takenBy === null
      ? own.replaced
      : own.taken(handover.takenBy, formats.moment(handover.takenAtMs ?? 0, now));
  return (
    <details className={style.earlier} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={style.summary}>
        <time>{formats.moment(handover.madeAtMs, now)}</time> {handover.madeBy}
        <span className={style.sub}>{end}</span>
      </summary>
      {isOpen && (
        <>
          {handover.text !== '' && <p className={style.words}>{handover.text}</p>}
          <Facts facts={handover.facts} />
        </>
      )}
    </details>
  );
}

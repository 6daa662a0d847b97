import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type NotificationView, pushedNowhere } from '../../contract/notifications.ts';
import { call } from '../client.ts';
import { useMay } from '../session.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './notifications.module.css';
import { lookAgain, messagesQuery } from './queries.ts';

const marks = { sent: 'good', waiting: 'unknown', failed: 'bad', dropped: 'unknown' } as const;

/** What was sent, what waits, and what the gateways said. */
export function Messages() {
  const words = useWords();
  const { notifications: own } = words;
  const mayWrite = useMay('notification.write');
  const { data, error } = useQuery(messagesQuery);
  const retry = useMutation({
    mutationFn: (id: string) => call('notifications.retry', { params: { id } }),
    onError: (cause) => say(problemText(cause, words)),
    onSettled: lookAgain,
  });
  if (error !== null) return <p className={ui.muted}>{problemText(error, words)}</p>;
  if (data === undefined) return <RowsSkeleton />;
  return (
    <section className={ui.card} aria-label={own.messages}>
      <div className={style.head}>
        <h2>{own.messages}</h2>
      </div>
      <p className={style.counts}>{own.counts(data.counts)}</p>
      {data.notifications.length === 0 ? (
        <p className={ui.muted}>{own.noMessages}</p>
      ) : (
        <div className={ui.tableWrap}>
          <table className={ui.table}>
            <thead>
              <tr>
                <th>{own.columns.state}</th>
                <th>{own.columns.message}</th>
                <th className={style.wide}>{own.columns.to}</th>
                <th className={style.wide}>{own.columns.when}</th>
                <th>
                  <span className="visually-hidden">{words.settings.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.notifications.map((one) => (
                <Row key={one.id} one={one} onRetry={mayWrite ? () => retry.mutate(one.id) : null} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ one, onRetry }: { readonly one: NotificationView; readonly onRetry: (() => void) | null }) {
  const { notifications: words } = useWords();
  const formats = useFormats();
  const now = Date.now();
  const notes = [
    one.ruleName ?? words.test,
    ...(one.count > 1 ? [words.counted(one.count)] : []),
    ...(one.repeats > 0 ? [words.repeats(one.repeats)] : []),
    ...(one.attempts > 1 ? [words.attempts(one.attempts)] : []),
    ...(one.state === 'waiting' ? [words.nextAt(formats.moment(one.nextAtMs, now))] : []),
  ];
  return (
    <tr>
      <td>
        <span className={style.state}>
          <StateMark state={marks[one.state]} />
          {words.states[one.state]}
        </span>
      </td>
      <td className={style.what}>
        {one.subject}
        <span className={style.sub}>
          <span className={style.narrow}>{`${one.recipientName} · `}</span>
          {notes.join(' · ')}
        </span>
        {one.said !== null && (
          <span
            // The gateway's own words are in whatever language it speaks.
            lang={one.said === pushedNowhere ? undefined : 'en'}
            className={`${style.said} ${one.state === 'failed' ? style.bad : style.off}`}
          >
            {one.said === pushedNowhere ? words.pushedNowhere : one.said}
          </span>
        )}
      </td>
      <td className={style.wide}>
        {one.recipientName}
        <span className={style.sub}>{one.channelName}</span>
      </td>
      <td className={style.wide}>{formats.moment(one.createdAtMs, now)}</td>
      <td>
        {onRetry !== null && (one.state === 'failed' || one.state === 'dropped') && (
          <Button size="compact-xs" variant="default" onClick={onRetry}>
            {words.tryAgain}
          </Button>
        )}
      </td>
    </tr>
  );
}

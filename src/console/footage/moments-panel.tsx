import { ActionIcon } from '@mantine/core';
import { IconBookmark, IconTrash, IconVideoOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../client.ts';
import { useMay, useSession } from '../session.ts';
import { say } from '../ui/notice.tsx';
import { PriorityMark } from '../ui/priority-mark.tsx';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './footage.module.css';
import { type Moment, momentsText } from './moment-text.ts';
import { landingMs } from './moments.ts';
import type { TimeTexts } from './time-text.ts';
import { keyOf } from './timeline-lanes.tsx';
import { overlaps } from './timeline-view.ts';
import type { FootageDayView } from './use-footage-day.ts';
import type { Span } from './zone-time.ts';

/** More rows than this are not read. */
const mostRows = 60;

/** Alarms, marks and gaps of what the timeline shows, as a list; each leads there. */
export function MomentsPanel({
  data,
  view,
  times,
  onSeek,
}: {
  readonly data: FootageDayView;
  readonly view: Span;
  readonly times: TimeTexts;
  readonly onSeek: (atMs: number) => void;
}) {
  const words = useWords();
  const shown = data.moments.filter((moment) =>
    overlaps(moment.kind === 'gap' ? moment.hole : { fromMs: moment.atMs, toMs: moment.atMs + 1 }, view),
  );
  // The newest are wanted first.
  const rows = shown.toReversed().slice(0, mostRows);
  return (
    <aside className={style.side} aria-label={words.footage.moments}>
      <h2>{words.footage.moments}</h2>
      {data.error !== null ? (
        <p className={ui.muted}>{problemText(data.error, words)}</p>
      ) : !data.isKnown ? (
        <RowsSkeleton />
      ) : rows.length === 0 ? (
        <p className={ui.muted}>{words.footage.noMoments}</p>
      ) : (
        <ul className={style.moments}>
          {rows.map((moment) => (
            <Row key={keyOf(moment)} moment={moment} times={times} onSeek={onSeek} />
          ))}
        </ul>
      )}
      {shown.length > rows.length && (
        <p className={ui.muted}>{words.footage.moreMoments(shown.length - rows.length)}</p>
      )}
    </aside>
  );
}

function Row({
  moment,
  times,
  onSeek,
}: {
  readonly moment: Moment;
  readonly times: TimeTexts;
  readonly onSeek: (atMs: number) => void;
}) {
  const words = useWords();
  const formats = useFormats();
  const answers = useQueryClient();
  const mayMark = useMay('bookmark.write');
  const name = useSession().data?.user.name;
  const remove = async (id: string) => {
    try {
      await call('bookmarks.delete', { params: { id } });
      say(words.footage.unmarked);
      await answers.invalidateQueries({ queryKey: ['footage', 'bookmarks'] });
    } catch (cause) {
      say(problemText(cause, words));
    }
  };
  return (
    <li>
      <button type="button" className={style.moment} onClick={() => onSeek(landingMs(moment))}>
        <span className={style.momentMark} aria-hidden>
          {moment.kind === 'alarm' ? (
            <PriorityMark priority={moment.priority} state="acknowledged" size={16} />
          ) : moment.kind === 'bookmark' ? (
            <IconBookmark size={16} stroke={1.6} />
          ) : (
            <IconVideoOff size={16} stroke={1.6} />
          )}
        </span>
        <time dateTime={new Date(moment.atMs).toISOString()}>{times.clock(moment.atMs)}</time>
        <span>
          {momentsText(moment, words)}
          {moment.kind === 'gap' && (
            <span className={style.lasted}> {formats.duration(moment.hole.toMs - moment.hole.fromMs)}</span>
          )}
        </span>
      </button>
      {moment.kind === 'bookmark' && mayMark && moment.bookmark.madeBy === name && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={words.footage.remove}
          onClick={() => void remove(moment.bookmark.id)}
        >
          <IconTrash size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}

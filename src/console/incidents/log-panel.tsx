import { useState } from 'react';
import { addressOf } from '../../contract/client.ts';
import type { Incident, LogEntry } from '../../contract/incidents.ts';
import { sayLine } from '../../core/incident/words/index.ts';
import { useServerNow } from '../live.ts';
import { useMay } from '../session.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useLanguage, useWords } from '../words/index.ts';
import style from './log.module.css';
import { NoteForm } from './note-form.tsx';
import { useTerms } from './use-terms.ts';

/** What was done and said, the newest first. It only grows. */
export function LogPanel({
  incident,
  log,
}: {
  readonly incident: Incident;
  readonly log: readonly LogEntry[] | null;
}) {
  const { incidents: own } = useWords();
  const mayWrite = useMay('incident.write');
  return (
    <section className={`${ui.card} ${style.panel}`} aria-label={own.log} data-part="log">
      <h2>{own.log}</h2>
      {mayWrite && <NoteForm incident={incident} />}
      {log === null ? (
        <RowsSkeleton n={4} height={36} />
      ) : (
        <ol className={style.lines} reversed>
          {log.toReversed().map((entry) => (
            <Line key={entry.id} incidentId={incident.id} entry={entry} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ incidentId, entry }: { readonly incidentId: string; readonly entry: LogEntry }) {
  const formats = useFormats();
  const language = useLanguage();
  const terms = useTerms();
  const now = useServerNow(60_000);
  // A note is what was written: the word "Note" before it would say nothing.
  const said = entry.kind === 'noted' ? null : sayLine(entry, language);
  return (
    <li className={style.line} data-kind={entry.kind}>
      <time dateTime={new Date(entry.atMs).toISOString()} title={formats.dateTime(entry.atMs)}>
        {formats.moment(entry.atMs, now)}
      </time>
      <div className={style.said}>
        <p>
          <span className={style.who}>{entry.who === 'system' ? terms.system : entry.who}</span>
          {said !== null && <span className={style.did}> {said}</span>}
        </p>
        {entry.text !== null && entry.text !== '' && <p className={style.text}>{entry.text}</p>}
        {entry.hasPicture && <Picture incidentId={incidentId} entryId={entry.id} />}
      </div>
    </li>
  );
}

function Picture({ incidentId, entryId }: { readonly incidentId: string; readonly entryId: number }) {
  const { incidents: own } = useWords();
  const maySee = useMay('media.view');
  const [isLarge, setLarge] = useState(false);
  if (!maySee) return null;
  const address = addressOf('incidents.picture', { params: { id: incidentId, entryId: String(entryId) } });
  return (
    <button
      type="button"
      className={style.pictureButton}
      aria-expanded={isLarge}
      aria-label={own.larger}
      data-large={isLarge}
      onClick={() => setLarge(!isLarge)}
    >
      <img src={address} alt={own.picture} loading="lazy" />
    </button>
  );
}

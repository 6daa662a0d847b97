import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../client.ts';
import { useCameras } from '../live.ts';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { sayEntry } from './say-entry.ts';
import style from './settings-page.module.css';

/** Who did what, newest first. */
export function Audit() {
  const words = useWords();
  const formats = useFormats();
  const cameras = useCameras();
  const { data, error } = useQuery({
    queryKey: ['audit'],
    queryFn: ({ signal }) => call('audit.list', { query: { limit: 200 } }, signal),
    staleTime: 0,
  });
  if (error !== null) return <p className={ui.muted}>{problemText(error, words)}</p>;
  if (data === undefined) return <RowsSkeleton />;
  if (data.length === 0) return <p className={ui.muted}>{words.settings.auditEmpty}</p>;
  return (
    <>
      <p className={style.hint}>{words.settings.auditHint}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={style.audit} aria-label={words.settings.audit} tabIndex={0}>
        <table className={ui.table}>
          <thead>
            <tr>
              <th>{words.settings.auditWhen}</th>
              <th>{words.settings.auditWho}</th>
              <th>{words.settings.auditWhat}</th>
              <th className={style.wide}>{words.settings.auditTarget}</th>
            </tr>
          </thead>
          <tbody>
            {data.map((entry) => {
              const { who, what, target, alarmId } = sayEntry(entry, { cameras, words });
              return (
                <tr key={entry.id}>
                  <td style={{ whiteSpace: 'nowrap' }}>{formats.dateTime(entry.atMs)}</td>
                  <td>{who}</td>
                  <td>{what}</td>
                  <td className={style.wide}>
                    {alarmId === null ? (
                      target
                    ) : (
                      <Link to="/alarms/$alarmId" params={{ alarmId }} className={ui.link}>
                        {target}
                      </Link>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </>
  );
}

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Incident } from '../../contract/incidents.ts';
import { call } from '../client.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import { useLanguage, useWords } from '../words/index.ts';
import style from './incidents.module.css';

/** The situation report as text, to be copied. */
export function ReportText({ incident }: { readonly incident: Incident }) {
  const words = useWords();
  const language = useLanguage();
  const { data, error } = useQuery({
    queryKey: ['incidents', 'report', incident.id, incident.version, language],
    queryFn: ({ signal }) =>
      call('incidents.report', { params: { id: incident.id }, query: { language } }, signal),
    staleTime: 0,
  });
  if (error !== null) return <p>{problemText(error, words)}</p>;
  if (data === undefined) return <RowsSkeleton n={6} />;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(data.text);
      say(words.incidents.copied);
    } catch {
      // Where the page came without TLS there is no clipboard.
      say(words.incidents.notCopied);
    }
  };
  return (
    <div className={style.form}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <pre className={style.reportText} tabIndex={0}>
        {data.text}
      </pre>
      <Button onClick={() => void copy()} data-autofocus>
        {words.incidents.copy}
      </Button>
    </div>
  );
}

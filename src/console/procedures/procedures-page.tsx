import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ProcedureView } from '../../contract/incidents.ts';
import { IncidentTabs } from '../incidents/incident-tabs.tsx';
import { useTerms } from '../incidents/use-terms.ts';
import { useMay } from '../session.ts';
import pageHead from '../ui/page-head.module.css';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { ExportMenu } from './export-menu.tsx';
import { ImportButton } from './import-form.tsx';
import { ProcedurePanel } from './procedure-panel.tsx';
import style from './procedures.module.css';
import { proceduresQuery } from './queries.ts';

export type ProceduresSearch = { readonly kind?: string };

/** What to do in an incident of each kind: the site's own documents, version by version. */
export function ProceduresPage() {
  const words = useWords();
  const { procedures: own } = words;
  const { kind } = useSearch({ from: '/procedures' });
  const mayWrite = useMay('procedure.write');
  const { data, error } = useQuery(proceduresQuery);
  const chosen = data?.find((one) => one.kind === kind) ?? data?.[0];
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{words.incidents.title}</h1>
        <IncidentTabs />
        <div className={pageHead.tools}>
          <ExportMenu kind={chosen?.kind} />
          {mayWrite && <ImportButton />}
        </div>
      </header>
      <p className={style.lead}>{own.lead}</p>
      {error !== null && <p className={ui.muted}>{problemText(error, words)}</p>}
      {error === null && data === undefined && <RowsSkeleton n={6} />}
      {data !== undefined && chosen !== undefined && (
        <div className={style.grid}>
          <Kinds procedures={data} chosen={chosen} />
          <ProcedurePanel key={chosen.kind} procedure={chosen} mayWrite={mayWrite} />
        </div>
      )}
    </div>
  );
}

function Kinds({
  procedures,
  chosen,
}: {
  readonly procedures: readonly ProcedureView[];
  readonly chosen: ProcedureView;
}) {
  const { procedures: own } = useWords();
  const terms = useTerms();
  const [wanted, setWanted] = useState('');
  const found = procedures.filter(({ kind }) =>
    terms.kinds[kind].toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()),
  );
  return (
    <nav className={`${ui.card} ${style.kinds}`} aria-label={own.title}>
      <TextInput
        size="xs"
        aria-label={own.find}
        placeholder={own.find}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {found.length === 0 && <p className={ui.muted}>{own.nothing}</p>}
      <ul>
        {found.map(({ kind, version, steps }) => (
          <li key={kind}>
            <Link
              to="/procedures"
              search={{ kind }}
              className={style.kind}
              aria-current={kind === chosen.kind ? 'true' : undefined}
              data-kind={kind}
            >
              <span>{terms.kinds[kind]}</span>
              <span className={style.sub}>
                {version === 0 ? own.shipped : own.version(version)} · {own.steps(steps.length)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

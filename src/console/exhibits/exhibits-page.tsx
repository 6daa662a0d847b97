import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Exhibit, ExhibitList } from '../../contract/exhibits.ts';
import { EvidenceTabs } from '../evidence/tabs.tsx';
import { useMay } from '../session.ts';
import pageHead from '../ui/page-head.module.css';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { ExhibitRows } from './exhibit-rows.tsx';
import style from './exhibits.module.css';
import { type Keeping, KeepingModal } from './keeping-modal.tsx';
import { exhibitsQuery } from './queries.ts';

/** Bundles of evidence: what was made, for whom, until when it is kept, and how it is verified. */
export function ExhibitsPage() {
  const words = useWords();
  const mayMake = useMay('exhibit.write');
  const { data, error } = useQuery(exhibitsQuery);
  const [keeping, setKeeping] = useState<{ readonly exhibit: Exhibit; readonly what: Keeping } | null>(null);
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{words.evidence.title}</h1>
        <EvidenceTabs />
        <div className={pageHead.tools}>
          {mayMake && (
            <Button
              component={Link}
              to="/evidence/exhibits/new"
              leftSection={<IconPlus size={16} aria-hidden />}
            >
              {words.exhibits.create}
            </Button>
          )}
        </div>
      </header>
      <div className={style.stack}>
        {error !== null ? (
          <p className={ui.muted}>{problemText(error, words)}</p>
        ) : data === undefined ? (
          <RowsSkeleton n={5} />
        ) : data.exhibits.length === 0 ? (
          <div className={ui.empty}>
            <p className={ui.emptyTitle}>{words.exhibits.none}</p>
            <p>{words.exhibits.noneHint}</p>
          </div>
        ) : (
          <div className={ui.card}>
            <ExhibitRows exhibits={data.exhibits} onKeep={(exhibit, what) => setKeeping({ exhibit, what })} />
          </div>
        )}
        {data !== undefined && <HowToVerify list={data} />}
      </div>
      {keeping !== null && <KeepingModal {...keeping} onClose={() => setKeeping(null)} />}
    </div>
  );
}

function HowToVerify({ list }: { readonly list: ExhibitList }) {
  const { exhibits: words } = useWords();
  return (
    <section className={ui.card}>
      <h2>{words.verifyTitle}</h2>
      <p className={ui.muted}>{words.lead}</p>
      <ol className={style.steps}>
        {words.verifySteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <dl className={style.facts}>
        {list.keyFingerprint !== null && (
          <>
            <dt>{words.key}</dt>
            <dd className={style.key}>{list.keyFingerprint.match(/.{4}/g)?.join(' ')}</dd>
          </>
        )}
        <dt>{words.timeStamp}</dt>
        <dd>{list.timeStampUrl ?? words.noTimeStamp}</dd>
      </dl>
      <Button component="a" href="/verify.html" download="verify.html" variant="default">
        {words.verifyPage}
      </Button>
    </section>
  );
}

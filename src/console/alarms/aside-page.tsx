import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../session.ts';
import pageHead from '../ui/page-head.module.css';
import { problemText } from '../ui/problem-text.ts';
import { RowsSkeleton } from '../ui/skeletons.tsx';
import ui from '../ui/ui.module.css';
import { useWords } from '../words/index.ts';
import { outOfServiceQuery } from './alarm-queries.ts';
import style from './aside.module.css';
import { AsideTable } from './aside-table.tsx';
import { useAlarmsAside } from './open-alarms.ts';
import { ServiceForm } from './service-form.tsx';
import { ServiceTable } from './service-table.tsx';
import { AlarmTabs } from './tabs.tsx';

/** What is in nobody's queue: by whom or what, why, and until when. */
export function AsidePage() {
  const words = useWords();
  const aside = useAlarmsAside();
  const orders = useQuery(outOfServiceQuery);
  const mayConfigure = useMay('alarm.configure');
  const [isAsking, setAsking] = useState(false);
  const shelved = aside.filter(({ state }) => state === 'shelved');
  const suppressed = aside.filter(({ state }) => state === 'suppressed');
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{words.alarms.title}</h1>
        <AlarmTabs />
      </header>
      <p className={style.lead}>{words.aside.lead}</p>
      <div className={style.stack}>
        <section className={ui.card}>
          <h2>{words.aside.shelvedTitle}</h2>
          {shelved.length === 0 ? (
            <p className={ui.muted}>{words.aside.shelvedNone}</p>
          ) : (
            <AsideTable alarms={shelved} />
          )}
        </section>
        <section className={ui.card}>
          <h2>{words.aside.suppressedTitle}</h2>
          {suppressed.length === 0 ? (
            <p className={ui.muted}>{words.aside.suppressedNone}</p>
          ) : (
            <>
              <p className={style.lead}>{words.aside.suppressedHint}</p>
              <AsideTable alarms={suppressed} />
            </>
          )}
        </section>
        <section className={ui.card}>
          <div className={style.cardHead}>
            <h2>{words.aside.serviceTitle}</h2>
            {mayConfigure && (
              <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
                {words.aside.takeOut}
              </Button>
            )}
          </div>
          {orders.error !== null ? (
            <p className={ui.muted}>{problemText(orders.error, words)}</p>
          ) : orders.data === undefined ? (
            <RowsSkeleton n={2} />
          ) : orders.data.length === 0 ? (
            <p className={ui.muted}>{words.aside.serviceNone}</p>
          ) : (
            <ServiceTable orders={orders.data} alarms={aside} />
          )}
        </section>
      </div>
      {isAsking && <ServiceForm onClose={() => setAsking(false)} />}
    </div>
  );
}

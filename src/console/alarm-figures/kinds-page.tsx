import { Button } from '@mantine/core';
import { useState } from 'react';
import { rationalisations } from '../../core/alarm/rationalisation.ts';
import type { SituationKind } from '../../core/zone.ts';
import aside from '../alarms/aside.module.css';
import { useRationalised } from '../alarms/rationalised.ts';
import { AlarmTabs } from '../alarms/tabs.tsx';
import { useServerNow } from '../live.ts';
import { useMay } from '../session.ts';
import pageHead from '../ui/page-head.module.css';
import { PriorityMark } from '../ui/priority-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import style from './figures.module.css';
import { KindForm } from './kind-form.tsx';

/** The rationalisation record of each kind: why it exists and what an operator does. */
export function KindsPage() {
  const words = useWords();
  const [edited, edit] = useState<SituationKind | null>(null);
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{words.alarms.title}</h1>
        <AlarmTabs />
      </header>
      <p className={aside.lead}>{words.kindsPage.lead}</p>
      <ul className={style.kinds}>
        {rationalisations.map(({ kind }) => (
          <Kind key={kind} kind={kind} onEdit={() => edit(kind)} />
        ))}
      </ul>
      {edited !== null && <KindForm key={edited} kind={edited} onClose={() => edit(null)} />}
    </div>
  );
}

function Kind({ kind, onEdit }: { readonly kind: SituationKind; readonly onEdit: () => void }) {
  const words = useWords();
  const formats = useFormats();
  const mayConfigure = useMay('alarm.configure');
  const now = useServerNow(60_000);
  const { priority, timeToRespondMs, cause, consequence, response, own } = useRationalised(kind);
  const { kindsPage } = words;
  return (
    <li className={`${ui.card} ${style.kindCard}`} data-kind={kind}>
      <div className={style.kind}>
        <PriorityMark priority={priority} state="unacknowledged" size={16} />
        <h2>{words.alarms.kinds[kind]}</h2>
        <span className={style.place}>
          {words.alarms.priority(words.alarms.priorities[priority])} ·{' '}
          {words.alarms.respondWithin(formats.duration(timeToRespondMs))}
        </span>
      </div>
      <dl className={style.texts}>
        <dt>{kindsPage.response}</dt>
        <dd>{response}</dd>
        <dt>{words.alarms.consequence}</dt>
        <dd>{consequence}</dd>
        <dt>{words.alarms.cause}</dt>
        <dd>{cause}</dd>
      </dl>
      <div className={style.review}>
        <span className={style.place}>
          {own === undefined
            ? kindsPage.notReviewed
            : kindsPage.reviewed(own.reviewedBy, formats.moment(own.reviewedAtMs, now))}
        </span>
        {mayConfigure && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={kindsPage.editTitle(words.alarms.kinds[kind])}
            onClick={onEdit}
          >
            {kindsPage.edit}
          </Button>
        )}
      </div>
    </li>
  );
}

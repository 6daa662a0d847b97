import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Vault } from '../../contract/evidence.ts';
import { lastDrillMs, sharesToLose } from '../../core/evidence/vault.ts';
import { vaultIdOf } from '../../core/vault/vault-id.ts';
import { useServerNow } from '../live.ts';
import { useMay, useSession } from '../session.ts';
import pageHead from '../ui/page-head.module.css';
import { problemText } from '../ui/problem-text.ts';
import { PageSkeleton } from '../ui/skeletons.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { CeremonyForm } from './ceremony-form.tsx';
import { CeremonyPanel } from './ceremony-panel.tsx';
import { DrillPanel } from './drill-panel.tsx';
import style from './evidence.module.css';
import { vaultQuery } from './queries.ts';
import { EvidenceTabs } from './tabs.tsx';

/** The vault: who opens it, whether the sheets were proven, and what is lost for good. */
export function VaultPage() {
  const words = useWords();
  const { data, error } = useQuery(vaultQuery);
  const userId = useSession().data?.user.id;
  const mayWrite = useMay('vault.write');
  const [isNaming, setNaming] = useState(false);
  if (error !== null) return <p className={ui.empty}>{problemText(error, words)}</p>;
  if (data === undefined) return <PageSkeleton />;
  const { active, ceremony, isAvailable } = data;
  const isCustodian = active?.custodians.some(({ id }) => id === userId) ?? false;
  const mayBegin = mayWrite && isAvailable && ceremony === null;
  return (
    <div className={ui.page}>
      <header className={pageHead.head}>
        <h1>{words.evidence.title}</h1>
        <EvidenceTabs />
        <div className={pageHead.tools}>
          {mayBegin && !isNaming && (
            <Button variant={active === null ? 'filled' : 'default'} onClick={() => setNaming(true)}>
              {words.evidence.ceremony}
            </Button>
          )}
        </div>
      </header>
      <div className={style.stack}>
        {!isAvailable && <p className={style.warning}>{words.evidence.vaultOff}</p>}
        {ceremony !== null && <CeremonyPanel view={data} ceremony={ceremony} />}
        {ceremony === null && isNaming && <CeremonyForm view={data} onDone={() => setNaming(false)} />}
        {active === null ? (
          ceremony === null &&
          !isNaming && (
            <div className={ui.empty}>
              <p className={ui.emptyTitle}>{words.evidence.vaultNone}</p>
              <p>{words.evidence.vaultNoneHint}</p>
            </div>
          )
        ) : (
          <Active vault={active} />
        )}
        {active !== null && isCustodian && <DrillPanel view={data} active={active} />}
        {data.past.length > 0 && <Past vaults={data.past} />}
      </div>
    </div>
  );
}

function Active({ vault }: { readonly vault: Vault }) {
  const { evidence: words } = useWords();
  const formats = useFormats();
  const nowMs = useServerNow();
  const drilledMs = lastDrillMs(vault);
  return (
    <section className={ui.card} data-vault={vault.id}>
      <h2>{words.vaultName(vaultIdOf(vault.recipient ?? ''))}</h2>
      <div className={style.form}>
        <p className={style.big}>{words.rule(vault.threshold, vault.custodians.length)}</p>
        <p className={style.warning}>{words.final(sharesToLose(vault))}</p>
        <div className={ui.tableWrap}>
          <table className={ui.table}>
            <thead>
              <tr>
                <th>{words.custodian}</th>
                <th>{words.drilled}</th>
              </tr>
            </thead>
            <tbody>
              {vault.custodians.map(({ id, name, drilledAtMs }) => (
                <tr key={id}>
                  <td>{name}</td>
                  <td>
                    <span className={style.state}>
                      <StateMark state={drilledAtMs === null ? 'unknown' : 'good'} />
                      {drilledAtMs === null ? words.never : formats.dateTime(drilledAtMs)}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className={ui.muted}>
          {words.since(formats.dateTime(vault.activatedAtMs ?? vault.startedAtMs))}
          {' · '}
          {drilledMs === null ? words.noDrill : words.lastDrill(formats.duration(nowMs - drilledMs))}
        </p>
        <p className={`${ui.muted} ${style.digest}`} style={{ overflowWrap: 'anywhere' }}>
          {vault.recipient}
        </p>
      </div>
    </section>
  );
}

function Past({ vaults }: { readonly vaults: readonly Vault[] }) {
  const { evidence: words } = useWords();
  const formats = useFormats();
  return (
    <section className={ui.card}>
      <h2>{words.past}</h2>
      <ul className={style.list}>
        {vaults.map((vault) => (
          <li key={vault.id}>
            <StateMark state="unknown" />
            <span>
              {vault.recipient !== null && `${vaultIdOf(vault.recipient)} · `}
              {words.vaultStates[vault.state]} · {formats.dateTime(vault.endedAtMs ?? vault.startedAtMs)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { CameraState, Health } from '../../contract/shapes.ts';
import { problemText } from '../ui/problem-text.ts';
import { PageSkeleton } from '../ui/skeletons.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { CameraRows } from './camera-rows.tsx';
import style from './health-page.module.css';
import { fullHealthQuery } from './health-query.ts';
import { type History, remember } from './history.ts';
import { ProcessRows } from './process-rows.tsx';
import { sayFinding } from './say-finding.ts';
import { StageRows } from './stage-rows.tsx';

/** Which cameras a finding about many of them means. */
const stateOfMany: { readonly [key: string]: CameraState } = {
  'cameras-lost': 'lost',
  'cameras-failed': 'failed',
  'cameras-connecting': 'connecting',
  'cameras-disabled': 'disabled',
};

/** What is wrong and what to do first; then every stage from camera to database. */
export function HealthPage() {
  const words = useWords();
  const formats = useFormats();
  const { data, error } = useQuery(fullHealthQuery);
  const history = useRef<History>(new Map());
  if (data !== undefined) history.current = remember(history.current, data);
  if (data === undefined) {
    return error === null ? <PageSkeleton /> : <p className={ui.empty}>{problemText(error, words)}</p>;
  }
  return (
    <div className={ui.page}>
      <header className={ui.pageHead}>
        <h1>{words.health.title}</h1>
        <p>{words.health.asOf(formats.clock(data.atMs))}</p>
      </header>
      <div className={style.stack}>
        <Verdict health={data} />
        <section className={ui.card}>
          <h2>{words.health.stagesTitle}</h2>
          <StageRows stages={data.stages} history={history.current} />
        </section>
        {data.cameras.length > 0 && (
          <section className={ui.card}>
            <h2>{words.health.camerasTitle}</h2>
            <CameraRows cameras={data.cameras} />
          </section>
        )}
        <div className={style.pair}>
          <section className={ui.card}>
            <h2>{words.health.processesTitle}</h2>
            <ProcessRows processes={data.processes} nowMs={data.atMs} />
          </section>
          <section className={ui.card}>
            <h2>{words.health.databaseTitle}</h2>
            <p className={style.line}>
              <StateMark state={data.database.isUp ? 'good' : 'bad'} />
              {[
                data.database.isUp ? words.health.databaseUp : words.health.databaseDown,
                data.database.latencyMs === null
                  ? null
                  : words.health.answersIn(formats.latency(data.database.latencyMs)),
                data.database.sizeBytes === null
                  ? null
                  : words.health.size(formats.bytes(data.database.sizeBytes)),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </p>
            <p className={ui.muted}>{words.health.viewers(data.viewers)}</p>
          </section>
        </div>
      </div>
    </div>
  );
}

/** Where a finding is worked on; the rest is in the rows below. */
function Way({ finding: { key, cameraId } }: { readonly finding: Health['findings'][number] }) {
  const words = useWords();
  const state = stateOfMany[key];
  if (cameraId === null && state === undefined) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      component={Link}
      to={cameraId === null ? `/cameras?state=${state}` : `/cameras/${cameraId}`}
      className={style.open ?? ''}
    >
      {cameraId === null ? words.health.openCameras : words.health.openCamera}
    </Button>
  );
}

/** The sentence that stands first. */
function Verdict({ health }: { readonly health: Health }) {
  const words = useWords();
  if (health.findings.length === 0) {
    return (
      <section className={style.verdict}>
        <StateMark state={health.isHealthy ? 'good' : 'bad'} size={24} />
        <div>
          <p className={style.sentence}>{words.health.good}</p>
          <p className={ui.muted}>{words.health.goodDetail(health.cameras.length)}</p>
        </div>
      </section>
    );
  }
  return (
    <ol className={style.findings} aria-label={words.health.bad(health.findings.length)}>
      {health.findings.map((finding, i) => {
        const { what, act } = sayFinding(finding, health.cameras, words);
        return (
          <li
            key={`${finding.key} ${finding.cameraId} ${finding.values.process ?? ''}`}
            className={i === 0 ? style.firstFinding : style.finding}
          >
            <StateMark
              state={finding.severity === 'high' ? 'bad' : finding.severity === 'medium' ? 'warn' : 'unknown'}
              size={i === 0 ? 24 : 14}
            />
            <div>
              <p className={i === 0 ? style.sentence : ''}>{what}</p>
              <p className={i === 0 ? style.act : ui.muted}>{act}</p>
            </div>
            <Way finding={finding} />
          </li>
        );
      })}
    </ol>
  );
}

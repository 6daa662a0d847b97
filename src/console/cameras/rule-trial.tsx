import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { RuleTrial } from '../../contract/trial.ts';
import type { Rule } from '../../core/zone.ts';
import { problemText } from '../ui/problem-text.ts';
import { useFormats, useWords } from '../words/index.ts';
import { useEditedCamera } from './edited-camera.ts';
import style from './editor.module.css';
import { useRuleTrial } from './use-rule-trial.ts';

/** The newest are shown; the rest is a number. */
const shownTimes = 5;
const beforeMs = 10_000;

/** "Would have told of 3 instead of 11": the rule in hand, tried on the last days. Of a zone that the centre knows. */
export function RuleTrialPart({ zoneId, rule }: { readonly zoneId: string; readonly rule: Rule }) {
  const words = useWords();
  const camera = useEditedCamera();
  const { tried, ask } = useRuleTrial({ cameraId: camera.id, zoneId }, rule);
  if (!camera.zones.some(({ id }) => id === zoneId)) return null;
  return (
    <div className={style.trial}>
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconHistory size={14} aria-hidden />}
        loading={tried.step === 'busy'}
        onClick={ask}
      >
        {words.editor.trial.button}
      </Button>
      <div role="status">
        {tried.step === 'failed' && <p className={style.hint}>{problemText(tried.cause, words)}</p>}
        {tried.step === 'done' && <TrialResult trial={tried.trial} cameraId={camera.id} />}
      </div>
    </div>
  );
}

function TrialResult({ trial, cameraId }: { readonly trial: RuleTrial; readonly cameraId: string }) {
  const words = useWords().editor.trial;
  const formats = useFormats();
  const { told, asIs, changed, basis, limit } = trial;
  if (limit !== null) return <p className={style.hint}>{words.limit[limit]}</p>;
  if (changed === null || basis === 'none') return null;
  const newest = changed.slice(-shownTimes).reverse();
  return (
    <>
      <p>
        <b>{asIs === null ? words.resultNew(changed.length) : words.result(told.length, changed.length)}</b>
      </p>
      <p className={style.hint}>{words.basis[basis]}</p>
      {asIs !== null && asIs.length !== told.length && (
        <p className={style.hint}>{words.differs(asIs.length)}</p>
      )}
      {newest.length > 0 && (
        <ul className={style.trialTimes} aria-label={words.times}>
          {newest.map(({ fromMs }) => (
            <li key={fromMs}>
              <Link to="/footage" search={{ camera: cameraId, at: fromMs - beforeMs }}>
                {formats.moment(fromMs, trial.toMs)}
              </Link>
            </li>
          ))}
          {changed.length > newest.length && <li>{words.more(changed.length - newest.length)}</li>}
        </ul>
      )}
    </>
  );
}

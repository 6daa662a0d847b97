import { Button, Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ProcedurePreview } from '../../contract/incidents.ts';
import { compareSteps } from '../../core/incident/compare-steps.ts';
import { call } from '../client.ts';
import incidents from '../incidents/incidents.module.css';
import { useTerms } from '../incidents/use-terms.ts';
import { say } from '../ui/notice.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { isConflict } from './is-conflict.ts';
import { ProcedureFaults } from './procedure-faults.tsx';
import style from './procedures.module.css';
import { lookAgain } from './queries.ts';
import { StepDifferences } from './step-differences.tsx';

/** What a text would change, kind by kind, beside what is in force. Only what was seen here is replaced. */
export function ImportReview({
  text,
  previews,
  onLookAgain,
  onOther,
  onDone,
}: {
  readonly text: string;
  readonly previews: readonly ProcedurePreview[];
  readonly onLookAgain: () => void;
  readonly onOther: () => void;
  readonly onDone: () => void;
}) {
  const { procedures: own } = useWords();
  const [replacesAll, setReplaces] = useState(false);
  const changing = previews.filter((one) => compareSteps(one.inForce.steps, one.inText.steps).length > 0);
  const strayed = changing.filter(hasStrayed);
  const take = useMutation({
    mutationFn: () => {
      const replaces = Object.fromEntries(strayed.map(({ inForce }) => [inForce.kind, inForce.version]));
      return call('procedures.import', { body: { text, replaces } });
    },
    onSuccess: async ({ changed, unchanged }) => {
      say(own.imported(changed.length, unchanged.length));
      await lookAgain();
      onDone();
    },
    onError: (cause) => {
      if (!isConflict(cause)) return;
      setReplaces(false);
      onLookAgain();
    },
  });
  const list = useRef<HTMLElement>(null);
  useLayoutEffect(() => list.current?.focus(), []);
  return (
    <div className={incidents.form}>
      <p className={ui.muted}>{own.importLookLead}</p>
      <div role="alert">
        {take.error !== null &&
          (isConflict(take.error) ? (
            <p className={incidents.missing}>{own.changedMeanwhile}</p>
          ) : (
            <ProcedureFaults cause={take.error} />
          ))}
      </div>
      <section ref={list} className={style.previews} tabIndex={-1} aria-label={own.importLook} data-previews>
        {changing.map((one) => (
          <Preview key={one.inText.kind} preview={one} />
        ))}
        {changing.length < previews.length && (
          <p className={ui.muted}>{own.importSame(previews.length - changing.length)}</p>
        )}
        {changing.length === 0 && <p>{own.unchanged}</p>}
      </section>
      {strayed.length > 0 && (
        <Checkbox
          label={own.replaces}
          checked={replacesAll}
          onChange={(event) => setReplaces(event.currentTarget.checked)}
        />
      )}
      <div className={style.decision}>
        <Button variant="default" onClick={onOther}>
          {own.importOther}
        </Button>
        <Button
          loading={take.isPending}
          disabled={changing.length === 0 || (strayed.length > 0 && !replacesAll)}
          onClick={() => take.mutate()}
        >
          {own.importDo}
        </Button>
      </div>
    </div>
  );
}

/** In force is another version than the text was exported with. */
function hasStrayed({ inText, inForce }: ProcedurePreview): boolean {
  return inText.version !== inForce.version;
}

function Preview({ preview }: { readonly preview: ProcedurePreview }) {
  const { procedures: own } = useWords();
  const formats = useFormats();
  const terms = useTerms();
  const { inText, inForce } = preview;
  const { kind, version, madeBy, madeAtMs } = inForce;
  const by = madeBy === null || madeAtMs === null ? '' : `${madeBy}, ${formats.moment(madeAtMs, Date.now())}`;
  return (
    <article className={style.preview} data-preview={kind}>
      <h3 className={style.previewHead}>
        {terms.kinds[kind]} <span className={ui.muted}>{own.nextVersion(version + 1)}</span>
      </h3>
      {hasStrayed(preview) && (
        <p className={incidents.missing}>{own.strayed({ from: inText.version, now: version, by })}</p>
      )}
      <StepDifferences before={inForce.steps} after={inText.steps} />
    </article>
  );
}

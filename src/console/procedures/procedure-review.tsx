import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProcedureView } from '../../contract/incidents.ts';
import { compareSteps } from '../../core/incident/compare-steps.ts';
import type { Step } from '../../core/incident/procedure.ts';
import { call } from '../client.ts';
import incidents from '../incidents/incidents.module.css';
import { useTerms } from '../incidents/use-terms.ts';
import { say } from '../ui/notice.tsx';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { isConflict } from './is-conflict.ts';
import { bodyOf } from './procedure-draft.ts';
import { ProcedureFaults } from './procedure-faults.tsx';
import style from './procedures.module.css';
import { lookAgain, proceduresQuery } from './queries.ts';
import { StepDifferences } from './step-differences.tsx';

/** What is about to become the next version, beside the one in force. Who was quicker is said, and compared with. */
export function ProcedureReview({
  seen,
  steps,
  onNewer,
  onSaved,
  onClose,
}: {
  /** In force, as far as the writer has seen. */
  readonly seen: ProcedureView;
  readonly steps: readonly Step[];
  /** Somebody else's version has come into force. */
  readonly onNewer: (theirs: ProcedureView) => void;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const { procedures: own } = words;
  const formats = useFormats();
  const terms = useTerms();
  const client = useQueryClient();
  const [isSecond, setSecond] = useState(false);
  const { kind, version, madeBy, madeAtMs } = seen;
  const body = { version, steps: steps.map(bodyOf) };
  const save = useMutation({
    mutationFn: () => call('procedures.replace', { params: { kind }, body }),
    onSuccess: async (made) => {
      say(own.saved(terms.kinds[kind], made.version));
      await lookAgain();
      onSaved();
    },
    onError: async (cause) => {
      if (!isConflict(cause)) return;
      await lookAgain();
      const all = await client.fetchQuery(proceduresQuery);
      const theirs = all.find((one) => one.kind === kind);
      if (theirs === undefined) return;
      setSecond(true);
      onNewer(theirs);
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={own.reviewTitle(terms.kinds[kind], version + 1)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={incidents.form}>
        <p className={ui.muted}>{own.reviewLead(version)}</p>
        <div role="alert">
          {isSecond && madeBy !== null && madeAtMs !== null && (
            <p className={incidents.missing}>{own.second(madeBy, formats.clock(madeAtMs), version)}</p>
          )}
          {save.error !== null && !isConflict(save.error) && <ProcedureFaults cause={save.error} />}
        </div>
        <StepDifferences before={seen.steps} after={body.steps} />
        <div className={style.decision}>
          <Button variant="default" onClick={onClose}>
            {own.goOn}
          </Button>
          <Button
            data-autofocus
            loading={save.isPending}
            disabled={compareSteps(seen.steps, body.steps).length === 0}
            onClick={() => save.mutate()}
          >
            {isSecond ? own.saveOver : own.save(version + 1)}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

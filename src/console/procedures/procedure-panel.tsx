import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProcedureView } from '../../contract/incidents.ts';
import { useTerms } from '../incidents/use-terms.ts';
import ui from '../ui/ui.module.css';
import { useFormats, useWords } from '../words/index.ts';
import { ProcedureEditor } from './procedure-editor.tsx';
import { ProcedureSteps } from './procedure-steps.tsx';
import style from './procedures.module.css';
import { versionsQuery } from './queries.ts';
import { StepDifferences } from './step-differences.tsx';

/** One procedure: as it is in force, as it was, or as somebody writes it anew. */
export function ProcedurePanel({
  procedure,
  mayWrite,
}: {
  /** In force. */
  readonly procedure: ProcedureView;
  readonly mayWrite: boolean;
}) {
  const { procedures: own } = useWords();
  const formats = useFormats();
  const terms = useTerms();
  const { data: versions = [procedure] } = useQuery(versionsQuery(procedure.kind));
  const [shownVersion, setShownVersion] = useState<number | null>(null);
  const [isComparing, setComparing] = useState(false);
  const [edited, setEdited] = useState<ProcedureView | null>(null);
  const shown = versions.find(({ version }) => version === shownVersion) ?? procedure;
  // Newest first: the first with a smaller number is the one before it.
  const before = versions.find(({ version }) => version < shown.version);
  const isInForce = shown.version === procedure.version;
  if (edited !== null)
    return (
      <ProcedureEditor
        from={edited}
        inForce={procedure}
        onDone={() => {
          setEdited(null);
          setShownVersion(null);
        }}
      />
    );
  const nameOf = ({ version, madeBy, madeAtMs }: ProcedureView) =>
    (version === 0 || madeBy === null || madeAtMs === null
      ? own.shipped
      : own.versionBy(version, madeBy, formats.moment(madeAtMs, Date.now()))) +
    (version === procedure.version ? ` · ${own.inForce}` : '');
  return (
    <section className={ui.card} aria-label={terms.kinds[procedure.kind]} data-procedure={procedure.kind}>
      <header className={style.head}>
        <h2>{terms.kinds[procedure.kind]}</h2>
        <Select
          size="xs"
          className={style.versions ?? ''}
          aria-label={own.versions}
          allowDeselect={false}
          value={String(shown.version)}
          data={versions.map((one) => ({ value: String(one.version), label: nameOf(one) }))}
          onChange={(value) => setShownVersion(Number(value))}
        />
        {before !== undefined && (
          <Button
            size="compact-sm"
            variant="default"
            className={style.compare ?? ''}
            aria-pressed={isComparing}
            onClick={() => setComparing(!isComparing)}
          >
            {own.compareWith(before.version)}
          </Button>
        )}
        {mayWrite && (
          <Button size="compact-sm" onClick={() => setEdited(shown)}>
            {isInForce ? own.edit : own.editThis}
          </Button>
        )}
      </header>
      {!isInForce && <p className={style.lead}>{own.older}</p>}
      {isComparing && before !== undefined ? (
        <section aria-label={own.compared(shown.version, before.version)} data-comparison>
          <p className={style.lead}>{own.compared(shown.version, before.version)}</p>
          <StepDifferences before={before.steps} after={shown.steps} />
        </section>
      ) : (
        <ProcedureSteps steps={shown.steps} />
      )}
    </section>
  );
}

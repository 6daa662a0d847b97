/** Procedures as a text that people read, keep and compare. */
import { parseDocument, stringify } from 'yaml';
import { type Procedure, ProcedureFile } from '../../contract/incidents.ts';
import { faultOfShape, faultOfYaml, faultsOfSteps, type SaidFault } from './procedure-faults.ts';

export type ReadFile =
  | { readonly ok: true; readonly procedures: readonly Procedure[] }
  /** Where, and what is wrong. */
  | { readonly ok: false; readonly faults: readonly SaidFault[] };

export function writeProcedureFile(procedures: readonly Procedure[], format: 'yaml' | 'json'): string {
  const file = { procedures: procedures.map(brief) };
  return format === 'json' ? `${JSON.stringify(file, null, 2)}\n` : stringify(file, { lineWidth: 110 });
}

/** YAML, of which JSON is a part. Anchors are refused: a small text could otherwise unfold into a huge one. */
export function readProcedureFile(text: string): ReadFile {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  if (document.errors.length > 0) return { ok: false, faults: document.errors.slice(0, 10).map(faultOfYaml) };
  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 0 });
  } catch {
    const message = 'uses anchors or aliases, which are not taken';
    return { ok: false, faults: [{ code: 'aliases', fields: {}, message }] };
  }
  const checked = ProcedureFile.safeParse(plain);
  if (!checked.success) {
    const { issues } = checked.error;
    return { ok: false, faults: issues.slice(0, 10).map((issue) => faultOfShape(issue, plain)) };
  }
  const { procedures } = checked.data;
  const faults = procedures.flatMap(({ kind, steps }) => faultsOfSteps(kind, steps));
  const kinds = procedures.map(({ kind }) => kind);
  for (const kind of new Set(kinds.filter((one, i) => kinds.indexOf(one) !== i)))
    faults.push({ code: 'kind-twice', fields: { kind }, message: `${kind}: stands there twice` });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, procedures };
}

function brief({ kind, version, steps }: Procedure) {
  return {
    kind,
    version,
    steps: steps.map(({ id, text, isRequired, dueAfterMs, automatic }) => ({
      id,
      text,
      ...(isRequired ? { isRequired } : {}),
      ...(dueAfterMs === null ? {} : { dueAfterMs }),
      ...(automatic === null ? {} : { automatic }),
    })),
  };
}

/** Many cameras at once: bulk changes and tables. Each camera is a change of its own, so one that fails stops no other. */
import { isSame, withBulkChange } from '../../contract/camera-bulk.ts';
import { type ImportLine, type PlannedLine, planImport } from '../../contract/camera-csv.ts';
import type { CameraView, Source } from '../../contract/shapes.ts';
import { defaultMaskPolicy } from '../../core/camera.ts';
import { cameraView } from '../camera-registry.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { Refusal } from '../http/problem.ts';
import type { AuditDraft } from '../store/audit.ts';
import { change } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import { freeId, restoreSource } from './cameras.ts';

type Names = 'cameras.bulk' | 'cameras.import.preview' | 'cameras.import';
type Entry = (target: string | null, detail: AuditDraft['detail']) => AuditDraft;

export function cameraListHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql, registry, cameras, credentials } = centre;

  function plan(csv: string, firstLine: number) {
    const known = new Map<string, CameraView>(
      registry.list().map((camera) => [camera.stored.id, cameraView(camera)]),
    );
    const { lines, ignored } = planImport(csv, known, firstLine);
    return { ignored, lines: lines.map(withoutStars) };
  }

  /** Stars stand for the password that is kept; where none is, or for another place, it must be typed. */
  function withoutStars(line: PlannedLine): PlannedLine & { readonly source: Source | null } {
    if (line.what === 'bad') return { ...line, source: null };
    const kept = line.id === null ? null : (registry.get(line.id)?.source ?? null);
    const source = restoreSource(line.fields.source, kept);
    if (!(source instanceof Refusal)) return { ...line, source };
    const column = line.fields.source.analysisUrl.includes('***') ? 'analysis_url' : 'main_url';
    const value =
      column === 'analysis_url' ? line.fields.source.analysisUrl : (line.fields.source.mainUrl ?? '');
    return {
      ...line,
      what: 'bad',
      changes: [],
      faults: [{ column, fault: 'needs-password', value }],
      source: null,
    };
  }

  async function importLine(
    line: PlannedLine & { readonly source: Source | null },
    entry: Entry,
  ): Promise<ImportLine> {
    const { fields, source, what } = line;
    if (source === null || what === 'bad' || what === 'same') return line;
    const { source: _, ...words } = fields;
    const id = line.id ?? freeId(fields.name, (taken) => registry.get(taken) !== null);
    const audit = entry(id, { name: fields.name, line: line.line, changes: line.changes });
    const sourceSealed = credentials.seal(id, source);
    const result =
      what === 'create'
        ? await cameras.add(
            {
              id,
              ...words,
              sourceSealed,
              maskPolicy: defaultMaskPolicy,
              calibration: null,
              zones: [],
              isSimulated: false,
              version: 1,
            },
            audit,
          )
        : await cameras.change<never>(
            { id, version: registry.get(id)?.stored.version ?? 0, audit },
            (current) => ({ ...current, ...words, sourceSealed }),
          );
    if (result.ok) return { ...line, id };
    const fault =
      result.reason === 'unknown' ? 'gone' : result.reason === 'taken' ? 'id-twice' : 'changed-since';
    return { ...line, id, what: 'bad', changes: [], faults: [{ column: 'id', fault, value: id }] };
  }

  /** The order as a whole, also where it changed nothing: somebody gave it. */
  function note(audit: AuditDraft): Promise<void> {
    return change(sql, (tx) => record(tx, { audit }));
  }

  return {
    async 'cameras.bulk'({ body, entry }) {
      const report = { changed: [] as string[], unchanged: [] as string[], refused: [] as Refused[] };
      for (const { id, version } of body.cameras) {
        const source = registry.get(id)?.source ?? null;
        const isSwitched = body.change.isEnabled !== undefined && body.change.isEnabled !== source?.isEnabled;
        if (isSwitched && source === null) {
          report.refused.push({ id, reason: registry.get(id) === null ? 'unknown' : 'unreadable' });
          continue;
        }
        const result = await cameras.change<'same' | 'too-many-tags'>(
          { id, version, audit: entry(id, { ...body.change }) },
          (current) => {
            const next = withBulkChange(current, body.change);
            if (next === null) return { refusal: 'too-many-tags' };
            if (!isSwitched) return isSame(current, next) ? { refusal: 'same' } : next;
            const switched = { ...source!, isEnabled: body.change.isEnabled! };
            return { ...next, sourceSealed: credentials.seal(id, switched) };
          },
        );
        if (result.ok) report.changed.push(id);
        else if (result.reason === 'refused' && result.refusal === 'same') report.unchanged.push(id);
        else if (result.reason === 'refused') report.refused.push({ id, reason: 'too-many-tags' });
        else report.refused.push({ id, reason: result.reason === 'version' ? 'version' : 'unknown' });
      }
      await note(
        entry(null, {
          ...body.change,
          changed: report.changed.length,
          unchanged: report.unchanged.length,
          refused: report.refused.length,
        }),
      );
      return report;
    },

    async 'cameras.import.preview'({ body }) {
      return plan(body.csv, body.firstLine);
    },

    async 'cameras.import'({ body, entry }) {
      const { lines, ignored } = plan(body.csv, body.firstLine);
      const done: ImportLine[] = [];
      for (const line of lines) done.push(await importLine(line, entry));
      const count = (what: ImportLine['what']) => done.filter((line) => line.what === what).length;
      await note(entry(null, { created: count('create'), changed: count('change'), bad: count('bad') }));
      return { lines: done, ignored };
    },
  };
}

type Refused = {
  readonly id: string;
  readonly reason: 'unknown' | 'version' | 'too-many-tags' | 'unreadable';
};

import { SiteRationalisation } from '../../contract/alarm-figures.ts';
import { lockAlarms } from '../store/alarms.ts';
import type { AuditDraft } from '../store/audit.ts';
import { change, type Sql } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import { readSettings, writeSetting } from '../store/settings.ts';

/** @returns it as it is now, or null when somebody else has changed it since `own.version` was read (0: none was there). */
export function replaceRationalisation(
  sql: Sql,
  own: SiteRationalisation,
  entry: (target: string | null, detail: AuditDraft['detail']) => AuditDraft,
): Promise<SiteRationalisation | null> {
  return change(sql, async (tx) => {
    await lockAlarms(tx);
    const { rationalisations } = await readSettings(tx);
    const before = rationalisations.find(({ kind }) => kind === own.kind) ?? null;
    if ((before?.version ?? 0) !== own.version) return null;
    const next = SiteRationalisation.parse({ ...own, version: own.version + 1 });
    const others = rationalisations.filter(({ kind }) => kind !== own.kind);
    await writeSetting(tx, 'rationalisations', [...others, next]);
    await record(tx, { audit: entry(own.kind, { before, after: next }) });
    return next;
  });
}

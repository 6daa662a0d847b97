/** One transaction: the tables as they were, this version's schema, and everything that has to be gone. */
import { certificateOf } from '../centre/recording/retention-sweeper.ts';
import { verifyAudit } from '../centre/store/audit.ts';
import { type BackupTable, loadTables, readyBundles } from '../centre/store/backup.ts';
import type { CopyTx, Sql, Tx } from '../centre/store/database.ts';
import {
  type Deletion,
  dropSegments,
  endExhibits,
  type Reapplied,
  reapply,
  siteOf,
} from '../centre/store/deletions.ts';
import { record } from '../centre/store/ledger.ts';
import { installSchema, type Migration, shipped } from '../centre/store/migrate.ts';
import { segmentsAfter } from '../centre/store/segments.ts';
import { insertCertificate } from '../centre/store/sweep.ts';
import type { InventoryRow } from '../core/recording/inventory.ts';
import { bundleKey } from '../exhibit/write-exhibit.ts';
import type { Blobs } from '../storage/blobs.ts';
import { takeInventory } from '../storage/inventory.ts';
import { BackupError } from './backup-file.ts';
import type { ExhibitReturn } from './exhibit-return.ts';
import { type CheckedBackup, unpack } from './read-backup.ts';
import type { TarFile } from './tar-reader.ts';

export type Filled = {
  readonly migrated: readonly string[];
  readonly reapplied: Reapplied;
  /** Exhibits whose date had come, or that the backup does not hold. */
  readonly endedExhibits: number;
  /** Rows of footage that is not there. */
  readonly absentSegments: number;
  readonly site: string | null;
  readonly warnings: readonly string[];
};

export type Filling = {
  readonly sql: Sql;
  readonly blobs: Blobs | null;
  readonly backup: CheckedBackup;
  /** Those that the backup had applied. */
  readonly migrations: readonly Migration[];
  readonly deletions: readonly Deletion[];
  readonly exhibits: ExhibitReturn;
  readonly nowMs: number;
  readonly onProgress: (what: string) => void;
};

const pageSize = 1_000;

export function fillDatabase(filling: Filling): Promise<Filled> {
  const { backup, deletions, exhibits, nowMs, onProgress } = filling;
  const { about, manifest } = backup;
  return filling.sql.begin(async (tx) => {
    const files = backup.files();
    let next = await loadAll(tx, filling, files);
    onProgress('deletions');
    const migrated = await installSchema(tx, shipped());
    const audit = await verifyAudit(tx);
    const warnings = audit.isWhole
      ? []
      : [`entry ${audit.brokenAtId} of the audit log was ${audit.reason} already when the backup was made`];
    const reapplied = await reapply(tx, deletions, about.madeAtMs);
    const held = new Set(manifest.files.map(({ name }) => name));
    const missing = (await readyBundles(tx)).map(({ id }) => id).filter((id) => !held.has(bundleKey(id)));
    const endedExhibits = await endExhibits(tx, { nowMs, missing });
    const absentSegments = await dropAbsent(tx, filling);
    const wanted = new Set((await readyBundles(tx)).map(({ id }) => bundleKey(id)));
    for (; next !== null; next = await nextOf(files)) {
      if (!wanted.has(next.name)) continue;
      onProgress(next.name);
      await exhibits.put(next);
    }
    const site = await siteOf(tx);
    const detail = {
      ...{ backupMadeAtMs: about.madeAtMs, product: about.product },
      ...{ reapplied, endedExhibits, absentSegments },
    };
    if (site !== null)
      await record(tx, {
        audit: { atMs: nowMs, who: 'system', action: 'site.restored', target: null, detail },
      });
    return {
      ...{ migrated, reapplied, absentSegments, site, warnings },
      endedExhibits: endedExhibits.length,
    };
  });
}

/** @returns the first file behind the tables. */
async function loadAll(
  tx: CopyTx,
  { backup, migrations, onProgress }: Filling,
  files: AsyncGenerator<TarFile>,
): Promise<TarFile | null> {
  // What the backup says of itself has been read.
  await nextOf(files);
  let next = await nextOf(files);
  const { tables, sequences } = backup.about;
  await loadTables(tx, {
    ...{ migrations, tables, sequences },
    onTable: ({ name }) => onProgress(`table ${name}`),
    async *rowsOf(table: BackupTable) {
      for (; next?.name.startsWith(`tables/${table.name}/`); next = await nextOf(files))
        yield await unpack(next);
    },
  });
  if (next?.name.startsWith('tables/'))
    throw new BackupError(`${next.name} stands where it does not belong. Take another backup`);
  return next;
}

async function nextOf(files: AsyncGenerator<TarFile>): Promise<TarFile | null> {
  const { value, done } = await files.next();
  return done ? null : value;
}

/** Footage is in no backup. Where its file is not there either, the row goes with a certificate. @returns how many. */
async function dropAbsent(tx: Tx, { blobs, nowMs }: Filling): Promise<number> {
  const absent: string[] = [];
  for (const prefix of ['masked/', 'sealed/']) {
    if (blobs === null) {
      for await (const { key } of rowsFrom(tx, prefix)) absent.push(key);
      continue;
    }
    const { findings, troubles } = await takeInventory(blobs, {
      ...{ rows: rowsFrom(tx, prefix), prefix, isDeep: false, mostFindings: Number.POSITIVE_INFINITY },
      hasRow: () => Promise.resolve(true),
    });
    if (troubles.length > 0)
      throw new BackupError(`The footage that is there cannot be looked through: ${troubles.join('; ')}`);
    absent.push(...findings.filter(({ kind }) => kind === 'missing').map(({ key }) => key));
  }
  let dropped = 0;
  for (let at = 0; at < absent.length; at += pageSize) {
    const segments = await dropSegments(tx, absent.slice(at, at + pageSize));
    const certificate = certificateOf(segments, { rule: 'not-in-backup', atMs: nowMs });
    await insertCertificate(tx, certificate);
    const { id: target, atMs, ...rest } = certificate;
    const detail = { certificate: target, ...rest };
    await record(tx, { audit: { atMs, who: 'system', action: 'footage.deleted', target, detail } });
    dropped += segments.length;
  }
  return dropped;
}

async function* rowsFrom(tx: Tx, prefix: string): AsyncGenerator<InventoryRow> {
  let last = prefix;
  for (;;) {
    const page = await segmentsAfter(tx, last, pageSize);
    for (const { key, bytes, sha256 } of page) {
      if (!key.startsWith(prefix)) return;
      yield { key, bytes, sha256 };
    }
    if (page.length < pageSize) return;
    last = page.at(-1)!.key;
  }
}

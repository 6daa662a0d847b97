/** Puts a backup back: into an empty place, whole or not at all, and without what was deleted since. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { startEmbeddedPostgres } from '../centre/adapters/embedded-postgres.ts';
import { connectExternalPostgres } from '../centre/adapters/external-postgres.ts';
import { lockDataDirectory, restoreMark } from '../centre/data-lock.ts';
import { journalLines, journalName, syncFolder } from '../centre/deletion-journal.ts';
import type { Log } from '../centre/log.ts';
import { createPolicies } from '../centre/recording/policies.ts';
import { createRetentionSweeper } from '../centre/recording/retention-sweeper.ts';
import { countTables } from '../centre/store/backup.ts';
import { openDatabase } from '../centre/store/database.ts';
import { deletionsAfter } from '../centre/store/deletions.ts';
import { checksumOf, type Migration, shipped } from '../centre/store/migrate.ts';
import type { Config } from '../contract/config.ts';
import type { StorageSettings } from '../contract/storage.ts';
import type { Blobs } from '../storage/blobs.ts';
import { openStorage } from '../storage/open-storage.ts';
import { defaultVolume } from '../storage/storage-settings.ts';
import { BackupError } from './backup-file.ts';
import { type ChosenJournal, chooseJournal } from './choose-journal.ts';
import { createExhibitReturn } from './exhibit-return.ts';
import { type Filled, fillDatabase } from './fill-database.ts';
import { type About, configName } from './manifest.ts';
import type { CheckedBackup } from './read-backup.ts';
import { dataFiles } from './write-backup.ts';

export type RestoreOrder = {
  readonly backup: CheckedBackup;
  readonly dataDirectory: string;
  /** Null: the embedded one, made in the data directory. */
  readonly database: Config['database'];
  /** Null: nothing is recorded there. */
  readonly storage: StorageSettings | null;
  /** A deletions.log that is newer than the backup. */
  readonly deletionsFile: string | null;
  /** After one that did not come to its end: what it left goes first. */
  readonly isAgain: boolean;
  readonly nowMs: number;
  readonly log: Log;
  readonly onProgress?: (what: string) => void;
};

export type RestoreReport = Filled & {
  readonly madeAtMs: number;
  readonly exhibits: number;
  /** Footage whose file is still there and whose term is over. */
  readonly dueSegments: number;
  /** Up to when deletions are known. */
  readonly deletionsUntilMs: number;
  readonly configFile: string | null;
  readonly warnings: readonly string[];
};

/** May lie in an "empty" data directory: footage finds its rows again, and what was deleted stays so. */
const mayStay: ReadonlySet<string> = new Set(['footage', 'lost+found', journalName, 'centre.lock', 'models']);

/** @throws BackupError; then the place is as empty as before. */
export async function restore(order: RestoreOrder): Promise<RestoreReport> {
  const { backup, dataDirectory, storage, isAgain } = order;
  const migrations = migrationsOf(backup.about);
  const hasExhibits = backup.manifest.files.some(({ name }) => name.startsWith('exhibits/'));
  if (storage === null && hasExhibits)
    throw new BackupError(
      'The backup holds exhibits, and the configuration records nothing. Name the configuration of the site with --config FILE',
    );
  const isHalf = existsSync(path.join(dataDirectory, restoreMark));
  refuseFull(dataDirectory, { isHalf, isAgain });
  const lock = lockDataDirectory(dataDirectory, process.pid, { isRestore: true });
  if (!lock.ok) throw new BackupError(lock.message);
  const blobs = storage === null ? null : await openFootage(storage, dataDirectory);
  try {
    const journal = chooseJournal(order);
    if (isHalf) await clean(order, blobs);
    if (order.database !== null) await refuseUsed(order.database, order.log);
    const hadExhibits = blobs !== null && (await holdsAny(blobs, 'exhibits/'));
    writeDurably(path.join(dataDirectory, restoreMark), JSON.stringify({ hadExhibits }));
    syncFolder(dataDirectory);
    try {
      return await put(order, { blobs, journal, migrations });
    } catch (cause) {
      await clean(order, blobs);
      throw cause;
    }
  } finally {
    await blobs?.close();
    lock.release();
  }
}

async function put(
  order: RestoreOrder,
  {
    blobs,
    journal,
    migrations,
  }: {
    readonly blobs: Blobs | null;
    readonly journal: ChosenJournal;
    readonly migrations: readonly Migration[];
  },
): Promise<RestoreReport> {
  const { backup, dataDirectory, database, nowMs, log } = order;
  const { about, manifest, small } = backup;
  for (const name of dataFiles) {
    const bytes = small.get(`data/${name}`);
    if (bytes === undefined || name === journalName) continue;
    mkdirSync(path.dirname(path.join(dataDirectory, name)), { recursive: true, mode: 0o700 });
    writeDurably(path.join(dataDirectory, name), bytes);
  }
  const config = small.get(configName);
  const configFile = config === undefined ? null : path.join(dataDirectory, configName);
  if (config !== undefined) writeDurably(configFile!, config);

  const server = database
    ? await connectExternalPostgres({ url: database, log })
    : await startEmbeddedPostgres({ directory: path.join(dataDirectory, 'postgres'), log });
  try {
    const sql = openDatabase(server.url, { maxConnections: 3 });
    try {
      const exhibits = createExhibitReturn(blobs, manifest);
      const filled = await fillDatabase({
        ...{ sql, blobs, backup, migrations, exhibits, nowMs },
        deletions: journal.deletions,
        onProgress: order.onProgress ?? (() => {}),
      }).catch(async (cause: unknown) => {
        await exhibits.undo();
        throw cause;
      });
      const policies = createPolicies({ isRecording: blobs !== null, vaultRecipient: () => null });
      await policies.load(sql);
      const sweeper = blobs && createRetentionSweeper({ sql, blobs, policies, log, nowMs: () => nowMs });
      const swept = (await sweeper?.sweep(nowMs)) ?? { segments: 0, refused: 0 };
      if (filled.site !== null) {
        const from = Math.min(journal.deletions.at(-1)?.audit ?? 0, about.auditHead);
        const more = await deletionsAfter(sql, from, 1_000_000);
        const { text } = journalLines(journal.journal, filled.site, more);
        writeDurably(path.join(dataDirectory, journalName), journal.text + text);
      }
      rmSync(path.join(dataDirectory, restoreMark));
      syncFolder(dataDirectory);
      return {
        ...filled,
        madeAtMs: about.madeAtMs,
        exhibits: exhibits.count(),
        dueSegments: swept.segments,
        deletionsUntilMs: Math.max(about.madeAtMs, journal.deletions.at(-1)?.atMs ?? 0),
        configFile,
        warnings: [...manifest.warnings, ...filled.warnings],
      };
    } finally {
      await sql.end();
    }
  } finally {
    await server.stop();
  }
}

/** Those that the backup had applied. @throws BackupError: it is of a newer version, or of a strange one. */
function migrationsOf(about: About): Migration[] {
  const own = new Map(shipped().map((migration) => [migration.number, migration]));
  return about.schema.map(({ number, name, checksum }) => {
    const migration = own.get(number);
    if (migration === undefined)
      throw new BackupError(
        `The backup was made by a newer Lamplighter (${about.product}, ${name}). Restore it with that version or a newer one`,
      );
    if (checksumOf(migration) !== checksum)
      throw new BackupError(
        `The backup was made by another Lamplighter (${about.product}): its ${name} is not ours. Restore it with that version`,
      );
    return migration;
  });
}

function refuseFull(
  directory: string,
  { isHalf, isAgain }: { readonly isHalf: boolean; readonly isAgain: boolean },
): void {
  if (isHalf && isAgain) return;
  if (isHalf)
    throw new BackupError(
      `A restore into ${directory} did not come to its end. To remove what it left and begin anew, add --again`,
    );
  if (!existsSync(directory)) return;
  const found = readdirSync(directory).filter((name) => !mayStay.has(name));
  if (found.length > 0)
    throw new BackupError(
      `${directory} is not empty (${found.slice(0, 3).join(', ')}${found.length > 3 ? ', ...' : ''}), and nothing is written over. Name an empty folder with --data, or move these away; footage may stay`,
    );
}

async function refuseUsed(url: string, log: Log): Promise<void> {
  const server = await connectExternalPostgres({ url, log });
  const sql = openDatabase(url, { maxConnections: 1 });
  try {
    const tables = await countTables(sql);
    if (tables > 0)
      throw new BackupError(
        `The database is not empty (${tables} tables), and nothing is written over. Make a new one (create database ...) and name it with --database`,
      );
  } finally {
    await sql.end();
    await server.stop();
  }
}

/** A volume that is missing is not one without footage: then nothing is restored. */
async function openFootage(storage: StorageSettings, dataDirectory: string): Promise<Blobs> {
  if (storage.kind === 'disk' && storage.volumes.includes(defaultVolume(dataDirectory)))
    mkdirSync(defaultVolume(dataDirectory), { recursive: true });
  const blobs = openStorage(storage);
  const trouble = (await blobs.usage()).find((volume) => volume.trouble !== null);
  if (trouble === undefined) return blobs;
  await blobs.close();
  throw new BackupError(
    `The storage ${trouble.name} cannot be used: ${trouble.trouble}. Mend that first, or name another with --config FILE`,
  );
}

/** What a restore that did not come to its end has left. The mark goes last. */
async function clean({ dataDirectory, database, log }: RestoreOrder, blobs: Blobs | null): Promise<void> {
  const mark = path.join(dataDirectory, restoreMark);
  if (!existsSync(mark)) return;
  const postgres = path.join(dataDirectory, 'postgres');
  if (database === null && existsSync(path.join(postgres, 'cluster'))) {
    // It may still run.
    await (await startEmbeddedPostgres({ directory: postgres, log })).stop();
  }
  rmSync(postgres, { recursive: true, force: true });
  for (const name of [...dataFiles, configName])
    if (name !== journalName) rmSync(path.join(dataDirectory, name), { force: true });
  rmSync(path.join(dataDirectory, 'exhibit-key'), { recursive: true, force: true });
  if (blobs !== null) {
    for await (const { key } of blobs.listOpen('exhibits/')) await blobs.salvage(key, 0);
    const { hadExhibits } = markOf(mark);
    if (!hadExhibits) for await (const { key } of blobs.list('exhibits/')) await blobs.remove(key);
  }
  rmSync(mark);
  syncFolder(dataDirectory);
}

/** One that was cut says nothing: then what is there stays. */
function markOf(file: string): { readonly hadExhibits: boolean } {
  try {
    return { hadExhibits: JSON.parse(readFileSync(file, 'utf8')).hadExhibits !== false };
  } catch {
    return { hadExhibits: true };
  }
}

async function holdsAny(blobs: Blobs, prefix: string): Promise<boolean> {
  for await (const _ of blobs.list(prefix)) return true;
  return false;
}

function writeDurably(file: string, bytes: Uint8Array | string): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    writeSync(handle, Buffer.from(bytes as string));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

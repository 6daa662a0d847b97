/** Makes a backup of a site, running or not: one file, written front to back. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { journalName } from '../centre/deletion-journal.ts';
import {
  type BackupTable,
  notInBackup,
  readSnapshot,
  type Snapshot,
  type StoredBundle,
} from '../centre/store/backup.ts';
import type { Sql } from '../centre/store/database.ts';
import { bundleKey } from '../exhibit/write-exhibit.ts';
import type { Blobs } from '../storage/blobs.ts';
import { sealFile } from '../vault/age-file.ts';
import type { ByteSink } from './backup-file.ts';
import { type About, aboutName, configName, formatName, formatVersion } from './manifest.ts';
import { createTarWriter, type TarWriter } from './tar-writer.ts';

export type BackupSource = {
  readonly sql: Sql;
  /** Where exhibits lie; null: nothing is recorded here. */
  readonly blobs: Blobs | null;
  readonly dataDirectory: string;
  /** lamplighter.yaml; null: the site runs without. */
  readonly configFile: string | null;
  readonly product: string;
};

export type BackupReport = {
  readonly madeAtMs: number;
  readonly bytes: number;
  readonly tables: number;
  readonly exhibits: number;
  readonly warnings: readonly string[];
};

export type BackupProgress = { readonly what: string; readonly bytes: number };

/** Keys of the data directory, without which restored rows could not be read or trusted. */
export const dataFiles: readonly string[] = [
  'secret.key',
  'push.key',
  'exhibit-key/site-key.pem',
  'tls.crt',
  'tls.key',
  journalName,
];

/** Rows before they are packed: what one writes or reads of a table at a time. */
const pieceBytes = 4 * 1024 * 1024;
const pack = promisify(gzip);

/** @throws BackupError; then nothing is left of the file. */
export async function writeBackup(
  source: BackupSource,
  to: {
    readonly file: ByteSink;
    /** age1...: whoever has the identity can read it, and nobody else. */
    readonly recipient: string | null;
    readonly nowMs: number;
    readonly onProgress?: (progress: BackupProgress) => void;
  },
): Promise<BackupReport> {
  const { file, recipient, nowMs, onProgress = () => {} } = to;
  let bytes = 0;
  const put = async (piece: Uint8Array) => {
    await file.write(piece);
    bytes += piece.length;
  };
  try {
    const sealed = recipient === null ? null : await sealFile(recipient, put);
    const tar = createTarWriter({ write: sealed?.write ?? put });
    const say = (what: string) => onProgress({ what, bytes });
    const taken = await readSnapshot(source.sql, async (snapshot) => {
      await tar.add(aboutName, jsonOf(aboutOf(snapshot, { ...source, nowMs })));
      for (const table of snapshot.tables) if (!table.isParent) await addTable(tar, snapshot, table, say);
      return snapshot;
    });
    const warnings: string[] = [];
    for (const bundle of taken.exhibits) {
      say(`exhibit ${bundle.id}`);
      const warning = await addExhibit(tar, source.blobs, bundle);
      if (warning !== null) warnings.push(warning);
    }
    for (const name of dataFiles) {
      const place = path.join(source.dataDirectory, name);
      if (existsSync(place)) await tar.add(`data/${name}`, readFileSync(place));
    }
    if (source.configFile !== null) await tar.add(configName, readFileSync(source.configFile));
    const manifest = await tar.finish(warnings);
    await sealed?.end();
    await file.finish();
    return {
      madeAtMs: nowMs,
      bytes,
      tables: taken.tables.filter(({ isParent }) => !isParent).length,
      exhibits: manifest.files.filter(({ name }) => name.startsWith('exhibits/')).length,
      warnings,
    };
  } catch (cause) {
    await file.abort();
    throw cause;
  }
}

function aboutOf(
  snapshot: Snapshot,
  { product, nowMs }: { readonly product: string; readonly nowMs: number },
): About {
  const { schema, tables, sequences, site, auditHead } = snapshot;
  return {
    format: formatName,
    formatVersion,
    madeAtMs: nowMs,
    product,
    site,
    schema: [...schema],
    tables: tables.map(({ name, columns, isParent }) => ({ name, columns: [...columns], isParent })),
    sequences: [...sequences],
    auditHead,
    notIncluded: ['footage', ...notInBackup],
  };
}

/** tables/NAME/000001.copy.gz and on: whole pieces of COPY's text form; a table without rows has none. */
async function addTable(
  tar: TarWriter,
  snapshot: Snapshot,
  table: BackupTable,
  say: (what: string) => void,
): Promise<void> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  async function flush(): Promise<void> {
    if (length === 0) return;
    number++;
    const rows = await pack(Buffer.concat(waiting), { level: 1 });
    await tar.add(`tables/${table.name}/${String(number).padStart(6, '0')}.copy.gz`, rows);
    [waiting, length] = [[], 0];
  }
  for await (const rows of snapshot.rowsOf(table)) {
    waiting.push(rows);
    length += rows.length;
    say(`table ${table.name}`);
    if (length >= pieceBytes) await flush();
  }
  await flush();
}

/** @returns what is wrong with it, in words. */
async function addExhibit(
  tar: TarWriter,
  blobs: Blobs | null,
  { id, bytes, sha256 }: StoredBundle,
): Promise<string | null> {
  const key = bundleKey(id);
  const found = (await blobs?.stat(key)) ?? null;
  const pieces = found === null ? null : await blobs!.stream(key);
  if (found === null || pieces === null)
    return `exhibit ${id} is not in the backup: its bundle is not in the storage (or was deleted just now)`;
  const written = await tar.stream(key, found.bytes, pieces);
  return written === sha256 && found.bytes === bytes
    ? null
    : `exhibit ${id} is not what was made: its hash differs. Compare with a copy that was handed out`;
}

function jsonOf(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}

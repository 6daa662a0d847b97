/** A site as its tools find it: beside a running centre, or while none runs. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runningEmbedded, startEmbeddedPostgres } from './centre/adapters/embedded-postgres.ts';
import { lockDataDirectory } from './centre/data-lock.ts';
import { openDatabase, type Sql } from './centre/store/database.ts';
import type { Config } from './contract/config.ts';
import { footageSalvage } from './ingest/record/footage-salvage.ts';
import { openStorage } from './storage/open-storage.ts';
import type { FootageStorage } from './storage/salvage.ts';
import { reserveBytesOf, storageSettingsOf } from './storage/storage-settings.ts';

export type Site = {
  /** A centre runs on this data directory: what it writes now is its own affair. */
  readonly isRunning: boolean;
  readonly sql: Sql;
  /** Null: nothing is recorded. */
  readonly storage: FootageStorage | null;
  close(): Promise<void>;
};

export type SiteOpening =
  | { readonly ok: true; readonly site: Site }
  | { readonly ok: false; readonly message: string };

/** Opens the database (started for this, where it is embedded and does not run) and the storage. Makes neither. */
export async function openSite(config: Config): Promise<SiteOpening> {
  const { dataDirectory } = config;
  if (!existsSync(dataDirectory))
    return refusal(`There is no data directory ${dataDirectory}. Name it with --data FOLDER.`);
  const setting = storageSettingsOf(config, process.env);
  if (!setting.ok) return refusal(setting.message);
  // Held while we look: no centre starts in between.
  const lock = lockDataDirectory(dataDirectory);
  if (!lock.ok && lock.reason !== 'taken') return refusal(lock.message);
  const closing: (() => Promise<void> | void)[] = lock.ok ? [lock.release] : [];
  const close = async () => {
    for (const step of closing.reverse()) await step();
  };
  try {
    const url = await databaseOf(config, { isRunning: !lock.ok, closing });
    if (url === null) {
      await close();
      return refusal(
        `There is no database in ${dataDirectory}. Start Lamplighter once, or name another folder.`,
      );
    }
    const sql = openDatabase(url, { maxConnections: 3 });
    closing.push(() => sql.end());
    const blobs = setting.settings === null ? null : openStorage(setting.settings);
    if (blobs !== null) closing.push(() => blobs.close());
    const storage = blobs && { blobs, salvage: footageSalvage(blobs), reserveBytes: reserveBytesOf(config) };
    return { ok: true, site: { isRunning: !lock.ok, sql, storage, close } };
  } catch (cause) {
    await close();
    throw cause;
  }
}

async function databaseOf(
  config: Config,
  { isRunning, closing }: { readonly isRunning: boolean; readonly closing: (() => Promise<void> | void)[] },
): Promise<string | null> {
  if (config.database !== null) return config.database;
  const directory = path.join(config.dataDirectory, 'postgres');
  if (isRunning) return runningEmbedded(directory);
  if (!existsSync(path.join(directory, 'cluster'))) return null;
  const server = await startEmbeddedPostgres({ directory, log: () => {} });
  closing.push(() => server.stop());
  return server.url;
}

function refusal(message: string): SiteOpening {
  return { ok: false, message };
}

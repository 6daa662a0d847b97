/** `lamplighter backup`: the whole site in one file, while it runs or not. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BackupError, openBackupFile } from '../backup/backup-file.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { openSite } from '../site.ts';
import { isRecipient } from '../vault/age-file.ts';
import { answering, CommandError, needed } from './command.ts';
import { showProgress } from './progress.ts';
import { siteConfig } from './site-config.ts';

const help = `Usage: lamplighter backup --out FILE [OPTIONS]

Writes database, exhibits, keys and configuration into one file, as they are at one instant; the site may run meanwhile.
Not in it: footage, which lives for its term only; who is signed in; frames that wait to be labelled.
The file holds the keys that open camera passwords: seal it with --to, or keep it as you keep them.

  --out FILE         must not exist yet; appears under this name once all of it is on the disk
  --to RECIPIENT     seals it with age (age1...); only the identity that belongs to it restores it
  --config FILE      configuration of the site (default: lamplighter.yaml where it exists)
  --data FOLDER      data directory
  --database URL     instead of the embedded one

Exit code: 0 the backup is whole, 1 it is whole and something was not as it should be (said), 2 there is none.
Put it back with lamplighter restore; copy deletions.log of the data directory beside it from time to time.
`;

export function run(args: string[]): Promise<number> {
  return answering('backup', async () => {
    const { values } = parseArgs({
      args,
      options: {
        out: { type: 'string' },
        to: { type: 'string' },
        config: { type: 'string' },
        data: { type: 'string' },
        database: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const out = path.resolve(needed(values.out, '--out'));
    const recipient = values.to ?? null;
    if (recipient !== null && !isRecipient(recipient))
      throw new CommandError(`--to ${recipient} is no age recipient; one begins with age1`);
    const { config, configFile } = siteConfig(values);
    const opening = await openSite(config);
    if (!opening.ok) throw new CommandError(opening.message);
    const { site } = opening;
    const progress = showProgress();
    try {
      const report = await writeBackup(
        {
          sql: site.sql,
          blobs: site.storage?.blobs ?? null,
          dataDirectory: config.dataDirectory,
          configFile: configFile !== null && existsSync(configFile) ? configFile : null,
          product: productVersion(),
        },
        {
          ...{ file: await openBackupFile(out), recipient, nowMs: Date.now() },
          onProgress: ({ what, bytes }) =>
            progress.say(`${(bytes / 1e6).toFixed(0)} MB written, now ${what}`),
        },
      );
      progress.end();
      for (const warning of report.warnings) process.stderr.write(`WRONG  ${warning}.\n`);
      const sealed = recipient === null ? ', not sealed: it holds keys and passwords' : ', sealed';
      process.stdout.write(
        `${out}: ${(report.bytes / 1e6).toFixed(1)} MB, ${report.tables} tables, ${report.exhibits} exhibits${sealed}.\n`,
      );
      return report.warnings.length > 0 ? 1 : 0;
    } catch (cause) {
      progress.end();
      throw cause instanceof BackupError ? new CommandError(cause.message, { cause }) : cause;
    } finally {
      await site.close();
    }
  });
}

function productVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** `lamplighter restore`: a backup back into an empty place, without what was deleted since. */

import path from 'node:path';
import { parseArgs } from 'node:util';
import { BackupError } from '../backup/backup-file.ts';
import { configName } from '../backup/manifest.ts';
import { type CheckedBackup, checkBackup } from '../backup/read-backup.ts';
import { type RestoreReport, restore } from '../backup/restore.ts';
import { readConfig } from '../centre/config-file.ts';
import type { Config } from '../contract/config.ts';
import { storageSettingsOf } from '../storage/storage-settings.ts';
import { answering, CommandError, readText } from './command.ts';
import { showProgress } from './progress.ts';
import { siteConfig } from './site-config.ts';

const help = `Usage: lamplighter restore FILE --data FOLDER [OPTIONS]

Checks every byte of the backup, then puts it into an empty data directory (footage and deletions.log may lie there).
What was deleted after the backup is deleted again, as far as a deletions.log tells; what is past its term goes too.

  --data FOLDER        where to
  --deletions FILE     deletions.log of the site as it was last: newer than the backup
  --database URL       an empty database, instead of the embedded one
  --config FILE        configuration (default: the one in the backup)
  --identity FILE      age identity, for a sealed backup
  --again              after one that did not come to its end: removes what it left, and begins anew

Exit code: 0 restored, 1 restored and something was not as it should be (said), 2 nothing was restored.
`;

export function run(args: string[]): Promise<number> {
  return answering('restore', async () => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        deletions: { type: 'string' },
        database: { type: 'string' },
        config: { type: 'string' },
        identity: { type: 'string' },
        again: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new CommandError('Name one backup; see --help');
    if (values.data === undefined) throw new CommandError('--data is missing: name an empty folder');
    const identity = values.identity === undefined ? null : await identityFrom(values.identity);
    const progress = showProgress();
    try {
      const backup = await checkBackup(file, {
        identity,
        onProgress: (bytes) => progress.say(`${(bytes / 1e6).toFixed(0)} MB checked`),
      });
      const config = configFor(backup, values);
      const storage = storageSettingsOf(config, process.env);
      if (!storage.ok) throw new CommandError(storage.message);
      const report = await restore({
        ...{ backup, dataDirectory: config.dataDirectory, database: config.database },
        ...{ storage: storage.settings, isAgain: values.again, nowMs: Date.now(), log: () => {} },
        deletionsFile: values.deletions ?? null,
        onProgress: (what) => progress.say(what),
      });
      progress.end();
      process.stdout.write(say(report, config.dataDirectory));
      for (const warning of report.warnings) process.stderr.write(`WRONG  ${warning}.\n`);
      return report.warnings.length > 0 ? 1 : 0;
    } catch (cause) {
      progress.end();
      throw cause instanceof BackupError ? new CommandError(cause.message, { cause }) : cause;
    }
  });
}

/** The site's own, from the backup, unless another one is named. */
function configFor(
  backup: CheckedBackup,
  values: {
    readonly config?: string | undefined;
    readonly data?: string | undefined;
    readonly database?: string | undefined;
  },
): Config {
  if (values.config !== undefined) return siteConfig(values).config;
  const reading = readConfig(
    backup.small.get(configName)?.toString('utf8') ?? '',
    'the backup: lamplighter.yaml',
  );
  if (!reading.ok)
    throw new CommandError(`${reading.message}\nName another configuration with --config FILE`);
  return {
    ...reading.config,
    dataDirectory: path.resolve(values.data!),
    database: values.database ?? reading.config.database,
  };
}

async function identityFrom(file: string): Promise<string> {
  const text = await readText(file, '--identity');
  const line = text.split('\n').find((one) => one.startsWith('AGE-SECRET-KEY-'));
  if (line === undefined)
    throw new CommandError(`--identity ${file} holds no line that begins with AGE-SECRET-KEY-`);
  return line.trim();
}

function say(report: RestoreReport, dataDirectory: string): string {
  const { cameras, exhibits, bookmarks, disabledUsers } = report.reapplied;
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  const lines = [
    `Restored into ${dataDirectory}, as it was at ${day(report.madeAtMs)} UTC; ${report.exhibits} exhibits.`,
    `Deleted again: ${cameras.length} cameras, ${exhibits.length} exhibits, ${bookmarks.length} bookmarks; ${disabledUsers.length} people disabled again.`,
    `Past its term, or not there: ${report.endedExhibits} exhibits, ${report.absentSegments + report.dueSegments} pieces of footage.`,
    `Deletions are known up to ${day(report.deletionsUntilMs)} UTC. Where a newer deletions.log exists, restore again with --deletions FILE.`,
  ];
  if (report.migrated.length > 0)
    lines.push(`The database was brought up to date: ${report.migrated.join(', ')}.`);
  const config = report.configFile === null ? '' : ` --config ${report.configFile}`;
  lines.push(`Everybody signs in anew. Start: lamplighter start --data ${dataDirectory}${config}`);
  return `${lines.join('\n')}\n`;
}

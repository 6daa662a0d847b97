/** `lamplighter check`: whether what the site knows and what it has agree, and what to do where they do not. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig, readConfigFile } from '../centre/config-file.ts';
import { verifyAudit } from '../centre/store/audit.ts';
import { unexplainedHoles } from '../centre/store/holes.ts';
import { schemaState } from '../centre/store/migrate.ts';
import { openSite, type Site } from '../site.ts';
import { checkExhibits } from './check/exhibits.ts';
import type { CheckFinding } from './check/finding.ts';
import { checkFootage } from './check/footage.ts';
import { answering, CommandError } from './command.ts';

const help = `Usage: lamplighter check [OPTIONS]

Compares rows with files and their sizes, walks the audit chain, and looks for footage, files and time that nothing
explains. Beside a running centre it only looks.

  --deep             reads every file and compares its hash
  --repair           takes in what writers that died have left, and removes rows without a file; not beside a running centre
  --config FILE      configuration (default: lamplighter.yaml where it exists)
  --data FOLDER      data directory
  --database URL     instead of the embedded one
  --json             the findings as JSON

Exit code: 0 all is well (or was repaired), 1 something is wrong (each thing on a line), 2 it could not be checked.
`;

const mostHoles = 100;

export function run(args: string[]): Promise<number> {
  return answering('check', async () => {
    const { values } = parseArgs({
      args,
      options: {
        deep: { type: 'boolean', default: false },
        repair: { type: 'boolean', default: false },
        config: { type: 'string' },
        data: { type: 'string' },
        database: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const opening = await openSite(configOf(values));
    if (!opening.ok) throw new CommandError(opening.message);
    const { site } = opening;
    try {
      if (values.repair && site.isRunning)
        throw new CommandError(
          '--repair: a centre runs here and repairs by itself; stop it, or leave --repair out',
        );
      const report = await check(site, { isDeep: values.deep, isRepair: values.repair });
      process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : say(report));
      return report.findings.every(({ isRepaired }) => isRepaired) ? 0 : 1;
    } finally {
      await site.close();
    }
  });
}

export type CheckReport = {
  readonly segments: number;
  readonly bytes: number;
  readonly auditEntries: number;
  readonly findings: readonly CheckFinding[];
};

export async function check(
  site: Pick<Site, 'sql' | 'storage' | 'isRunning'>,
  { isDeep, isRepair }: { readonly isDeep: boolean; readonly isRepair: boolean },
): Promise<CheckReport> {
  const { sql, storage, isRunning } = site;
  const schema = await schemaState(sql);
  if (schema.state !== 'current') {
    const message =
      schema.state === 'behind'
        ? `the database lacks ${schema.names.join(', ')}. Start this version once`
        : `the database knows ${schema.names.join(', ')}, which this version does not. Start the version it belongs to`;
    const findings = [{ part: 'schema', message, isRepaired: false } as const];
    return { segments: 0, bytes: 0, auditEntries: 0, findings };
  }
  const audit = await verifyAudit(sql);
  const findings: CheckFinding[] = [];
  if (!audit.isWhole) {
    const message = `entry ${audit.brokenAtId} of the audit log was ${audit.reason === 'missing' ? 'removed' : 'changed'}. Compare with a backup; nothing here can mend it`;
    findings.push({ part: 'audit', message, isRepaired: false });
  }
  const nowMs = Date.now();
  const footage =
    storage === null
      ? { matched: 0, storedBytes: 0, findings: [] }
      : await checkFootage({ sql, storage, isRunning, isDeep, isRepair, nowMs });
  findings.push(...footage.findings);
  if (storage !== null) findings.push(...(await checkExhibits(sql, storage.blobs, { isDeep, isRunning })));
  for (const hole of await unexplainedHoles(sql, mostHoles)) {
    const [from, to] = [hole.fromMs, hole.toMs].map((ms) => new Date(ms).toISOString());
    const message = `${hole.cameraId} has no ${hole.kind} footage from ${from} to ${to}, and no gap says why`;
    findings.push({ part: 'gaps', message, isRepaired: false });
  }
  return {
    segments: footage.matched,
    bytes: footage.storedBytes,
    auditEntries: audit.isWhole ? audit.entries : 0,
    findings,
  };
}

function say({ segments, bytes, auditEntries, findings }: CheckReport): string {
  const lines = findings.map(
    ({ part, message, isRepaired }) => `${isRepaired ? 'repaired' : 'WRONG'}  ${part}: ${message}.`,
  );
  const wrong = findings.filter(({ isRepaired }) => !isRepaired).length;
  lines.push(
    `${segments} pieces of footage (${(bytes / 1e6).toFixed(1)} MB), ${auditEntries} audit entries: ${
      wrong === 0 ? 'all is well' : `${wrong} things are wrong`
    }.`,
  );
  return `${lines.join('\n')}\n`;
}

function configOf(values: {
  readonly config?: string | undefined;
  readonly data?: string | undefined;
  readonly database?: string | undefined;
}) {
  const file = values.config ?? (existsSync('lamplighter.yaml') ? 'lamplighter.yaml' : null);
  const reading = file === null ? readConfig('') : readConfigFile(file);
  if (!reading.ok) throw new CommandError(reading.message);
  return {
    ...reading.config,
    dataDirectory: path.resolve(values.data ?? reading.config.dataDirectory),
    database: values.database ?? reading.config.database,
  };
}

// Installs what package-lock.json names, once per lock file and Node version.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { step } from './step.mjs';

export async function prepareDependencies(root, runtime) {
  const stampFile = path.join(root, 'node_modules/.lamplighter-installed');
  const stamp = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(runtime.node)
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  // An install that was cut off must not look finished.
  rmSync(stampFile, { force: true });
  const [command, ...args] = runtime.npm;
  await step(
    'Installing dependencies (about 850 MB on disk)',
    command,
    [...args, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'],
    {
      cwd: root,
      env: runtime.environment,
      advice:
        'Check that npm can reach its registry (`npm ping`) and that the disk has 1.5 GB free, then run the command again.',
    },
  );
  writeFileSync(stampFile, stamp);
}

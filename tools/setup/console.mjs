// Builds the console when its sources are newer than the last build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { step } from './step.mjs';

export async function prepareConsole(root, runtime) {
  const stampFile = path.join(root, 'dist/console/.built-from');
  const page = path.join(root, 'dist/verify.html');
  const stamp = fingerprint(root);
  if (existsSync(page) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  await step(
    'Building the console',
    runtime.node,
    [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: root,
      env: { ...runtime.environment, NODE_ENV: 'production' },
      advice: 'The message above names the file.',
    },
  );
  await step(
    'Building the page that verifies exhibits',
    runtime.node,
    [path.join(root, 'tools/verify-page.ts')],
    {
      cwd: root,
      env: { ...runtime.environment, NODE_ENV: 'production' },
      advice: 'The message above names the file.',
    },
  );
  writeFileSync(stampFile, stamp);
}

/** Content, not times: a fresh clone has fresh times. */
function fingerprint(root) {
  const hash = createHash('sha256');
  const files = ['vite.config.ts', 'package-lock.json', 'tools/verify-page.ts'];
  for (const folder of ['src/console', 'src/contract', 'src/core', 'src/exhibit']) {
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && !entry.name.includes('.test.')) {
        files.push(path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)));
      }
    }
  }
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

/**
 * Runs the tests: `npm test` runs all, `npm test -- NAME ...` those whose path contains a name.
 * Light files run two at a time, heavy ones (a browser, a whole system) one at a time.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const root = path.resolve(import.meta.dirname, '..');
const heavyFolders = ['test/browser/', 'test/chaos/', 'test/privacy/', 'test/system/'];
const folders = ['src', 'sim', 'test', 'tools', 'bench'];
/** By name, and nightly: what a page looks like to the pixel also depends on the browser's version. */
const onlyByName = ['test/browser/golden.test.ts'];

type Counts = { passed: number; failed: number; skipped: number };

const wanted = process.argv.slice(2);
const files = folders
  .flatMap((folder) => globSync(`${folder}/**/*.test.{ts,tsx}`, { cwd: root }))
  .filter((file) =>
    wanted.length === 0 ? !onlyByName.includes(file) : wanted.some((part) => file.includes(part)),
  )
  .sort();
const isHeavy = (file: string) => heavyFolders.some((folder) => file.startsWith(folder));

const light = await runFiles(
  files.filter((file) => !isHeavy(file)),
  2,
);
const heavy = await runFiles(files.filter(isHeavy), 1);
const passed = light.passed + heavy.passed;
const failed = light.failed + heavy.failed;
const skipped = light.skipped + heavy.skipped;
if (files.length === 0) console.log(`No test file matches ${wanted.join(' ')}.`);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

async function runFiles(some: readonly string[], concurrency: number): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  if (some.length === 0) return counts;
  const stream = run({
    files: some.map((file) => path.join(root, file)),
    concurrency,
    cwd: root,
    timeout: 600_000,
    // The suite's own process options must not leak into the files under test.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  stream.on('test:summary', (summary) => {
    if (summary.file !== undefined) return;
    counts.passed += summary.counts.passed;
    counts.failed +=
      summary.counts.tests - summary.counts.passed - summary.counts.skipped - summary.counts.todo;
    counts.skipped += summary.counts.skipped + summary.counts.todo;
  });
  const report = stream.compose(new spec());
  report.pipe(process.stdout, { end: false });
  await new Promise<void>((resolve, reject) => report.on('end', resolve).on('error', reject));
  return counts;
}

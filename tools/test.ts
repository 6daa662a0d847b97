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
type Run = Counts & {
  /** Absolute paths. */
  readonly failedFiles: readonly string[];
  /** What these added to the counts, below zero: a second try takes its place. */
  readonly ofFailed: Counts;
};

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
const counts: Counts[] = [light, heavy];
// A browser on a busy machine: what failed there is tried once more by itself, and it is said. Twice is a failure.
if (heavy.failedFiles.length > 0) {
  console.log(
    `\nOnce more, by themselves: ${heavy.failedFiles.map((file) => path.relative(root, file)).join(', ')}`,
  );
  counts.push(heavy.ofFailed, await runFiles(heavy.failedFiles, 1));
}
const sum = (of: (one: Counts) => number) => counts.map(of).reduce((a, b) => a + b, 0);
const passed = sum((one) => one.passed);
const failed = sum((one) => one.failed);
const skipped = sum((one) => one.skipped);
if (files.length === 0) console.log(`No test file matches ${wanted.join(' ')}.`);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

async function runFiles(some: readonly string[], concurrency: number): Promise<Run> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const ofFailed: Counts = { passed: 0, failed: 0, skipped: 0 };
  const failedFiles: string[] = [];
  if (some.length === 0) return { ...counts, failedFiles, ofFailed };
  const stream = run({
    files: some.map((file) => path.resolve(root, file)),
    concurrency,
    cwd: root,
    timeout: 600_000,
    // The suite's own process options must not leak into the files under test.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  stream.on('test:summary', (summary) => {
    const { passed, tests, skipped, todo } = summary.counts;
    const failed = tests - passed - skipped - todo;
    if (summary.file === undefined) add(counts, { passed, failed, skipped: skipped + todo }, 1);
    else if (failed > 0) {
      failedFiles.push(summary.file);
      add(ofFailed, { passed, failed, skipped: skipped + todo }, -1);
    }
  });
  const report = stream.compose(new spec());
  report.pipe(process.stdout, { end: false });
  await new Promise<void>((resolve, reject) => report.on('end', resolve).on('error', reject));
  return { ...counts, failedFiles, ofFailed };
}

function add(to: Counts, more: Counts, times: 1 | -1): void {
  to.passed += times * more.passed;
  to.failed += times * more.failed;
  to.skipped += times * more.skipped;
}

/**
 * The long runs that do not belong in the suite: `npm run nightly` (about eight hours), or
 * `npm run nightly -- --minutes 20 --quiet-film-hours 1` for a shorter soak and fewer quiet films. Needs Debian's ffmpeg and
 * motion for the comparison, and radosgw, ceph-mon and ceph-osd for S3, which is left out without them. The benches append
 * their figures to their results file; the films' are printed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './tidy.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '120' },
    'quiet-film-hours': { type: 'string', default: '24' },
  },
});
const folder = mkdtempSync(path.join(os.tmpdir(), 'lamplighter-nightly-'));
const film = (scene: string) => path.join(folder, `${scene}.mp4`);

const runs: readonly (readonly string[])[] = [
  ['tools/test.ts', 'test/browser/golden'],
  ['src/cli/lamplighter.ts', 'sim', '--out', folder],
  ['bench/cameras.ts', '--film', film('demo-square'), '--cameras', '8', '--name', 'simulated-busy'],
  ['bench/alarm-latency.ts'],
  ['bench/console-scale.ts', '--minutes', '60'],
  ['bench/storage.ts'],
  ['bench/kills.ts'],
  ['src/cli/lamplighter.ts', 'evaluate', '--films', '--quiet-hours', values['quiet-film-hours']],
  ['bench/soak.ts', '--minutes', values.minutes],
];

let failed = 0;
for (const [script, ...args] of runs) {
  console.log(`\n--- ${script} ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, [path.join(root, script!), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) failed++;
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${runs.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

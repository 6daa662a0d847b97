import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { root } from './tidy.ts';

/** The tools' own entry points, run by this Node, so that no shell or PATH is involved. */
function runTool(entry: string, args: readonly string[]): { status: number | null; words: string } {
  const result = spawnSync(process.execPath, [path.join(root, 'node_modules', entry), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status: result.status, words: `${result.stdout}\n${result.stderr}`.trim() };
}

test('the server compiles under the strict compiler', () => {
  const { status, words } = runTool('typescript/bin/tsc', ['-p', 'tsconfig.json']);
  assert.equal(status, 0, words);
});

test('the console compiles under the strict compiler', () => {
  const { status, words } = runTool('typescript/bin/tsc', ['-p', 'src/console/tsconfig.json']);
  assert.equal(status, 0, words);
});

test('the page that verifies exhibits compiles under the strict compiler', () => {
  const { status, words } = runTool('typescript/bin/tsc', ['-p', 'src/exhibit/verifier/tsconfig.json']);
  assert.equal(status, 0, words);
});

test('lint and format are clean', () => {
  const { status, words } = runTool('@biomejs/biome/bin/biome', ['check', '--max-diagnostics=20', '.']);
  assert.equal(status, 0, words);
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-score-'));
after(() => rmSync(folder, { recursive: true }));

/** Ten frames of two people walking apart, as detections and as truth. */
const truth = Array.from({ length: 10 }, (_, i) => [
  `${i + 1},1,${100 + i * 5},50,30,80,1`,
  `${i + 1},2,${300 - i * 5},60,30,80,1`,
]).flat();
const detections = truth.map((line) => line.replace(/^(\d+),\d,/, '$1,-1,').replace(/,1$/, ',0.95'));

function file(name: string, lines: readonly string[]): string {
  const full = path.join(folder, name);
  writeFileSync(full, lines.join('\n'));
  return full;
}

function lamplighter(...args: string[]) {
  const entry = path.resolve(import.meta.dirname, 'lamplighter.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('detections become tracks, and the tracks score against the truth', () => {
  const out = path.join(folder, 'tracks.txt');
  assert.equal(lamplighter('track', '--detections', file('det.txt', detections), '--out', out).status, 0);
  assert.match(readFileSync(out, 'utf8'), /^1,1,100\.00,50\.00,30\.00,80\.00,0\.95,-1,-1,-1\n/);
  const scored = lamplighter('score', '--truth', file('gt.txt', truth), '--result', out, '--json');
  assert.equal(scored.status, 0);
  const score = JSON.parse(scored.stdout);
  assert.deepEqual([score.mota, score.idf1, score.switches, score.resultTracks], [1, 1, 0, 2]);
});

test('a bad line is named, with what it should be', () => {
  const bad = file('bad.txt', ['1,1,10,10,5,5,1', '', '2,1,ten,10,5,5,1']);
  const { status, stderr } = lamplighter('score', '--truth', bad, '--result', bad);
  assert.equal(status, 2);
  assert.match(stderr, /bad\.txt, line 3: "ten" is not a number\. A line is frame,id,x,y,w,h,confidence/);
});

test('a track with two boxes in one frame has no score', () => {
  const twice = file('twice.txt', ['1,7,10,10,5,5,1', '1,7,20,10,5,5,1']);
  const { status, stderr } = lamplighter('score', '--truth', twice, '--result', twice);
  assert.equal(status, 2);
  assert.match(stderr, /track 7 has two boxes in frame 1/);
});

test('an absent file, an empty file and a missing option each get one clear line', () => {
  const cases: [string[], RegExp][] = [
    [
      ['score', '--truth', '/nowhere.txt', '--result', '/nowhere.txt'],
      /\/nowhere\.txt: there is no such file/,
    ],
    [['track', '--detections', file('empty.txt', ['# nothing']), '--out', '-'], /no boxes in it/],
    [['track', '--out', '-'], /--detections is missing/],
    [
      ['track', '--detections', file('d.txt', detections), '--out', '-', '--fps', 'fast'],
      /--fps fast: give a number/,
    ],
  ];
  for (const [args, message] of cases) {
    const { status, stderr } = lamplighter(...args);
    assert.equal(status, 2);
    assert.match(stderr, message);
    assert.ok(stderr.trim().split('\n').length <= 2, stderr);
  }
});

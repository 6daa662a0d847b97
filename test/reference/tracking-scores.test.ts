import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sideBySide } from '../../src/cli/mot-tracking.ts';
import { parseMotText } from '../../src/cli/truth/mot-text.ts';
import type { ScoredFrame } from '../../src/core/score/comparison.ts';
import { trackingScore } from '../../src/core/score/tracking-score.ts';
import { dataPath, needsData } from '../support/test-data.ts';

const campus = 'tracking/motmetrics/TUD-Campus';

test('TUD-Campus scores as py-motmetrics and TrackEval score it, to 1e-6', needsData(campus), () => {
  const read = (name: string) => parseMotText(readFileSync(dataPath(`${campus}/${name}.txt`), 'utf8'), name);
  const score = trackingScore(
    sideBySide(
      read('gt'),
      read('test').map((line) => ({ ...line, score: line.confidence })),
    ),
  );
  const published = {
    idf1: 0.557659,
    idp: 0.72973,
    idr: 0.451253,
    mota: 0.526462,
    motp: 1 - 0.277201,
    hota: 0.391397,
    detA: 0.418047,
    assA: 0.369121,
  };
  for (const [name, value] of Object.entries(published)) {
    const ours = score[name as keyof typeof published];
    assert.ok(Math.abs(ours - value) <= 1e-6, `${name} is ${ours}, published ${value}`);
  }
  const { falsePositives, misses, switches, fragmentations, mostlyTracked, partlyTracked, mostlyLost } =
    score;
  assert.deepEqual(
    { falsePositives, misses, switches, fragmentations, mostlyTracked, partlyTracked, mostlyLost },
    {
      falsePositives: 13,
      misses: 150,
      switches: 7,
      fragmentations: 7,
      mostlyTracked: 1,
      partlyTracked: 6,
      mostlyLost: 1,
    },
  );
});

/**
 * The small cases of TrackEval's own tests as pictures: one row a track, one column a frame. A letter is a place;
 * the same letter in the same frame is full overlap, '.' is absent.
 */
function drawn(truth: readonly string[], result: readonly string[]): ScoredFrame[] {
  const side = (rows: readonly string[], frame: number) =>
    rows.flatMap((row, id) =>
      row[frame] === '.' ? [] : [{ id, box: { x: row.charCodeAt(frame) * 100, y: 0, w: 10, h: 10 } }],
    );
  return Array.from(truth[0]!, (_, frame) => ({ truth: side(truth, frame), result: side(result, frame) }));
}

test('no_confusion of TrackEval: MOTA 1 - 9/8, IDF1 8/17', () => {
  const score = trackingScore(drawn(['aaaaa', 'bbb..'], ['bbyy.', 'xxxaa']));
  assert.equal(score.mota, 1 - 9 / 8);
  assert.equal(score.truePositives, 4);
  assert.equal(score.switches, 0);
  assert.equal(score.idf1, 8 / 17);
  assert.equal(score.idr, 4 / 8);
  assert.equal(score.idp, 4 / 9);
});

test('with_confusion of TrackEval: MOTA 0, one switch, IDF1 8/17', () => {
  const score = trackingScore(drawn(['aaaaa', 'bbb..'], ['bbay.', 'xbxaa']));
  assert.equal(score.truePositives, 5);
  assert.equal(score.switches, 1);
  assert.equal(score.mota, 0);
  assert.equal(score.idf1, 8 / 17);
});

test('split_tracks of TrackEval: MOTA 1 - 5/9, 3 switches, IDF1 8/20', () => {
  const score = trackingScore(drawn(['aa.aa', 'bbbbb'], ['aa...', '..bbx', '....b', '..yaa', 'bb...']));
  assert.equal(score.mota, 1 - 5 / 9);
  assert.equal(score.switches, 3);
  assert.equal(score.falsePositives, 2);
  assert.equal(score.misses, 0);
  assert.equal(score.idf1, 8 / 20);
});

test('a perfect result scores 1 everywhere, and an empty one 0', () => {
  const frames = drawn(['aab', '.cc'], ['aab', '.cc']);
  const perfect = trackingScore(frames);
  for (const value of [perfect.mota, perfect.motp, perfect.idf1, perfect.hota]) assert.ok(value > 1 - 1e-12);
  const empty = trackingScore(frames.map(({ truth }) => ({ truth, result: [] })));
  assert.deepEqual([empty.mota, empty.idf1, empty.hota], [0, 0, 0]);
});

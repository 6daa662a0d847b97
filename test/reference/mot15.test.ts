import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sideBySide, trackTable, usualStrongScore } from '../../src/cli/mot-tracking.ts';
import { parseMotText } from '../../src/cli/truth/mot-text.ts';
import { trackingScore } from '../../src/core/score/tracking-score.ts';
import { dataPath, needsData } from '../support/test-data.ts';

/** HOTA, IDF1, MOTA and switches of SORT with ByteTrack's second stage at 0.9, max_age 30, measured with TrackEval. */
const twoStage = {
  'PETS09-S2L1': [0.3752, 0.4821, 0.6412, 57],
  'TUD-Campus': [0.5291, 0.7479, 0.6184, 2],
  'KITTI-17': [0.474, 0.7626, 0.6091, 2],
  'Venice-2': [0.3244, 0.4133, 0.2113, 22],
  'ADL-Rundle-6': [0.3545, 0.4548, 0.3953, 44],
  'ETH-Sunnyday': [0.5616, 0.7779, 0.6012, 7],
} as const;
const names = Object.keys(twoStage) as (keyof typeof twoStage)[];

test(
  'on six MOT15 sequences the tracker has a higher mean HOTA and IDF1 than the two-stage baseline, with no more switches',
  needsData('tracking/mot15'),
  (t) => {
    const ours = names.map((name) => {
      const read = (file: string) =>
        parseMotText(readFileSync(dataPath(`tracking/mot15/${name}/${file}`), 'utf8'), file);
      const detections = read('det.txt');
      const tracks = trackTable(detections, { fps: 25, strongScore: usualStrongScore(detections) });
      return trackingScore(sideBySide(read('gt.txt'), tracks));
    });
    t.diagnostic('sequence        HOTA   IDF1   MOTA  IDSW | baseline');
    for (const [i, name] of names.entries()) {
      const { hota, idf1, mota, switches } = ours[i]!;
      t.diagnostic(`${name.padEnd(14)} ${row([hota, idf1, mota, switches])} | ${row(twoStage[name])}`);
    }
    const mean = (pick: (i: number) => number) =>
      names.reduce((sum, _, i) => sum + pick(i), 0) / names.length;
    const hota = mean((i) => ours[i]!.hota);
    const idf1 = mean((i) => ours[i]!.idf1);
    const switches = ours.reduce((sum, score) => sum + score.switches, 0);
    t.diagnostic(`mean, sum      ${row([hota, idf1, mean((i) => ours[i]!.mota), switches])}`);
    assert.ok(hota > mean((i) => twoStage[names[i]!][0]));
    assert.ok(idf1 > mean((i) => twoStage[names[i]!][1]));
    assert.ok(switches <= 134);
  },
);

function row([hota, idf1, mota, switches]: readonly number[]): string {
  return `${[hota, idf1, mota].map((v) => v!.toFixed(4)).join(' ')} ${String(switches).padStart(4)}`;
}

/** The second estimator on crowds of research recordings, laid over each other until boxes fail. Geometry synthetic, people real. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crowdLevels, obsmatFrames, printLevels } from '../support/crowd-table.ts';
import { dataPath, needsData } from '../support/test-data.ts';

const file = 'trajectories/ucy-students03/obsmat.txt';

test(
  'students of UCY, multiplied: the area keeps counting where boxes lose the crowd',
  needsData(file),
  () => {
    const seed = 1;
    const frames = obsmatFrames(dataPath(file), { x: 0.7, y: 2.1 });
    const pose = { heightM: 12, depressionDeg: 60 };
    const levels = crowdLevels({
      frames,
      pose,
      times: [1, 2, 4, 8, 12],
      thinFrames: 1_000,
      levelFrames: 75,
      seed,
    });
    printLevels(`ucy-students03, seed ${seed}`, levels);
    const [thin, , , dense, packed] = levels.with;
    const [thinBoxes, , , denseBoxes] = levels.without;
    assert.equal(thin!.boxes, thinBoxes!.boxes, 'a thin crowd is counted by boxes');
    assert.equal(thin!.maePerM2, thinBoxes!.maePerM2);
    assert.ok(dense!.truePerM2 > 2, String(dense!.truePerM2));
    assert.ok(dense!.byArea > 0.9 * (dense!.boxes + dense!.byArea + dense!.beyond));
    assert.ok(
      dense!.maePerM2 < 0.6 * denseBoxes!.maePerM2,
      `${dense!.maePerM2} beside ${denseBoxes!.maePerM2}`,
    );
    assert.ok(dense!.byAreaInBand! >= 0.9, String(dense!.byAreaInBand));
    assert.equal(packed!.boxes, 0);
    assert.ok(packed!.silentlyLow <= 0.1 * (packed!.byArea + packed!.beyond), String(packed!.silentlyLow));
  },
);

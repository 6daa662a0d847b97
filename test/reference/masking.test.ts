import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Box } from '../../src/core/geometry.ts';
import { analyseFile } from '../../src/ingest/offline.ts';
import type { MaskRaster, OfflineFrame } from '../../src/ingest/offline-frame.ts';
import { dataPath, needsData } from '../support/test-data.ts';

const film = 'footage/pets2009-s2l1-view001.mp4';
const truth = 'groundtruth/pets2009-s2l1-boxes.csv';

test('on PETS S2L1 99 % of the labelled people have 90 % of their area hidden, and half of the picture is shown', {
  ...needsData(film, truth),
  timeout: 120_000,
}, async () => {
  const boxes = boxesByFrame(readFileSync(dataPath(truth), 'utf8'));
  let people = 0;
  let hidden = 0;
  let shownShare = 0;
  let frames = 0;
  await analyseFile({
    path: dataPath(film),
    zones: [],
    calibration: [],
    model: null,
    analysisFps: 2,
    onFrame(frame) {
      const share = frame.mask.bits.reduce((sum, bit) => sum + bit, 0) / frame.mask.bits.length;
      // Frames that are hidden whole would only flatter.
      if (share === 1) return;
      frames++;
      shownShare += 1 - share;
      for (const box of boxes.get(frame.index) ?? []) {
        people++;
        if (hiddenShare(frame, frame.mask, box) >= 0.9) hidden++;
      }
    },
  });
  assert.ok(frames > 150 && people > 800, `${frames} frames, ${people} people`);
  assert.ok(hidden / people >= 0.99, `${hidden} of ${people}`);
  assert.ok(shownShare / frames > 0.5, `only ${shownShare / frames} of the picture is shown`);
});

function boxesByFrame(csv: string): Map<number, Box[]> {
  const byFrame = new Map<number, Box[]>();
  for (const line of csv.trim().split('\n').slice(1)) {
    const [frame, , x, y, w, h] = line.split(',').map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    byFrame.set(frame, [...(byFrame.get(frame) ?? []), { x, y, w, h }]);
  }
  return byFrame;
}

function hiddenShare(frame: OfflineFrame, mask: MaskRaster, box: Box): number {
  const sx = mask.widthPx / frame.widthPx;
  const sy = mask.heightPx / frame.heightPx;
  let count = 0;
  let hidden = 0;
  for (let y = Math.max(0, Math.floor(box.y * sy)); y < Math.min(mask.heightPx, (box.y + box.h) * sy); y++) {
    for (let x = Math.max(0, Math.floor(box.x * sx)); x < Math.min(mask.widthPx, (box.x + box.w) * sx); x++) {
      count++;
      if (mask.bits[y * mask.widthPx + x] !== 0) hidden++;
    }
  }
  return count === 0 ? 1 : hidden / count;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Detection } from '../core/detection.ts';
import type { TrackedBox } from '../core/track/tracked-box.ts';
import { personBlockPx, vehicleBlockPx, vehiclePxPerM, wholeBlockPx } from './mask-block.ts';
import { coveredShare } from './mask-cells.ts';
import { advanceHold, noHold, trackHoldMs } from './mask-hold.ts';
import { type MaskInput, planMask } from './mask-plan.ts';
import { maskedSize, nearestPxPerM } from './mask-size.ts';
import { cellGrid } from './motion-grid.ts';

const size = { widthPx: 640, heightPx: 360 };
const source = { widthPx: 1280, heightPx: 720 };
const grid = cellGrid(size);
const still = {
  grid,
  moving: new Uint8Array(grid.columns * grid.rows),
  movingShare: 0,
  changedShare: 0.001,
  isChangedSinceAnalysed: false,
  isUnsure: false,
};

function seen(part: Partial<MaskInput>): MaskInput {
  return {
    size,
    source,
    detections: [],
    tracks: [],
    people: noHold,
    vehicles: noHold,
    motion: still,
    isMoved: false,
    calibration: null,
    vehicleScore: 0.5,
    ...part,
  };
}

const box = { x: 600, y: 200, w: 80, h: 200 };
const inMask = { x: 300, y: 100, w: 40, h: 100 };
const detection = (category: Detection['category'], score = 0.8): Detection => ({ category, box, score });
const track = (part: Partial<TrackedBox>): TrackedBox => ({
  id: 1,
  category: 'person',
  box,
  score: 0.8,
  isConfirmed: true,
  isCoasting: false,
  firstSeenMs: 0,
  lastSeenMs: 0,
  ...part,
});

/** Motion in the cells of a box of the masked picture. */
function movingIn(at: { x: number; y: number; w: number; h: number }) {
  const moving = new Uint8Array(grid.columns * grid.rows);
  for (let row = at.y / grid.cellPx; row < (at.y + at.h) / grid.cellPx; row++) {
    for (let column = at.x / grid.cellPx; column < (at.x + at.w) / grid.cellPx; column++) {
      moving[row * grid.columns + column] = at.h / grid.cellPx;
    }
  }
  return { ...still, moving, movingShare: 0.02 };
}

test('an empty, still, analysed picture is shown', () => {
  const plan = planMask(seen({}));
  assert.equal(plan.whyWhole, null);
  assert.equal(plan.hiddenShare, 0);
});

test('people and bicycles are hidden, also weak detections and tracks that are only predicted', () => {
  for (const part of [
    { detections: [detection('person')] },
    { detections: [detection('bicycle')] },
    { detections: [detection('person', 0.1)] },
    { tracks: [track({ isConfirmed: false })] },
    { tracks: [track({ isCoasting: true })] },
  ]) {
    const plan = planMask(seen(part));
    assert.equal(coveredShare(plan.cells, inMask), 1);
    assert.equal(plan.whyWhole, null);
  }
});

test('a mask is larger than its box on every side', () => {
  const plan = planMask(seen({ detections: [detection('person')] }));
  assert.equal(coveredShare(plan.cells, { x: 293, y: 92, w: 54, h: 112 }), 1);
});

test('without a result for this very frame everything is hidden', () => {
  const plan = planMask(seen({ detections: null, tracks: [track({})] }));
  assert.equal(plan.whyWhole, 'not-detected');
  assert.equal(plan.hiddenShare, 1);
  assert.equal(Math.min(...plan.cells.blockPx), wholeBlockPx(size));
});

test('when light or view change everywhere, or the camera was moved, everything is hidden', () => {
  assert.equal(planMask(seen({ motion: { ...still, isUnsure: true } })).whyWhole, 'unsure-motion');
  assert.equal(planMask(seen({ isMoved: true })).whyWhole, 'moved');
});

test('what moves and was not detected is hidden, and counted as missed', () => {
  const plan = planMask(seen({ motion: movingIn(inMask) }));
  assert.equal(coveredShare(plan.cells, inMask), 1);
  assert.ok(plan.motionOnlyShare > 0.01);
  assert.equal(plan.motionOnlyShare, plan.hiddenShare);
});

test('a far vehicle keeps its own motion unmasked; an unsure or upright one does not', () => {
  const far = { x: 600, y: 200, w: 60, h: 40 };
  const farInMask = { x: 304, y: 104, w: 20, h: 12 };
  const vehicle = (score: number, at = far): Detection => ({ category: 'vehicle', box: at, score });
  const motion = movingIn(farInMask);
  assert.equal(planMask(seen({ detections: [vehicle(0.8)], motion })).hiddenShare, 0);
  assert.equal(coveredShare(planMask(seen({ detections: [vehicle(0.3)], motion })).cells, farInMask), 1);
  const upright = planMask(seen({ detections: [vehicle(0.8, { ...far, w: 40, h: 100 })], motion }));
  assert.equal(coveredShare(upright.cells, farInMask), 1);
});

test('a near vehicle, whose plate could be read, is hidden; a far one is not', () => {
  const near: Detection = { category: 'vehicle', box: { x: 400, y: 200, w: 300, h: 240 }, score: 0.8 };
  const plan = planMask(seen({ detections: [near] }));
  assert.equal(coveredShare(plan.cells, { x: 200, y: 100, w: 150, h: 120 }), 1);
  assert.ok(plan.cells.blockPx.some((block) => block >= 8));
  const far: Detection = { category: 'vehicle', box: { x: 400, y: 200, w: 80, h: 60 }, score: 0.8 };
  assert.equal(planMask(seen({ detections: [far] })).hiddenShare, 0);
});

test('what was lost stays hidden for its time and no longer', () => {
  let hold = advanceHold(noHold, { tracks: [{ id: 7, box }], loose: [] }, 1_000);
  hold = advanceHold(hold, { tracks: [], loose: [] }, 1_000 + trackHoldMs);
  assert.equal(coveredShare(planMask(seen({ people: hold })).cells, inMask), 1);
  hold = advanceHold(hold, { tracks: [], loose: [] }, 1_001 + trackHoldMs);
  assert.equal(planMask(seen({ people: hold })).hiddenShare, 0);
});

test('a head is at most two blocks high, whatever the size of the person', () => {
  for (let h = 20; h <= 700; h += 7) {
    const headPx = h / 7.5;
    assert.ok(headPx / personBlockPx({ x: 0, y: 0, w: h * 0.4, h }) <= 2.01, `person of ${h} px`);
  }
});

test('a character of a plate is less than one block, and a plate left clear is at most 20 pixels wide', () => {
  for (let pxPerM = 5; pxPerM < 400; pxPerM += 5) {
    const block = vehicleBlockPx(pxPerM);
    if (block === null) assert.ok(0.52 * pxPerM <= 20);
    else assert.ok(0.08 * pxPerM < block);
  }
});

test('a vehicle cut off by the edge is taken for near', () => {
  const inside = { x: 100, y: 100, w: 90, h: 20 };
  const cut = { ...inside, x: 0 };
  assert.ok(vehiclePxPerM(cut, size) > vehiclePxPerM(inside, size));
});

/** A camera that looks straight down: 0.01 m a pixel at 1,280 pixels, everywhere. */
const overhead = {
  points: [],
  groundFromImage: [12.8, 0, 0, 0, 7.2, 0, 0, 0, 1] as const,
  residualsM: [],
  residualM: 0,
};

test('the masked stream is never larger than the source, its longest side or its density allow', () => {
  const policy = { maxSidePx: 640, maxPxPerM: 62.5 };
  assert.deepEqual(maskedSize({ widthPx: 1920, heightPx: 1080 }, policy, null), {
    widthPx: 640,
    heightPx: 360,
  });
  assert.deepEqual(maskedSize({ widthPx: 768, heightPx: 576 }, policy, null), {
    widthPx: 640,
    heightPx: 480,
  });
  assert.deepEqual(maskedSize({ widthPx: 320, heightPx: 240 }, policy, null), {
    widthPx: 320,
    heightPx: 240,
  });
  assert.deepEqual(maskedSize({ widthPx: 1080, heightPx: 1920 }, policy, null), {
    widthPx: 360,
    heightPx: 640,
  });
  assert.equal(Math.round(nearestPxPerM(1280, overhead.groundFromImage)!), 100);
  assert.deepEqual(maskedSize(source, { maxSidePx: 1280, maxPxPerM: 25 }, overhead), {
    widthPx: 320,
    heightPx: 180,
  });
});

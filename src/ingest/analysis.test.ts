import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Camera, defaultMaskPolicy } from '../core/camera.ts';
import type { Detection } from '../core/detection.ts';
import type { Box } from '../core/geometry.ts';
import { type AnalysedPicture, Analysis } from './analysis.ts';
import { type Detect, DetectionWait } from './detection-wait.ts';
import { coveredShare } from './mask-cells.ts';
import type { Picture } from './picture.ts';
import { StageClock } from './stage-clock.ts';

const size = { widthPx: 640, heightPx: 360 };
const camera: Camera = {
  id: 'yard',
  name: 'Yard',
  position: null,
  level: null,
  calibration: null,
  zones: [],
  purpose: '',
  isSimulated: false,
  maskPolicy: defaultMaskPolicy,
};
const person: Box = { x: 300, y: 120, w: 40, h: 100 };
const seen = (box: Box): Detection => ({ category: 'person', box, score: 0.8 });

/** A yard with edges and a little noise; a dark thing stands in each of `things`. */
function picture(atMs: number, things: readonly Box[], runId = 'run'): Picture {
  const y = new Uint8Array(size.widthPx * size.heightPx);
  for (let i = 0; i < y.length; i++) {
    const x = i % 640;
    const row = (i / 640) | 0;
    y[i] = 110 + (x % 90 < 40 && row % 70 < 30 ? 50 : 0) + (((i * 2654435761 + atMs * 40503) >>> 13) % 5);
  }
  for (const box of things) {
    for (let row = box.y; row < box.y + box.h; row++)
      y.fill(30, row * 640 + box.x, row * 640 + box.x + box.w);
  }
  return {
    ...size,
    atMs,
    runId,
    index: atMs / 200,
    toRgb: () => ({ r: new Uint8Array(0), g: new Uint8Array(0), b: new Uint8Array(0) }),
    toYuv420: () => ({
      ...size,
      y,
      u: new Uint8Array(y.length / 4).fill(120),
      v: new Uint8Array(y.length / 4).fill(130),
    }),
    free: () => {},
  };
}

/** An analysis that has watched the empty yard for six seconds. */
async function settled(detect: Detect, lateMs = Number.POSITIVE_INFINITY) {
  let asked = 0;
  const counting: Detect = (p) => {
    asked++;
    return detect(p);
  };
  const wait = new DetectionWait(counting, lateMs);
  const analysis = new Analysis({
    camera,
    wait,
    countScore: { person: 0.3, bicycle: 0.3, vehicle: 0.3 },
    stages: new StageClock(),
    droppedShare: () => 0,
    clockErrorMs: () => null,
    tickMs: () => performance.now(),
  });
  let atMs = 0;
  const show = (things: readonly Box[], runId?: string): Promise<AnalysedPicture> => {
    atMs += 200;
    return analysis.take(picture(atMs, things, runId));
  };
  return { analysis, wait, show, asked: () => asked };
}

async function watchEmpty(
  show: (things: readonly Box[]) => Promise<AnalysedPicture>,
): Promise<AnalysedPicture> {
  let last = await show([]);
  for (let i = 0; i < 30; i++) last = await show([]);
  return last;
}

test('nothing is shown before the first result', async () => {
  let answer: (detections: Detection[]) => void = () => {};
  const slow = new Promise<Detection[]>((resolve) => {
    answer = resolve;
  });
  const { show } = await settled(() => slow, 1);
  assert.equal((await show([])).plan.whyWhole, 'not-detected');
  assert.equal((await show([])).plan.whyWhole, 'not-detected');
  answer([]);
});

test('a picture whose detection fails or is late is hidden whole, and the next answer shows it again', async () => {
  let mode: 'well' | 'fails' | 'hangs' = 'well';
  let release: () => void = () => {};
  const { show, wait, asked } = await settled(async () => {
    if (mode === 'fails') throw new Error('out of memory');
    if (mode === 'hangs') await new Promise<void>((resolve) => (release = resolve));
    return [];
  }, 5);
  assert.equal((await watchEmpty(show)).plan.whyWhole, null);

  mode = 'fails';
  const failed = await show([person]);
  assert.equal(failed.plan.whyWhole, 'not-detected');
  assert.equal(failed.answer?.kind, 'failed');
  assert.equal(new Set(failed.masked.y.subarray(0, 64)).size, 1);

  mode = 'hangs';
  assert.equal((await show([person])).answer?.kind, 'late');
  const before = asked();
  assert.equal((await show([person])).plan.whyWhole, 'not-detected');
  assert.equal(asked(), before, 'a detector that is still busy is asked no more');

  mode = 'well';
  release();
  await wait.settled;
  assert.equal((await show([person])).plan.whyWhole, null);
});

test('what is detected is hidden in the same picture', async () => {
  let detections: Detection[] = [];
  const { show } = await settled(async () => detections);
  await watchEmpty(show);
  detections = [seen(person)];
  const { plan, masked } = await show([person]);
  assert.equal(plan.whyWhole, null);
  assert.equal(coveredShare(plan.cells, person), 1);
  assert.ok(!masked.y.subarray(160 * 640 + 310, 160 * 640 + 330).includes(30));
});

test('what moves and nobody detected is hidden too', async () => {
  const { show } = await settled(async () => []);
  await watchEmpty(show);
  const { plan } = await show([person]);
  assert.equal(coveredShare(plan.cells, person), 1);
  assert.ok(plan.motionOnlyShare > 0);
});

test('a box stays hidden when the detector loses it', async () => {
  let detections: Detection[] = [seen(person)];
  const { show } = await settled(async () => detections);
  // The person was there from the beginning, so the background has them and motion does not help.
  let last = await show([person]);
  for (let i = 0; i < 40; i++) last = await show([person]);
  detections = [];
  const nudge: Box = { x: 20, y: 300, w: 30, h: 30 };
  for (let i = 0; i < 14; i++) {
    last = await show(i % 2 ? [person] : [person, nudge]);
    assert.equal(coveredShare(last.plan.cells, person), 1, `${(i + 1) * 200} ms after it was lost`);
  }
});

test('a quiet camera is detected seldom, and a person who stands there stays tracked', async () => {
  const { show, asked } = await settled(async () => [seen(person)]);
  let last = await show([person]);
  for (let i = 0; i < 40; i++) last = await show([person]);
  const id = last.tracks[0]!.id;
  const before = asked();
  for (let i = 0; i < 50; i++) last = await show([person]);
  assert.ok(asked() - before <= 8, `${asked() - before} of 50`);
  assert.equal(last.tracks[0]!.id, id);
  assert.equal(last.tracks[0]!.isCoasting, false);
  assert.equal(coveredShare(last.plan.cells, person), 1);
});

test('whatever starts on a quiet camera is detected in its first picture', async () => {
  const { show } = await settled(async () => []);
  await watchEmpty(show);
  for (let i = 0; i < 12; i++) {
    await show([]);
    const far: Box = { x: 40 + i * 45, y: 60, w: 10, h: 24 };
    assert.equal((await show([far])).answer?.kind, 'seen', `the ${i}th`);
    await show([]);
  }
});

test('tracks and held boxes end with the run of the stream', async () => {
  let detections: Detection[] = [seen(person)];
  const { show } = await settled(async () => detections);
  for (let i = 0; i < 40; i++) await show([person]);
  detections = [];
  const { tracks, plan } = await show([person], 'another run');
  assert.equal(tracks.length, 0);
  assert.equal(coveredShare(plan.cells, person), 0);
});

test('a camera with a lower cap gets a smaller masked picture, and starts hidden', async () => {
  const { analysis, show } = await settled(async () => []);
  await watchEmpty(show);
  analysis.setCamera({ ...camera, maskPolicy: { ...defaultMaskPolicy, maxSidePx: 320 } });
  const { masked, plan } = await analysis.take({
    ...picture(60_000, []),
    toYuv420: ({ widthPx, heightPx }) => ({
      widthPx,
      heightPx,
      y: new Uint8Array(widthPx * heightPx),
      u: new Uint8Array((widthPx * heightPx) / 4),
      v: new Uint8Array((widthPx * heightPx) / 4),
    }),
  });
  assert.equal(masked.widthPx, 320);
  assert.equal(plan.whyWhole, 'unsure-motion');
});

test('a turned camera whose view is confirmed, with zones and calibration as they were, is judged by the new view', async () => {
  const { analysis } = await settled(async () => []);
  let atMs = 0;
  const look = async (shiftPx: number, seconds: number) => {
    let correlation: number | null = null;
    for (let i = 0; i < seconds * 5; i++) {
      atMs += 200;
      const seen = picture(atMs, [
        { x: 60, y: 40, w: 90, h: 120 },
        { x: 330, y: 190, w: 70, h: 60 },
        { x: 480, y: 20, w: 40, h: 200 },
      ]);
      const yuv = seen.toYuv420(size);
      const turned = yuv.y.map((_, at) => {
        const x = at % size.widthPx;
        return yuv.y[at - x + ((x + shiftPx) % size.widthPx)]!;
      });
      const { signal } = await analysis.take({ ...seen, toYuv420: () => ({ ...yuv, y: turned }) });
      if (signal !== null) correlation = signal.viewCorrelation;
    }
    return correlation;
  };
  assert.ok((await look(0, 20))! > 0.9);
  assert.ok((await look(97, 20))! < 0.4);
  analysis.setCamera({ ...camera, name: 'Another name' });
  assert.ok((await look(97, 5))! < 0.4, 'a new name confirms nothing');
  analysis.setCamera({ ...camera, lookedAtMs: 1 });
  assert.equal(await look(97, 5), null);
  assert.ok((await look(97, 10))! > 0.9);
});

test('who is half seen is told apart from who is followed, and from noise', async () => {
  const half: Box = { x: 100, y: 120, w: 40, h: 100 };
  const { show } = await settled(async () => [
    seen(person),
    { category: 'person', box: { ...person, x: person.x + 8 }, score: 0.25 },
    { category: 'person', box: half, score: 0.25 },
    { category: 'vehicle', box: half, score: 0.25 },
    { category: 'person', box: { ...half, x: 500 }, score: 0.1 },
  ]);
  await watchEmpty(show);
  assert.deepEqual((await show([person])).doubtful, [half]);
});

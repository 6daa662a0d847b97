/** The shipped detector and thresholds against labelled footage, and the decoder for models that users bring. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Category } from '../../src/core/detection.ts';
import type { Box } from '../../src/core/geometry.ts';
import { detectionScore, emptyTally, tallyFrame } from '../../src/core/score/detection-tally.ts';
import { createDetector } from '../../src/ingest/detect.ts';
import { openSource } from '../../src/ingest/source.ts';
import { dataPath, needsData } from '../support/test-data.ts';

const pets = { film: 'footage/pets2009-s2l1-view001.mp4', truth: 'groundtruth/pets2009-s2l1-boxes.csv' };
const highway = { film: 'footage/cdnet-highway.avi', truth: 'groundtruth/cdnet-highway-boxes.csv' };
const yolox = 'models/yolox_nano_416x416.onnx';
const exampleManifest = join(import.meta.dirname, '../../models/yolox-nano-416.example.json');

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamplighter-detector-'));
});
after(() => rm(folder, { recursive: true, force: true }));

type Labelled = { readonly box: Box; readonly isCut: boolean };

async function readTruth(path: string): Promise<Map<number, Labelled[]>> {
  const [head = '', ...lines] = (await readFile(path, 'utf8')).trim().split(/\r?\n/);
  const column = new Map(head.split(',').map((name, i) => [name, i]));
  const byFrame = new Map<number, Labelled[]>();
  for (const line of lines) {
    const values = line.split(',').map(Number);
    const of = (name: string) => values[column.get(name) ?? -1] ?? 0;
    const labelled = {
      box: { x: of('x'), y: of('y'), w: of('w'), h: of('h') },
      isCut: of('touches_border') === 1,
    };
    byFrame.set(of('frame0'), [...(byFrame.get(of('frame0')) ?? []), labelled]);
  }
  return byFrame;
}

/** Detection score and mean error of the count over every nth frame from `fromFrame` on, at the shipped threshold. */
async function measure(
  clip: { film: string; truth: string },
  category: Category,
  {
    every,
    fromFrame = 0,
    manifestPath = null,
  }: { every: number; fromFrame?: number; manifestPath?: string | null },
) {
  const truth = await readTruth(dataPath(clip.truth));
  const detector = await createDetector({ manifestPath, cacheDirectory: folder });
  let tally = emptyTally;
  let countError = 0;
  let frames = 0;
  const signal = new AbortController().signal;
  const url = dataPath(clip.film);
  for await (const picture of openSource({
    url,
    analysisFps: Number.POSITIVE_INFINITY,
    isLooped: false,
    signal,
  })) {
    if (picture.index >= fromFrame && picture.index % every === 0) {
      const found = (await detector.detect(picture)).filter(
        (seen) => seen.category === category && seen.score >= detector.countScore[category],
      );
      const labelled = truth.get(picture.index) ?? [];
      tally = tallyFrame(tally, {
        found,
        truth: labelled.filter(({ isCut }) => !isCut).map(({ box }) => box),
        ignored: labelled.filter(({ isCut }) => isCut).map(({ box }) => box),
      });
      countError += Math.abs(found.length - labelled.length);
      frames++;
    }
    picture.free();
  }
  await detector.close();
  return { ...detectionScore(tally), countError: countError / frames, frames };
}

test(
  'PETS S2L1: the default detector reaches person F1 0.85 at its shipped threshold',
  needsData(pets.film, pets.truth),
  async (t) => {
    const score = await measure(pets, 'person', { every: 5 });
    t.diagnostic(JSON.stringify(score));
    assert.ok(score.f1! >= 0.85, `F1 ${score.f1}`);
    assert.ok(score.countError <= 0.8, `count error ${score.countError}`);
  },
);

test(
  'CDnet highway: the default detector reaches vehicle F1 0.88',
  needsData(highway.film, highway.truth),
  async (t) => {
    const score = await measure(highway, 'vehicle', { every: 10, fromFrame: 469 });
    t.diagnostic(JSON.stringify(score));
    assert.ok(score.f1! >= 0.88, `F1 ${score.f1}`);
  },
);

test(
  'PETS S2L1: YOLOX-nano, brought by a user, reaches person F1 0.88',
  needsData(pets.film, pets.truth, yolox),
  async (t) => {
    const manifest = JSON.parse(await readFile(exampleManifest, 'utf8')) as Record<string, unknown>;
    const manifestPath = join(folder, 'yolox.json');
    await writeFile(manifestPath, JSON.stringify({ ...manifest, file: dataPath(yolox) }));
    const score = await measure(pets, 'person', { every: 10, manifestPath });
    t.diagnostic(JSON.stringify(score));
    assert.ok(score.f1! >= 0.88, `F1 ${score.f1}`);
  },
);

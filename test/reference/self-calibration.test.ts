/**
 * The ground proposed from walking people against published world coordinates (PETS 2009 S2.L1, MOT15 columns 8 and 9).
 * TUD-Campus has no world coordinates in these files and everybody walks past at one distance: it must be refused.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { usualStrongScore } from '../../src/cli/mot-tracking.ts';
import { type MotLine, parseMotText } from '../../src/cli/truth/mot-text.ts';
import type { Matrix3 } from '../../src/core/geometry.ts';
import { groundAt } from '../../src/core/ground-plane.ts';
import { fitHomography } from '../../src/core/homography.ts';
import { differencesOf } from '../../src/core/self-calibration/align.ts';
import { type ProposalResult, propose } from '../../src/core/self-calibration/propose.ts';
import {
  collectSightings,
  createCollector,
  type SightingCollector,
  sightingsOf,
} from '../../src/core/self-calibration/sighting-collector.ts';
import { advanceTracks, createTracker } from '../../src/core/track/tracker.ts';
import { dataPath, needsData } from '../support/test-data.ts';
import { chance, trackOf } from '../support/walking-people.ts';

const folder = 'tracking/mot15';
const pets = { widthPx: 768, heightPx: 576 };
const seed = 2009;

function read(name: string): string {
  return readFileSync(dataPath(`${folder}/${name}`), 'utf8');
}

function linesOf(name: string): MotLine[] {
  return parseMotText(read(name), name);
}

function watch(
  lines: readonly MotLine[],
  camera: { widthPx: number; heightPx: number; fps: number; tracks: 'labelled' | 'tracker' },
): { result: ProposalResult; collector: SightingCollector } {
  const collector = createCollector();
  const random = chance(seed);
  let tracker = createTracker({ strongScore: usualStrongScore(lines), picture: camera });
  const last = Math.max(...lines.map(({ frame }) => frame));
  for (let frame = 1; frame <= last; frame++) {
    const here = lines.filter((line) => line.frame === frame);
    const atMs = (frame * 1000) / camera.fps;
    const advanced = advanceTracks(
      tracker,
      here.map(({ box, confidence }) => ({ category: 'person' as const, box, score: confidence })),
      atMs,
    );
    tracker = advanced.state;
    const tracks =
      camera.tracks === 'tracker' ? advanced.tracks : here.map(({ id, box }) => trackOf(id, box, atMs));
    collectSightings(collector, tracks, { atMs, ...camera, random });
  }
  const result = propose({
    sightings: sightingsOf(collector),
    people: collector.people,
    aspect: camera.widthPx / camera.heightPx,
    random,
  });
  return { result, collector };
}

/** Published feet: picture fractions and metres. */
function publishedFeet() {
  return read('PETS09-S2L1/gt.txt')
    .trim()
    .split('\n')
    .map((line) => {
      const [, , x, y, w, h, , east, north] = line.split(',').map(Number) as number[];
      return {
        image: { x: (x! + w! / 2) / pets.widthPx, y: (y! + h!) / pets.heightPx },
        ground: { x: east!, y: north! },
      };
    });
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * values.length)]!;
}

function compare(groundFromImage: Matrix3, truth: Matrix3, collector: SightingCollector) {
  const feet = sightingsOf(collector).upright.map(({ foot }) => foot);
  const ratios: number[] = [];
  const offsM: number[] = [];
  for (const [i, a] of feet.entries()) {
    for (const b of feet.slice(0, i)) {
      const [pa, pb] = [groundAt(groundFromImage, a), groundAt(groundFromImage, b)];
      const [ta, tb] = [groundAt(truth, a), groundAt(truth, b)];
      if (!pa || !pb || !ta || !tb) continue;
      const [found, trueM] = [Math.hypot(pa.x - pb.x, pa.y - pb.y), Math.hypot(ta.x - tb.x, ta.y - tb.y)];
      if (trueM < 2) continue;
      ratios.push(found / trueM);
      offsM.push(Math.abs(found - trueM));
    }
  }
  return { ratios, offsM };
}

for (const [what, file, tracks] of [
  ['labelled boxes', 'PETS09-S2L1/gt.txt', 'labelled'],
  ['published detections, followed by our tracker', 'PETS09-S2L1/det.txt', 'tracker'],
] as const) {
  test(`PETS S2.L1, ${what}: distances are right within a tenth`, needsData(folder), (t) => {
    const { result, collector } = watch(linesOf(file), { ...pets, fps: 7, tracks });
    assert.ok(result.ok, result.ok ? '' : result.reason);
    const { proposal } = result;
    const feet = publishedFeet();
    const truth = fitHomography(feet)!.matrix;
    const { ratios, offsM } = compare(proposal.groundFromImage, truth, collector);
    const placesM = differencesOf(proposal.groundFromImage, feet).map((d) => d ?? Number.POSITIVE_INFINITY);
    const scale = quantile(ratios, 0.5);
    t.diagnostic(
      `${collector.people} people, ${ratios.length} pairs: scale ${scale.toFixed(3)} (5 to 95 in 100: ${quantile(ratios, 0.05).toFixed(3)} to ${quantile(ratios, 0.95).toFixed(3)}), distance off by ${quantile(offsM, 0.5).toFixed(2)} m median; ` +
        `places after turning and moving: ${quantile(placesM, 0.5).toFixed(2)} m median, ${quantile(placesM, 0.95).toFixed(2)} m p95; ` +
        `said of itself: ${proposal.distanceError.toFixed(3)}; height ${proposal.heightM.toFixed(2)} m (7.07 published), tilt ${proposal.tiltDeg.toFixed(1)} deg (16.5)`,
    );
    assert.ok(Math.abs(scale - 1) < 0.1);
    assert.ok(Math.abs(scale - 1) < proposal.distanceError);
    assert.ok(quantile(placesM, 0.5) < 0.8);
    assert.ok(Math.abs(proposal.heightM - 7.07) < 1.2);
    assert.ok(Math.abs(proposal.tiltDeg - 16.5) < 3);
  });
}

test('TUD-Campus is refused: a handful of people passes at one distance', needsData(folder), () => {
  const { result } = watch(linesOf('TUD-Campus/gt.txt'), {
    widthPx: 640,
    heightPx: 480,
    fps: 25,
    tracks: 'labelled',
  });
  assert.deepEqual(result, { ok: false, reason: 'too-few-people' });
});

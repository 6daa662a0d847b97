import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Situation } from '../../core/situation/situation.ts';
import { advanceTracks, createTracker } from '../../core/track/tracker.ts';
import { defaultRules, type Zone } from '../../core/zone.ts';
import type { AnalyseFile, OfflineFrame } from '../../ingest/offline-frame.ts';
import { parseBoxCsv } from '../truth/box-csv.ts';
import { parseClipEvents } from '../truth/clip-events.ts';
import { parseMotTruth } from '../truth/mot-truth.ts';
import { evaluateFilm } from './evaluate-film.ts';
import { reportOf } from './report.ts';

const size = { widthPx: 100, heightPx: 100 };
const frames = 40;
const msPerFrame = 100;
const walker = (i: number) => ({ x: 5 + i, y: 20, w: 20, h: 60 });

/** A film of one walker whom the detector misses in every tenth frame, and whom the mask hides but for its last frame. */
const film =
  (situations: (index: number) => readonly Situation[] = () => []): AnalyseFile =>
  async ({ onFrame }) => {
    const tracker = createTracker();
    for (let index = 0; index < frames; index++) {
      const box = walker(index);
      const detections =
        index % 10 === 9 ? [] : [{ category: 'person' as const, box: { ...box, x: box.x + 1 }, score: 0.9 }];
      const { tracks } = advanceTracks(tracker, detections, index * msPerFrame);
      const bits = new Uint8Array(100 * 100).fill(index === frames - 1 ? 0 : 1);
      const frame: OfflineFrame = {
        index,
        atMs: index * msPerFrame,
        ...size,
        detections,
        tracks,
        mask: { ...size, bits },
        measures: [],
        situations: situations(index).map((told) => ({
          phase: told.endedMs === null ? 'began' : 'ended',
          situation: told,
          added: told.endedMs === null ? 1 : 0,
          atMs: told.detectedAtMs,
        })),
      };
      await onFrame(frame);
    }
    return {
      framesDecoded: frames,
      framesAnalysed: frames,
      ...size,
      durationMs: frames * msPerFrame,
      modelName: 'scripted',
    };
  };

const motText = Array.from({ length: frames }, (_, i) => `${i + 1},1,${walker(i).x},20,20,60,1`).join('\n');
const area: Zone = {
  id: 'yard',
  name: 'Yard',
  shape: 'area',
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
  ],
  direction: null,
  rules: [defaultRules.intrusion],
};
const line: Zone = {
  ...area,
  id: 'gate',
  shape: 'line',
  points: area.points.slice(0, 2),
  rules: [{ kind: 'line-crossing', categories: ['person'], direction: 'in' }],
};

const situation = (kind: Situation['kind'], zoneId: string, atMs: number, more: Partial<Situation> = {}) => ({
  id: `${kind}-${atMs}`,
  cameraId: 'film',
  kind,
  zoneId,
  sinceMs: atMs,
  detectedAtMs: atMs,
  endedMs: null,
  certainty: 1,
  levelOfService: null,
  because: [],
  ...more,
});

function evaluate(
  truth: Parameters<typeof evaluateFilm>[1]['truth'],
  zones: readonly Zone[],
  analyse = film(),
) {
  return evaluateFilm(analyse, {
    footage: '/films/walk.mp4',
    truth,
    zones,
    calibration: [],
    model: null,
    analysisFps: null,
  });
}

test('what is found, missed and hidden is counted frame by frame', async () => {
  const e = await evaluate({ boxes: parseMotTruth(motText, 'gt.txt', null), clip: null }, []);
  assert.equal(e.footage, 'walk.mp4');
  assert.equal(e.detection.person!.truePositives, 36);
  assert.equal(e.detection.person!.recall, 0.9);
  assert.equal(e.detection.person!.precision, 1);
  assert.equal(e.detection.vehicle, undefined);
  // The track bridges the misses, so only the two frames before it is confirmed count nobody.
  assert.equal(e.count.mae, 2 / 40);
  assert.equal(e.tracking.idf1! > 0.9, true);
  assert.deepEqual({ boxes: e.masking.boxes, covered: e.masking.covered }, { boxes: 40, covered: 39 });
  assert.equal(e.masking.pictureShare, 39 / 40);
  assert.deepEqual(e.masking.missed, [{ frame: 39, id: 1, hiddenShare: 0 }]);
  assert.match(reportOf(e), /Masking +39 of 40 boxes hidden/);
});

test('a box marked 0 is neither to be found nor counted', async () => {
  const unsure = motText.replaceAll(/,1$/gm, ',0').replace(',0', ',1');
  const e = await evaluate({ boxes: parseMotTruth(unsure, 'gt.txt', null), clip: null }, []);
  const { truePositives, falsePositives, misses } = e.detection.person!;
  assert.deepEqual([truePositives, falsePositives, misses], [1, 0, 0]);
});

test('a table without ids scores detection but no tracking, and its cut regions are not scored', async () => {
  const rows = Array.from({ length: frames }, (_, i) => `${i},${walker(i).x},20,20,60,900,${i < 20 ? 1 : 0}`);
  const csv = ['frame0,x,y,w,h,area_px,touches_border', ...rows].join('\n');
  const e = await evaluate({ boxes: parseBoxCsv(csv, 'boxes.csv', 'person'), clip: null }, []);
  assert.equal(e.tracking.hota, null);
  const { truePositives, falsePositives, misses } = e.detection.person!;
  assert.deepEqual([truePositives, falsePositives, misses], [18, 0, 2]);
});

test('events are matched within the tolerance, and what the truth is silent about is unverified', async () => {
  const clip = parseClipEvents(
    JSON.stringify({
      'walk.mp4': {
        tolerance_frames: 2,
        annotated_frames0: [0, 30],
        intrusion: { enters_frame0: 10, still_in_zone_at_frame0: 20 },
      },
    }),
    'events.json',
    'walk.mp4',
  );
  const said: Record<number, Situation[]> = {
    12: [situation('intrusion', 'yard', 1_200)],
    15: [situation('camera-dark', 'yard', 1_500)],
    25: [situation('intrusion', 'yard', 2_500)],
    35: [situation('intrusion', 'yard', 3_500)],
  };
  const e = await evaluate(
    { boxes: null, clip },
    [area],
    film((i) => said[i] ?? []),
  );
  assert.equal(e.events.length, 4);
  const score = e.eventScore!;
  assert.deepEqual([score.detected, score.falseAlarms, score.unverified], [1, 1, 2]);
  assert.equal(Math.round(score.timeToDetectMs!.mean), 200);
  assert.equal(e.detection.person, undefined);
  assert.equal(e.masking.missRate, null);
});

test('a line counts both directions, and announces only what its rule asks for', async () => {
  const crossing = (atMs: number, direction: 'in' | 'out') =>
    situation('line-crossing', 'gate', atMs, {
      because: [
        {
          zoneId: 'gate',
          kind: 'line-flow',
          category: 'person',
          direction,
          atMs,
          windowMs: 60_000,
          value: 1,
          unit: '1/min',
          errorBand: null,
          coverage: 1,
          note: null,
        },
      ],
    });
  const said: Record<number, Situation[]> = {
    // Begun and ended in one frame.
    5: [crossing(500, 'in'), { ...crossing(500, 'in'), endedMs: 500 }],
    9: [crossing(900, 'out')],
  };
  const e = await evaluate(
    { boxes: null, clip: null },
    [line],
    film((i) => said[i] ?? []),
  );
  assert.deepEqual(e.crossings, { gate: { in: 1, out: 1 } });
  assert.deepEqual(
    e.events.map((event) => [event.kind, event.atMs, event.endedMs]),
    [['line-crossing', 500, 500]],
  );
});

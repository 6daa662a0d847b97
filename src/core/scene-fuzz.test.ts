/** Whatever the camera, the zones, the boxes and the clock do: no crash, and everything told makes sense. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { calibrationOf, cameraWith, signalAt, startMs } from '../../test/support/scene-world.ts';
import {
  Measure as MeasureShape,
  Situation as SituationShape,
  Zone as ZoneShape,
} from '../contract/shapes.ts';
import { categories } from './detection.ts';
import { advanceFaults, advanceScene, createScene, endScene, type SituationChange } from './scene.ts';
import { defaultRules, type Rule, type Zone, zoneSituationKinds } from './zone.ts';

const fraction = fc.oneof(fc.constantFrom(0, 1, 0.5), fc.double({ min: 0, max: 1, noNaN: true }));
const point = fc.record({ x: fraction, y: fraction });
const rule = fc
  .constantFrom(...zoneSituationKinds)
  .chain((kind) =>
    fc
      .record({ holdMs: fc.constantFrom(0, 500, 3_000), clearMs: fc.constantFrom(0, 1_000) })
      .map(
        (times): Rule =>
          kind === 'line-crossing' ? defaultRules[kind] : { ...defaultRules[kind], ...times },
      ),
  );
const zone = (id: string): fc.Arbitrary<Zone> =>
  fc
    .record({
      points: fc.array(point, { minLength: 2, maxLength: 6 }),
      direction: fc.option(fc.tuple(point, point)),
      rules: fc.array(rule, { maxLength: 4 }),
    })
    .map((z) => ({ ...z, id, name: id, shape: z.points.length === 2 ? 'line' : 'area' }));
const pixel = fc.oneof(fc.integer({ min: -50, max: 700 }), fc.constantFrom(0, 640, 1e6, -1e6));
const track = fc.record({
  id: fc.integer({ min: 0, max: 8 }),
  category: fc.constantFrom(...categories),
  box: fc.record({
    x: pixel,
    y: pixel,
    w: fc.integer({ min: 1, max: 700 }),
    h: fc.integer({ min: 1, max: 400 }),
  }),
  isConfirmed: fc.boolean(),
  isCoasting: fc.boolean(),
});
const stepMs = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(40, 200, 200, 1_000) },
  { weight: 1, arbitrary: fc.constantFrom(0, -200, -3_600_000, 7_000, 86_400_000) },
);
const frame = fc.record({
  stepMs,
  tracks: fc.array(track, { maxLength: 6 }),
  run: fc.nat({ max: 20 }),
  width: fc.constantFrom(640, 640, 640, 640, 640, 320, 2),
  zones: fc.nat({ max: 20 }),
  signal: fc.constantFrom({}, {}, {}, { contrast: 1 }, { isConnected: false }, { viewCorrelation: null }),
});

test('no world makes the scene crash, lie or tell a situation that never began', () => {
  fc.assert(
    fc.property(
      fc.tuple(zone('a'), zone('b'), zone('b')),
      fc.boolean(),
      fc.array(frame, { minLength: 1, maxLength: 60 }),
      ([a, b, b2], isCalibrated, frames) => {
        const calibration = isCalibrated ? calibrationOf() : null;
        const plans = [[a, b], [a, b], [a, b2], [b], []].map((zones) => cameraWith(zones, { calibration }));
        let state = createScene('cam-1');
        let atMs = startMs;
        const open = new Map<string, string>();
        const follow = (changes: readonly SituationChange[]) => {
          for (const { phase, situation } of changes) {
            assert.ok(SituationShape.safeParse(situation).success, JSON.stringify(situation));
            assert.ok(situation.detectedAtMs >= situation.sinceMs);
            if (phase === 'began') {
              assert.ok(!open.has(situation.id), 'an id begins once');
              open.set(situation.id, situation.kind);
            } else {
              assert.ok(open.has(situation.id), `${phase} without beginning`);
            }
            assert.equal(situation.endedMs !== null, phase === 'ended');
            if (phase !== 'ended') continue;
            assert.ok(situation.endedMs! >= situation.detectedAtMs);
            open.delete(situation.id);
          }
        };
        for (const [index, f] of frames.entries()) {
          atMs += f.stepMs;
          const ids = new Set<number>();
          const tracks = f.tracks
            .filter((t) => !ids.has(t.id) && ids.add(t.id))
            .map((t) => ({ ...t, score: 0.7, firstSeenMs: atMs - 1_000, lastSeenMs: atMs }));
          const size = { widthPx: f.width, heightPx: Math.round((f.width * 9) / 16) };
          const signal = signalAt(atMs, f.signal);
          const step = signal.isConnected
            ? advanceScene(state, {
                camera: plans[Math.max(f.zones - 16, 0)]!,
                frame: { cameraId: 'cam-1', runId: `${f.run > 18}`, index, atMs, ...size },
                tracks,
                signal,
              })
            : advanceFaults(state, signal, atMs);
          state = step.state;
          follow(step.situations);
          for (const m of step.measures) {
            assert.ok(MeasureShape.safeParse(m).success, JSON.stringify(m));
            assert.ok(m.value === null || m.value >= 0, JSON.stringify(m));
            assert.ok(m.errorBand === null || (m.value !== null && m.errorBand >= 0));
          }
        }
        follow(endScene(state, atMs));
        assert.equal(open.size, 0, 'what is open ends with the scene');
      },
    ),
    { numRuns: 300 },
  );
});

test('the zones of the fuzzer are such as the contract lets through', () => {
  fc.assert(
    fc.property(zone('a'), (z) => ZoneShape.safeParse(z).success),
    { numRuns: 50 },
  );
});

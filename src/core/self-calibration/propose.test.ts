import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scenes } from '../../../sim/scene/index.ts';
import { type Pinhole, pinhole } from '../../../sim/world/pinhole.ts';
import {
  chance,
  streetCamera,
  type WalkingWorld,
  watchWalkers,
} from '../../../test/support/walking-people.ts';
import { groundAt } from '../ground-plane.ts';
import { type GroundProposal, type ProposalResult, propose } from './propose.ts';
import { type SightingCollector, sightingsOf } from './sighting-collector.ts';

const street: WalkingWorld = {
  camera: streetCamera,
  people: 60,
  nearM: 12,
  farM: 45,
  sideM: 12,
  random: chance(1),
};

function proposeFor(world: Partial<WalkingWorld>): { result: ProposalResult; collector: SightingCollector } {
  const all = { ...street, random: chance(7), ...world };
  const collector = watchWalkers(all);
  const { widthPx, heightPx } = all.camera;
  const result = propose({
    sightings: sightingsOf(collector),
    people: collector.people,
    aspect: widthPx / heightPx,
    random: chance(9),
  });
  return { result, collector };
}

function proposalOf(world: Partial<WalkingWorld>): GroundProposal {
  const { result } = proposeFor(world);
  assert.ok(result.ok, result.ok ? '' : result.reason);
  return result.proposal;
}

/** Proposed over true distances between places where people walked: lower end, middle, upper end. */
function scales(proposal: GroundProposal, camera: Pinhole, collector: SightingCollector): number[] {
  const feet = sightingsOf(collector).upright.map(({ foot }) => foot);
  const pairs = feet.flatMap((a, i) => feet.slice(0, i).map((b) => [a, b] as const));
  const ratios = pairs.flatMap(([a, b]) => {
    const [pa, pb] = [groundAt(proposal.groundFromImage, a), groundAt(proposal.groundFromImage, b)];
    const [ta, tb] = [groundAt(camera.groundFromImage, a), groundAt(camera.groundFromImage, b)];
    assert.ok(pa && pb && ta && tb);
    const trueM = Math.hypot(ta.x - tb.x, ta.y - tb.y);
    return trueM < 2 ? [] : [Math.hypot(pa.x - pb.x, pa.y - pb.y) / trueM];
  });
  ratios.sort((a, b) => a - b);
  return [0.05, 0.5, 0.95].map((share) => ratios[Math.floor(share * ratios.length)]!);
}

test('sixty walking people give the camera back within a tenth', () => {
  for (const seed of [1, 2, 3]) {
    const world = { random: chance(seed) };
    const { result, collector } = proposeFor(world);
    assert.ok(result.ok, `seed ${seed}`);
    const { proposal } = result;
    const [low, middle, high] = scales(proposal, streetCamera, collector);
    const said = `seed ${seed}: ${proposal.heightM.toFixed(2)} m, ${proposal.tiltDeg.toFixed(1)} deg, scale ${low!.toFixed(3)} ${middle!.toFixed(3)} ${high!.toFixed(3)}, said ${proposal.distanceError.toFixed(3)}`;
    assert.ok(Math.abs(proposal.heightM - 6) < 0.6, said);
    assert.ok(Math.abs(proposal.tiltDeg - 14) < 2.5, said);
    assert.ok(low! > 0.85 && high! < 1.15, said);
    assert.ok(Math.abs(middle! - 1) <= proposal.distanceError, said);
    assert.ok(proposal.distanceError < 0.2, said);
  }
});

test('cameras of many heights, tilts and lenses are found, or the proposal is refused', (t) => {
  const cameras = [
    { heightM: 3.5, tiltDeg: 10, focalPx: 560 },
    { heightM: 5, tiltDeg: 25, focalPx: 700 },
    { heightM: 9, tiltDeg: 30, focalPx: 1100 },
    { heightM: 12, tiltDeg: 20, focalPx: 1400 },
  ].map((one) => pinhole({ ...one, yawDeg: 0, widthPx: 1280, heightPx: 720 }));
  for (const camera of cameras) {
    const reachM = camera.heightM / Math.tan((camera.tiltDeg * Math.PI) / 180);
    const world = { camera, nearM: reachM * 0.6, farM: reachM * 1.7, sideM: reachM * 0.4 };
    const { result, collector } = proposeFor(world);
    const name = `${camera.heightM} m, ${camera.tiltDeg} deg, ${camera.focalPx} px`;
    if (!result.ok) {
      t.diagnostic(`${name}: refused, ${result.reason}`);
      continue;
    }
    const [low, middle, high] = scales(result.proposal, camera, collector);
    t.diagnostic(
      `${name}: scale ${[low, middle, high].map((s) => s!.toFixed(3)).join(' ')}, said ${result.proposal.distanceError.toFixed(3)}`,
    );
    assert.ok(Math.abs(middle! - 1) <= Math.max(0.1, result.proposal.distanceError), name);
  }
});

test('the cameras of the simulated city, watched by walkers where each sees ground', (t) => {
  for (const scene of scenes) {
    const camera = pinhole(scene.camera);
    const reachM = Math.min(45, camera.heightM / Math.tan((camera.tiltDeg * Math.PI) / 180));
    const { result, collector } = proposeFor({
      camera,
      nearM: reachM * 0.6,
      farM: reachM * 1.5,
      sideM: reachM * 0.35,
    });
    if (!result.ok) {
      t.diagnostic(`${scene.id}: refused, ${result.reason}`);
      continue;
    }
    const [low, middle, high] = scales(result.proposal, camera, collector);
    t.diagnostic(
      `${scene.id}: ${result.proposal.heightM.toFixed(2)} m (${camera.heightM}), ${result.proposal.tiltDeg.toFixed(1)} deg (${camera.tiltDeg}), scale ${[low, middle, high].map((s) => s!.toFixed(3)).join(' ')}, said ${result.proposal.distanceError.toFixed(3)}`,
    );
    assert.ok(Math.abs(middle! - 1) <= Math.max(0.1, result.proposal.distanceError), scene.id);
  }
});

test('the size of the picture changes nothing, only its shape counts', () => {
  const small = pinhole({ heightM: 6, yawDeg: 0, tiltDeg: 14, focalPx: 340, widthPx: 640, heightPx: 360 });
  const [large, half] = [proposalOf({ random: chance(3) }), proposalOf({ random: chance(3), camera: small })];
  assert.ok(Math.abs(large.heightM - half.heightM) < 0.3, `${large.heightM} and ${half.heightM} m`);
});

test('taller people make the ground larger in proportion: stature is an assumption, not a measurement', () => {
  const usual = proposalOf({ random: chance(4), heightSigmaM: 0, jitter: 0 });
  const tall = proposalOf({
    random: chance(4),
    heightSigmaM: 0,
    jitter: 0,
    meanHeightM: 1.7 * 1.1,
    meanSpeedMPerS: 1.34 * 1.1,
  });
  assert.ok(Math.abs(usual.heightM / tall.heightM - 1.1) < 0.05, `${usual.heightM} and ${tall.heightM} m`);
});

test('few people are not enough', () => {
  const { result } = proposeFor({ people: 8 });
  assert.deepEqual(result, { ok: false, reason: 'too-few-people' });
});

test('people who all walk at one distance say nothing of the rest of the ground', () => {
  const { result } = proposeFor({ nearM: 25, farM: 27, sideM: 20, people: 120 });
  assert.ok(!result.ok && ['too-flat', 'too-few-people'].includes(result.reason), JSON.stringify(result));
});

test('heights that fit no level ground are refused', () => {
  const { result } = proposeFor({ heightSigmaM: 0.55 });
  assert.deepEqual(result, { ok: false, reason: 'uneven' });
});

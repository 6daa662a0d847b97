import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInside } from '../../src/core/geometry.ts';
import { eventsOf } from '../film/events.ts';
import type { TruthFrame } from '../film/truth.ts';
import { vehicleSizeM } from '../film/vehicle.ts';
import { randomOf } from '../random.ts';
import type { Actor } from '../world/actor.ts';
import { scenes } from './index.ts';
import { frameMs, type Scene } from './scene.ts';

const seeds = [42, 1, 2, 3, 4, 5, 6, 7];

/** Everybody in every frame, without a picture. */
function framesOf(scene: Scene, seed: number): { actors: readonly Actor[]; truth: TruthFrame }[] {
  const world = scene.world(randomOf(seed, scene.id));
  return Array.from({ length: scene.durationMs / frameMs }, (_, index) => {
    const actors = [...world.step(index * frameMs)];
    const box = { x: 0, y: 0, w: 1, h: 1 };
    const boxes = actors.flatMap(({ id, kind, x, y }) =>
      kind === 'object' ? [] : [{ id, category: kind, box, feet: { x, y }, visible: 1 }],
    );
    return { actors, truth: { index, atMs: index * frameMs, boxes } };
  });
}

const runs = scenes.flatMap((scene) => seeds.map((seed) => ({ scene, seed, frames: framesOf(scene, seed) })));

const planned: { readonly [sceneId: string]: { kind: string; zoneId: string; leastMs: number } } = {
  'demo-square': { kind: 'intrusion', zoneId: 'works', leastMs: 4_000 },
  'demo-platform': { kind: 'crowding', zoneId: 'waiting', leastMs: 10_000 },
  'demo-junction': { kind: 'stopped-vehicle', zoneId: 'lanes', leastMs: 12_000 },
  'demo-motorway': { kind: 'wrong-way', zoneId: 'northbound', leastMs: 2_000 },
};

test('each film holds its one event within the first 40 seconds, and nothing else that a rule calls an event', () => {
  for (const { scene, seed, frames } of runs) {
    const events = eventsOf(
      scene.zones,
      frames.map(({ truth }) => truth),
    );
    const { kind, zoneId, leastMs } = planned[scene.id]!;
    const told = `${scene.id}, seed ${seed}: ${JSON.stringify(events)}`;
    assert.equal(events.length, 1, told);
    assert.equal(events[0]!.kind, kind, told);
    assert.equal(events[0]!.zoneId, zoneId, told);
    assert.ok(events[0]!.endMs < 40_000, told);
    assert.ok(events[0]!.endMs - events[0]!.startMs >= leastMs, told);
    // Long enough afterwards that the alarm returns to normal before the loop begins anew.
    assert.ok(scene.durationMs - events[0]!.endMs >= 25_000, told);
  }
});

test('the vehicle on the wrong side drives more than 15 m against the arrow inside the zone', () => {
  for (const { scene, seed, frames } of runs.filter(({ scene }) => scene.id === 'demo-motorway')) {
    const zone = scene.zones.find(({ id }) => id === 'northbound')!;
    const ways = new Map<number, number[]>();
    for (const { actors } of frames) {
      for (const { id, x, y } of actors) {
        if (isInside({ x, y }, zone.points)) ways.set(id, [...(ways.get(id) ?? []), y]);
      }
    }
    const against = [...ways.values()].filter((ys) => ys.at(-1)! < ys[0]! - 15);
    assert.equal(against.length, 1, `seed ${seed}`);
  }
});

test('fewer than three others stand near the broken-down car', () => {
  for (const { seed, frames } of runs.filter(({ scene }) => scene.id === 'demo-junction')) {
    for (let i = 120; i < 300; i += 10) {
      const before = new Map(frames[i - 5]!.actors.map((actor) => [actor.id, actor]));
      const standing = frames[i]!.actors.filter(
        (a) =>
          a.kind === 'vehicle' &&
          Math.hypot(a.x - (before.get(a.id)?.x ?? 99), a.y - (before.get(a.id)?.y ?? 99)) < 0.1,
      );
      assert.ok(standing.length >= 1 && standing.length <= 3, `seed ${seed}, frame ${i}: ${standing.length}`);
    }
  }
});

test('walkers keep out of the works, the fountain and the houses, and off the track', () => {
  for (const { scene, seed, frames } of runs) {
    const intruders = new Set<number>();
    for (const { actors } of frames) {
      for (const { kind, id, x, y } of actors) {
        if (kind !== 'person') continue;
        const where = `${scene.id}, seed ${seed}, walker ${id} at ${x.toFixed(2)}, ${y.toFixed(2)}`;
        assert.ok(Math.abs(x) < 20 && y > 5 && y < 32, where);
        if (scene.id === 'demo-platform') assert.ok(y < 13.2, where);
        if (scene.id === 'demo-square') {
          assert.ok(Math.hypot(x + 5.2, y - 22.6) > 1.7, where);
          if (x > 1.9 && x < 6.1 && y > 16.6 && y < 20.2) intruders.add(id);
        }
      }
    }
    assert.equal(intruders.size, scene.id === 'demo-square' ? 1 : 0, `${scene.id}, seed ${seed}`);
  }
});

test('no two vehicles of one lane touch, whatever the traffic', () => {
  for (const { scene, seed, frames } of runs) {
    for (const { actors, truth } of frames) {
      const vehicles = actors.flatMap((actor) => (actor.kind === 'vehicle' ? [actor] : []));
      for (const a of vehicles) {
        for (const b of vehicles) {
          if (a.id >= b.id || Math.cos(a.heading - b.heading) < 0.99) continue;
          const along = Math.abs((b.x - a.x) * Math.sin(a.heading) + (b.y - a.y) * Math.cos(a.heading));
          const beside = Math.abs((b.x - a.x) * Math.cos(a.heading) - (b.y - a.y) * Math.sin(a.heading));
          const room = (vehicleSizeM[a.look.model].length + vehicleSizeM[b.look.model].length) / 2;
          assert.ok(
            beside > 2 || along > room,
            `${scene.id}, seed ${seed}, frame ${truth.index}: ${a.id} and ${b.id}`,
          );
        }
      }
    }
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GroundKind, MapGround } from '../src/contract/map-ground.ts';
import { isInside, type Point } from '../src/core/geometry.ts';
import { cityMap, positionOf } from './map.ts';
import { scenes } from './scene/index.ts';

const metresPerDegree = 111_320;
const map = cityMap();

/** A scene's ground metres in the city. */
function inCity(sceneId: string, zoneId: string): Point[] {
  const scene = scenes.find(({ id }) => id === sceneId)!;
  const zone = scene.zones.find(({ id }) => id === zoneId)!;
  return zone.points.map((p) => ({ x: p.x + scene.cityM.x, y: p.y + scene.cityM.y }));
}

const metres = ([east, north]: readonly number[]): Point => ({
  x: east! * metresPerDegree,
  y: north! * metresPerDegree,
});

/** What is drawn at a place, lowest first. */
function kindsAt(p: Point): GroundKind[] {
  return map.features.flatMap(({ properties, geometry }) => {
    if (geometry.type === 'Polygon')
      return isInside(p, geometry.coordinates[0]!.map(metres)) ? [properties.kind] : [];
    if (geometry.type !== 'LineString') return [];
    const line = geometry.coordinates.map(metres);
    const reachM = (properties.widthM ?? 3.4) / 2;
    const isOn = line.slice(1).some((b, i) => distanceTo(p, line[i]!, b) <= reachM);
    return isOn ? [properties.kind] : [];
  });
}

function distanceTo(p: Point, a: Point, b: Point): number {
  const length2 = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const along = ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length2;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y));
}

test('the map of the city is a ground that the console takes', () => {
  assert.deepEqual(MapGround.parse(map), map);
});

test('every zone of the films lies on what it watches', () => {
  const watched: readonly (readonly [string, string, GroundKind])[] = [
    ['demo-square', 'plaza', 'square'],
    ['demo-square', 'works', 'square'],
    ['demo-junction', 'lanes', 'street'],
    ['demo-junction', 'eastbound', 'street'],
    ['demo-platform', 'waiting', 'square'],
    ['demo-motorway', 'northbound', 'motorway'],
    ['demo-motorway', 'southbound', 'motorway'],
  ];
  for (const [sceneId, zoneId, kind] of watched) {
    const corners = inCity(sceneId, zoneId);
    const middle = {
      x: corners.reduce((sum, { x }) => sum + x, 0) / corners.length,
      y: corners.reduce((sum, { y }) => sum + y, 0) / corners.length,
    };
    // A hair towards the middle: a corner may lie on the very edge.
    for (const corner of corners) {
      const p = { x: corner.x + (middle.x - corner.x) * 0.02, y: corner.y + (middle.y - corner.y) * 0.02 };
      assert.ok(kindsAt(p).includes(kind), `${sceneId} ${zoneId} at ${p.x}, ${p.y}: ${kindsAt(p)}`);
    }
  }
});

test('no camera and no zone stands in a house or in the harbour', () => {
  const places = scenes.flatMap((scene) => [
    scene.cityM,
    ...scene.zones.flatMap((zone) => inCity(scene.id, zone.id)),
  ]);
  for (const p of places) {
    const kinds = kindsAt(p);
    assert.ok(kinds.includes('land') && !kinds.includes('building'), `${p.x}, ${p.y}: ${kinds}`);
  }
});

test('a place in metres becomes degrees', () => {
  assert.deepEqual(positionOf({ x: 111.32, y: -222.64 }), { latitude: -0.002, longitude: 0.001 });
});

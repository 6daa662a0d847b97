import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groundKinds, type MapGround } from '../../contract/map-ground.ts';
import { mapColours } from './map-colours.ts';
import { mapStyle } from './map-style.ts';

function groundAt(latitude: number): MapGround {
  return {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { kind: 'street', name: 'Mill Street', widthM: 10 },
        geometry: {
          type: 'LineString',
          coordinates: [
            [30, latitude],
            [30.01, latitude],
          ],
        },
      },
    ],
  };
}

/** Pixels per metre that a layer's width asks for at a zoom. */
function pxPerMetre(latitude: number, zoom: 12 | 24): number {
  const { layers } = mapStyle(mapColours.dark, { kind: 'ground', ground: groundAt(latitude) });
  const street = layers.find(({ id }) => id === 'ground-street-line');
  const width = (street!.paint as { 'line-width': unknown[] })['line-width'];
  const [, , [, , perMetre]] = width[width.indexOf(zoom) + 1] as [string, number, [string, unknown, number]];
  return perMetre;
}

test('the ground lies beneath the zones, and the grid only where there is nothing else', () => {
  const ids = mapStyle(mapColours.light, { kind: 'ground', ground: groundAt(0) }).layers.map(({ id }) => id);
  assert.equal(ids[0], 'ground-land');
  assert.ok(ids.indexOf('ground-building') < ids.indexOf('zone-fill'));
  assert.ok(ids.indexOf('ground-land') < ids.indexOf('ground-street-line'));
  assert.ok(ids.indexOf('ground-street-line') < ids.indexOf('ground-building'));
  assert.equal(ids.includes('grid'), false);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(mapStyle(mapColours.light, { kind: 'grid' }).layers.some(({ id }) => id === 'grid'));
});

test('every kind of ground is drawn', () => {
  const { layers } = mapStyle(mapColours.dark, { kind: 'ground', ground: groundAt(0) });
  for (const kind of groundKinds)
    assert.ok(
      layers.some(({ id }) => id === `ground-${kind}`),
      kind,
    );
});

test('a street is as wide on the map as on the ground, at every latitude', () => {
  // Web Mercator, tiles of 512: 40,075,017 m round the equator are 512 px at zoom 0.
  const equator = (512 * 2 ** 12) / 40_075_017;
  assert.ok(Math.abs(pxPerMetre(0, 12) / equator - 1) < 1e-4);
  assert.ok(Math.abs(pxPerMetre(60, 12) / equator - 2) < 1e-4);
  assert.ok(Math.abs(pxPerMetre(60, 24) / pxPerMetre(60, 12) - 2 ** 12) < 1e-6);
});

test('the ground is nearly grey in both themes: colour means abnormal', () => {
  for (const { area, road, building, land } of Object.values(mapColours)) {
    for (const [kind, colour] of Object.entries({ ...area, road, building, plain: land })) {
      const parts = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
      const spread = Math.max(...parts) - Math.min(...parts);
      assert.ok(spread <= 16, `${kind} ${colour}: ${spread}`);
    }
  }
});

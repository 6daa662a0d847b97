import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { MapGround } from '../contract/map-ground.ts';
import { readMapGround } from './map-ground-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-ground-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function read(what: unknown) {
  const file = path.join(folder, 'ground.geojson');
  writeFileSync(file, typeof what === 'string' ? what : JSON.stringify(what));
  return readMapGround(file);
}

const street = (coordinates: unknown, properties: object = { kind: 'street' }) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'LineString', coordinates },
});
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });
const line = [
  [30.31, 59.93],
  [30.32, 59.94],
];

function refusal(what: unknown): string {
  const reading = read(what);
  assert.ok(!reading.ok, 'it was read');
  return reading.message;
}

test('streets and houses are read, and whatever else the file carries is left out', () => {
  const ring = [
    [0, 0, 12.5],
    [1, 0, 12.5],
    [1, 1, 12.5],
    [0, 0, 12.5],
  ];
  const reading = read({
    ...collection(
      {
        ...street(line, { kind: 'street', name: 'Mill Street', owner: 'somebody' }),
        id: 7,
        bbox: [0, 0, 1, 1],
      },
      {
        type: 'Feature',
        properties: { kind: 'building' },
        geometry: { type: 'Polygon', coordinates: [ring] },
      },
    ),
    crs: { type: 'name' },
  });
  assert.ok(reading.ok);
  const [mill, house] = reading.ground.features;
  assert.deepEqual(mill?.properties, { kind: 'street', name: 'Mill Street', widthM: null });
  assert.deepEqual(house?.geometry.coordinates, [ring.map(([x, y]) => [x, y])]);
  assert.doesNotMatch(JSON.stringify(reading.ground), /somebody|bbox|crs|12\.5/);
  assert.deepEqual(MapGround.parse(reading.ground), reading.ground);
});

test('a file that is no ground says which part is wrong and what would be right', () => {
  assert.match(refusal('{'), /is not JSON.*Export it again as GeoJSON\.$/);
  assert.match(refusal({ type: 'Topology' }), /is a GeoJSON FeatureCollection/);
  assert.match(
    refusal(collection(street(line), street(line, { kind: 'hospital' }))),
    /feature 2, properties\.kind: a kind is one of land, water/,
  );
  assert.match(
    refusal(
      collection(
        street([
          [449_000, 6_640_000],
          [1, 1],
        ]),
      ),
    ),
    /feature 1.*WGS 84/,
  );
  assert.match(refusal(collection(street([[1, 1]]))), /a line has 2 places or more/);
  const open = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  assert.match(
    refusal(collection({ ...street([]), geometry: { type: 'Polygon', coordinates: [open] } })),
    /a ring ends where it began/,
  );
  assert.match(
    refusal(collection({ ...street([]), geometry: { type: 'Point', coordinates: [0, 0] } })),
    /a geometry is a LineString, a Polygon/,
  );
});

test('a file that is too large is refused, with the way out', () => {
  assert.match(refusal(' '.repeat(4_000_001)), /4\.0 MB.*PMTiles/);
  assert.match(refusal(collection(...Array(5_001).fill(street(line)))), /5001 features.*PMTiles/);
  const long = Array.from({ length: 50_001 }, (_, i) => [i / 1_000, 0]);
  assert.match(refusal(collection(street(long))), /50001 points.*PMTiles/);
});

test('a path that leads nowhere is said plainly', () => {
  const reading = readMapGround(path.join(folder, 'nowhere.geojson'));
  assert.ok(!reading.ok);
  assert.match(reading.message, /nowhere\.geojson \(map\.ground\) does not exist\. Check its path\.$/);
  assert.ok(!readMapGround(folder).ok);
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { readFloorPlans } from './floor-plan-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-plans-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const fileOf = (name: string, bytes: string) => {
  const file = path.join(folder, name);
  writeFileSync(file, Buffer.from(bytes, 'latin1'));
  return file;
};
const png = fileOf('hall.png', '\x89PNG\r\n\x1a\nrest');

const point = (x: number, y: number) => ({
  image: { x, y },
  position: { latitude: 59.93 - 0.001 * y, longitude: 30.36 + 0.002 * x },
});
const points = [point(0, 0), point(1, 0), point(1, 1), point(0, 1), point(0.5, 0.5), point(0.2, 0.6)];
const hall = { id: 'hall', file: png, name: 'Central station', level: 0, levelName: '', points };
const refusal = (...plans: (typeof hall)[]) => {
  const reading = readFloorPlans(plans);
  assert.ok(!reading.ok, 'it was read');
  return reading.message;
};

test('a plan lies where its points say, and its type is what its bytes are', () => {
  const jpeg = fileOf('drawing', '\xff\xd8\xff\xe0');
  const reading = readFloorPlans([hall, { ...hall, id: 'below', level: -1, file: jpeg }]);
  assert.ok(reading.ok);
  assert.deepEqual(
    reading.plans.map(({ plan, type }) => [plan.id, plan.level, type]),
    [
      ['hall', 0, 'image/png'],
      ['below', -1, 'image/jpeg'],
    ],
  );
  const [west, north] = reading.plans[0]!.plan.corners[0];
  assert.ok(Math.abs(west - 30.36) < 1e-6 && Math.abs(north - 59.93) < 1e-6);
});

test('what is wrong with a plan is said with its id, before anybody looks at the map', () => {
  assert.match(
    refusal({ ...hall, file: path.join(folder, 'none.png') }),
    /hall .*none\.png, which does not exist/,
  );
  assert.match(refusal({ ...hall, file: fileOf('a.png', '<svg onload=1>') }), /is no PNG, JPEG or WebP/);
  assert.match(refusal({ ...hall, file: folder }), /cannot be read/);
  assert.match(refusal(hall, hall), /stands twice/);
  assert.match(refusal({ ...hall, points: points.slice(0, 3) }), /too few points/);
  const wrong = { ...points[2]!, position: { latitude: 59.9295, longitude: 30.3623 } };
  assert.match(refusal({ ...hall, points: points.with(2, wrong) }), /point 3 fits worst/);
});

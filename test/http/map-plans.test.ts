/** Floor plans made over the API: whole or refused, by administrators, and beside those of the configuration file. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import type { ProblemError } from '../../src/contract/client.ts';
import type { PlanDraft } from '../../src/contract/map-plans.ts';
import { placeAt } from '../../src/core/local-metres.ts';
import { type SignedInClient, type StartedCentre, startCentre } from '../support/start-centre.ts';

const station = { latitude: 59.93, longitude: 30.36 };
const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-plans-'));
let started: StartedCentre;
let operator: SignedInClient;
let png: Buffer;

const image = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } });
const corner = (x: number, y: number): [number, number] => {
  const { longitude, latitude } = placeAt(station, { x, y });
  return [longitude, latitude];
};
const draft = (change: Partial<PlanDraft> = {}): PlanDraft => ({
  name: 'Harbour station',
  level: -1,
  levelName: 'Platforms',
  corners: [corner(0, 0), corner(90, 4), corner(92, -60), corner(1, -58)],
  picture: png.toString('base64'),
  ...change,
});
const kindOf = (kind: string) => (error: ProblemError) => error.kind === kind;
const create = (change: Partial<PlanDraft> = {}, by = started.administrator) =>
  by.call('map.plans.create', { body: draft(change) });

before(async () => {
  png = await image(60, 40).png().toBuffer();
  const file = path.join(folder, 'hall.png');
  writeFileSync(file, png);
  const points = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ].map(([x = 0, y = 0]) => ({ image: { x, y }, position: placeAt(station, { x: 90 * x, y: -60 * y }) }));
  const plans = [{ id: 'hall', file, name: 'Hall', level: 0, levelName: '', points }];
  started = await startCentre({ config: () => ({ map: { plans } }) });
  operator = await started.as('operator');
});
after(async () => {
  await started?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a drawing comes back as the bytes it was given, as the type that they are', async () => {
  const made = [
    ['image/png', png],
    ['image/jpeg', await image(60, 40).jpeg().toBuffer()],
    ['image/webp', await image(60, 40).webp().toBuffer()],
  ] as const;
  for (const [type, bytes] of made) {
    const plan = await create({ picture: bytes.toString('base64') });
    assert.deepEqual([plan.origin, plan.version, plan.changedBy], ['console', 1, 'admin']);
    const reply = await operator.fetch(`${started.url}/api/map/plans/${plan.id}`);
    assert.equal(reply.headers.get('content-type'), type);
    assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
    assert.deepEqual(Buffer.from(await reply.arrayBuffer()), bytes);
    const seen = (await operator.call('map.plans')).find(({ id }) => id === plan.id);
    assert.deepEqual(seen, plan);
    await started.administrator.call('map.plans.delete', { params: { id: plan.id } });
    assert.equal((await operator.fetch(`${started.url}/api/map/plans/${plan.id}`)).status, 404);
  }
});

test('what a camera wrote beside the picture is not stored', async () => {
  const dressed = await image(60, 40)
    .jpeg()
    .withExif({ IFD0: { Artist: 'Ivan Petrov' } })
    .toBuffer();
  const { id } = await create({ picture: dressed.toString('base64') });
  const [row] = await started.centre.sql<
    { picture: Uint8Array }[]
  >`select picture from floor_plans where id = ${id}`;
  assert.ok(dressed.includes('Ivan Petrov') && !Buffer.from(row!.picture).includes('Ivan Petrov'));
  await started.administrator.call('map.plans.delete', { params: { id } });
});

test('what is no picture is refused, whatever it is called, and so is one that no browser could hold', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><script>1</script></svg>';
  for (const bytes of [Buffer.from(svg), await image(60, 40).gif().toBuffer(), Buffer.from('hello')])
    await assert.rejects(create({ picture: bytes.toString('base64') }), kindOf('plan-picture'));
  const half = png.subarray(0, png.length / 2);
  await assert.rejects(create({ picture: half.toString('base64') }), kindOf('plan-picture-broken'));
  const wide = await image(8_000, 6_000).png().toBuffer();
  await assert.rejects(create({ picture: wide.toString('base64') }), kindOf('plan-picture-large'));
  await assert.rejects(create({ picture: 'A'.repeat(10_670_000) }), kindOf('invalid'));
  await assert.rejects(create({ picture: 'A'.repeat(12_000_000) }), kindOf('too-large'));
  // As large as it may be.
  const large = Buffer.concat([png, Buffer.alloc(8_000_000 - png.length)]);
  const plan = await create({ picture: large.toString('base64') });
  await started.administrator.call('map.plans.delete', { params: { id: plan.id } });
});

test('corners that can hold no drawing are refused with the reason', async () => {
  const [a, b, c, d] = draft().corners;
  await assert.rejects(create({ corners: [d, c, b, a] }), kindOf('plan-mirrored'));
  await assert.rejects(create({ corners: [a, c, b, d] }), kindOf('plan-shape'));
  await assert.rejects(create({ corners: [a, a, c, d] }), kindOf('plan-size'));
});

test('of two who change a plan the second is told; without a new drawing the old one stays', async () => {
  const { administrator } = started;
  const { id } = await create();
  const { picture: _, ...body } = draft({ name: 'Harbour' });
  const change = (version: number) =>
    administrator.call('map.plans.update', { params: { id }, body: { ...body, version } });
  const changed = await change(1);
  assert.deepEqual([changed.version, changed.name], [2, 'Harbour']);
  await assert.rejects(change(1), (error: ProblemError) => {
    assert.equal(error.kind, 'version-conflict');
    assert.match(error.message, /^admin changed Harbour/);
    return true;
  });
  const still = await administrator.fetch(`${started.url}/api/map/plans/${id}`);
  assert.deepEqual(Buffer.from(await still.arrayBuffer()), png);
  const entries = await administrator.call('audit.list', { query: {} });
  const own = entries.filter(({ target }) => target === id);
  assert.deepEqual(
    own.map(({ action, detail }) => [action, detail.hasNewPicture]),
    [
      ['map.plan-changed', false],
      ['map.plan-created', true],
    ],
  );
  await administrator.call('map.plans.delete', { params: { id } });
});

test('a plan of the configuration file is changed there only, and an operator changes none', async () => {
  const { picture: _, ...body } = draft();
  const update = (by: SignedInClient, id: string) =>
    by.call('map.plans.update', { params: { id }, body: { ...body, version: 0 } });
  await assert.rejects(update(started.administrator, 'hall'), kindOf('plan-from-file'));
  await assert.rejects(
    started.administrator.call('map.plans.delete', { params: { id: 'hall' } }),
    kindOf('plan-from-file'),
  );
  const [hall] = await operator.call('map.plans');
  assert.deepEqual([hall!.id, hall!.origin, hall!.version], ['hall', 'configuration', 0]);
  await assert.rejects(create({}, operator), (error: ProblemError) => error.status === 403);
  await assert.rejects(update(operator, 'hall'), (error: ProblemError) => error.status === 403);
});

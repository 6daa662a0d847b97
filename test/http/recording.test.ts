/** Looking back over the API: what is served, to whom, and what is noted of it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ProblemError } from '../../src/contract/client.ts';
import type { Segment } from '../../src/core/recording/segment.ts';
import { writeSegment } from '../support/footage.ts';
import { squareCamera } from '../support/situations.ts';
import { clientOf, type StartedCentre, startCentre, testPassword } from '../support/start-centre.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const nowMs = Date.UTC(2026, 10, 3, 9);
let started: StartedCentre;
before(async () => {
  started = await startCentre({
    hasFootage: true,
    clock: { nowMs: () => nowMs },
    config: () => ({
      cameras: [
        squareCamera(),
        squareCamera({ id: 'gate', name: 'Gate' }),
        { ...squareCamera({ id: 'drawn', name: 'Drawn' }), isSimulated: true },
      ],
    }),
  });
});
after(() => started.stop());

const refused = (kind: string) => (error: unknown) => error instanceof ProblemError && error.kind === kind;

async function record(more: Partial<Parameters<typeof writeSegment>[1]> = {}): Promise<Segment> {
  const { recording } = started.centre;
  const fromMs = nowMs - 10 * minuteMs;
  const wish = { cameraId: 'square', fromMs, toMs: fromMs + minuteMs, bytes: 5_000, ...more };
  const segment = await writeSegment(recording.blobs!, wish);
  started.fleet.say({ type: 'segment.closed', segment });
  await recording.settled();
  return segment;
}

async function audit(action: string) {
  const entries = await started.administrator.call('audit.list', { query: { limit: 500 } });
  return entries.filter((entry) => entry.action === action);
}

function span(more: { fromMs?: number; toMs?: number } = {}) {
  return { fromMs: nowMs - hourMs, toMs: nowMs, ...more };
}

test('footage of a simulated camera is kept for hours, unless somebody wants it longer', async () => {
  const hours = async (id: string) =>
    (await started.administrator.call('recordings.get', { params: { id } })).policy.maskedHours;
  assert.equal(await hours('drawn'), 6);
  assert.equal(await hours('square'), 72);
});

test('footage is listed with its fragments, and served whole and by ranges', async () => {
  const segment = await record();
  const operator = await started.as('operator');
  const query = { ...span(), fragments: 'true' as const };
  const footage = await operator.call('footage.list', { params: { id: 'square' }, query });
  const found = footage.segments.find(({ id }) => id === segment.id)!;
  assert.deepEqual(found.fragments, segment.fragments);
  assert.equal(found.end, 'full');

  const address = `${started.url}/api/footage/${segment.id}`;
  const whole = await operator.fetch(address);
  assert.equal(whole.status, 200);
  assert.equal(whole.headers.get('content-type'), 'video/mp4');
  assert.equal(whole.headers.get('accept-ranges'), 'bytes');
  assert.equal(whole.headers.get('cache-control'), 'no-store');
  const bytes = new Uint8Array(await whole.arrayBuffer());
  assert.equal(createHash('sha256').update(bytes).digest('hex'), segment.sha256);

  const part = await operator.fetch(address, { headers: { range: 'bytes=1000-1999' } });
  assert.equal(part.status, 206);
  assert.equal(part.headers.get('content-range'), 'bytes 1000-1999/5000');
  assert.deepEqual(new Uint8Array(await part.arrayBuffer()), bytes.slice(1000, 2000));
  const beyond = await operator.fetch(address, { headers: { range: 'bytes=5000-' } });
  assert.equal(beyond.status, 416);
  await beyond.body?.cancel();
});

test('looking back is noted once a person, camera and hour of footage, not once a range', async () => {
  const before = (await audit('footage.viewed')).length;
  const [first, second] = [
    await record({ cameraId: 'gate' }),
    await record({ cameraId: 'gate', fromMs: nowMs - 3 * hourMs, toMs: nowMs - 3 * hourMs + minuteMs }),
  ];
  const investigator = await started.as('investigator');
  for (const { id } of [first, first, second, first]) {
    for (const range of ['bytes=0-99', 'bytes=100-199']) {
      const response = await investigator.fetch(`${started.url}/api/footage/${id}`, { headers: { range } });
      await response.arrayBuffer();
      assert.equal(response.status, 206);
    }
  }
  const entries = (await audit('footage.viewed')).slice(0, -before || undefined);
  assert.equal(entries.length, 2);
  assert.ok(entries.every(({ who, target }) => who === 'investigator' && target === 'gate'));
});

test('sealed footage is told of and never served', async () => {
  const sealed = await record({ kind: 'sealed' });
  const { administrator, url } = started;
  const query = { ...span(), fragments: 'true' as const };
  const footage = await administrator.call('footage.list', { params: { id: 'square' }, query });
  const found = footage.segments.find(({ id }) => id === sealed.id)!;
  assert.equal(found.kind, 'sealed');
  assert.equal(found.fragments, null);
  const response = await administrator.fetch(`${url}/api/footage/${sealed.id}`);
  assert.equal(response.status, 403);
  assert.match(await response.text(), /problem:sealed/);
});

test('footage that grows is listed and served as far as it is durable', async () => {
  const { blobs } = started.centre.recording;
  const id = '11111111-1111-4111-8111-111111111111';
  const key = `masked/square/20261103/${id}.mp4`;
  const writer = await blobs!.create(key);
  const bytes = Buffer.from('head and first group, and more that is not durable');
  await writer.append(bytes);
  await writer.sync();
  const fromMs = nowMs - minuteMs;
  const segment = {
    ...{ id, key, cameraId: 'square', kind: 'masked' as const, codec: 'avc1.42C01E' },
    ...{ widthPx: 640, heightPx: 360, clockOffsetMs: null },
    ...{ fromMs, toMs: nowMs - 2_000, bytes: 20, fragments: [{ fromMs, offset: 4, bytes: 16 }] },
  };
  started.fleet.say({ type: 'segment.grew', segment });
  const { administrator, url } = started;
  const footage = await administrator.call('footage.list', { params: { id: 'square' }, query: span() });
  assert.equal(footage.segments.find((one) => one.id === id)!.end, null);
  const response = await administrator.fetch(`${url}/api/footage/${id}`);
  assert.equal(await response.text(), bytes.subarray(0, 20).toString());

  await writer.commit();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const closed: Segment = { ...segment, bytes: bytes.length, sha256, end: 'stopped' };
  started.fleet.say({ type: 'segment.closed', segment: closed });
  await started.centre.recording.settled();
  const whole = await administrator.fetch(`${url}/api/footage/${id}`);
  assert.equal(await whole.text(), bytes.toString());
});

test('a gap is listed with its cause, and ends where footage begins again', async () => {
  const { fleet, administrator, centre } = started;
  const told = { type: 'recording.gap', cameraId: 'gate', kind: 'masked' } as const;
  fleet.say({ ...told, atMs: nowMs - 30 * minuteMs, cause: 'camera-lost' });
  fleet.say({ ...told, atMs: nowMs - 25 * minuteMs, cause: 'camera-lost' });
  fleet.say({ ...told, atMs: nowMs - 20 * minuteMs, cause: 'storage-full' });
  const segment = await record({
    cameraId: 'gate',
    fromMs: nowMs - 15 * minuteMs,
    toMs: nowMs - 14 * minuteMs,
  });
  await centre.recording.settled();
  const footage = await administrator.call('footage.list', { params: { id: 'gate' }, query: span() });
  assert.deepEqual(
    footage.gaps.map(({ cause, fromMs, toMs }) => ({ cause, fromMs, toMs })),
    [
      { cause: 'camera-lost', fromMs: nowMs - 30 * minuteMs, toMs: nowMs - 20 * minuteMs },
      { cause: 'storage-full', fromMs: nowMs - 20 * minuteMs, toMs: segment.fromMs },
    ],
  );
});

test('a day is summed up by the minute', async () => {
  const dayStartMs = nowMs - 12 * hourMs;
  await record({ fromMs: dayStartMs + 30_000, toMs: dayStartMs + 90_000, bytes: 6_000 });
  const { administrator } = started;
  const query = { fromMs: dayStartMs, toMs: dayStartMs + 12 * hourMs };
  const day = await administrator.call('footage.day', { params: { id: 'square' }, query });
  assert.equal(day.bytes.length, 720);
  assert.deepEqual(day.bytes.slice(0, 3), [3_000, 3_000, null]);
  assert.equal(day.people.length, 720);
  assert.equal(day.alarms.length, 720);
});

test('a longer term needs a reason, an end, and somebody else', async () => {
  const { administrator, fleet } = started;
  const params = { id: 'square' };
  const { policy, version } = await administrator.call('recordings.get', { params });
  assert.equal(policy.maskedHours, 72);
  assert.equal(fleet.cameras.get('square')!.recording!.masked, 'continuous');
  const wanted = { ...policy, maskedHours: 240 };
  const change = (body: { version: number; policy: typeof wanted }) =>
    administrator.call('recordings.update', { params, body });
  await assert.rejects(change({ version, policy: wanted }), refused('needs-reason'));

  const endsAtMs = nowMs + 100 * hourMs;
  const longer = { reason: 'works at the crossing until Friday', endsAtMs, approvedBy: 'admin' };
  const proposed = await change({ version, policy: { ...wanted, longer } });
  assert.equal(proposed.policy.maskedHours, 72);
  assert.equal(proposed.proposal!.proposedBy, 'admin');
  const approve = { params, body: { version: proposed.version } };
  await assert.rejects(administrator.call('recordings.approve', approve), refused('own-request'));
  await assert.rejects(
    (await started.as('operator')).call('recordings.approve', approve),
    refused('not-allowed'),
  );

  await administrator.call('users.create', {
    body: { name: 'bea', password: testPassword, role: 'administrator' },
  });
  const bea = clientOf(started.url);
  await bea.call('session.create', { body: { name: 'bea', password: testPassword } });
  const approved = await bea.call('recordings.approve', approve);
  assert.equal(approved.policy.longer!.approvedBy, 'bea');
  assert.equal(approved.maskedHoursNow, 240);
});

test('recording that is switched off is told to ingest at once', async () => {
  const { administrator, fleet } = started;
  const params = { id: 'gate' };
  const { policy, version } = await administrator.call('recordings.get', { params });
  await administrator.call('recordings.update', {
    params,
    body: { version, policy: { ...policy, masked: 'off', longer: null } },
  });
  assert.equal(fleet.cameras.get('gate')!.recording!.masked, 'off');
});

test('a hold keeps footage beyond its term, and always ends', async () => {
  const { administrator, centre } = started;
  const held = await record({ cameraId: 'gate' });
  const [fromMs, toMs] = [nowMs - 3 * hourMs, nowMs - 2 * hourMs];
  const other = await record({ cameraId: 'gate', fromMs, toMs });
  const operator = await started.as('operator');
  const draft = {
    cameraIds: ['gate'],
    ...{ fromMs: nowMs - hourMs, toMs: nowMs, reason: 'a complaint is being answered' },
    expiresAtMs: nowMs + 200 * hourMs,
  };
  const late = { ...draft, expiresAtMs: nowMs + 400 * 24 * hourMs };
  await assert.rejects(operator.call('holds.create', { body: late }), refused('invalid'));
  const hold = await operator.call('holds.create', { body: draft });
  const investigator = await started.as('investigator');
  await assert.rejects(
    investigator.call('holds.release', { params: { id: hold.id }, body: {} }),
    refused('not-the-owner'),
  );
  const laterMs = nowMs + 100 * hourMs;
  await centre.recording.sweeper!.sweep(laterMs);
  const serve = async (id: string) => {
    const response = await administrator.fetch(`${started.url}/api/footage/${id}`);
    await response.arrayBuffer();
    return response.status;
  };
  assert.equal(await serve(held.id), 200);
  assert.equal(await serve(other.id), 404);
  await operator.call('holds.release', { params: { id: hold.id }, body: {} });
  await centre.recording.sweeper!.sweep(laterMs);
  assert.equal(await serve(held.id), 404);
  const [certificate] = await administrator.call('certificates.list', { query: {} });
  assert.equal(certificate!.rule, 'term');
  assert.ok((await audit('footage.deleted')).some(({ target }) => target === certificate!.id));
});

test('a mark is kept with its moment', async () => {
  const operator = await started.as('operator');
  const body = { cameraId: 'square', atMs: nowMs - minuteMs, text: 'the gate is forced' };
  const mark = await operator.call('bookmarks.create', { body });
  const query = span();
  assert.deepEqual(await operator.call('bookmarks.list', { query }), [mark]);
  await operator.call('bookmarks.delete', { params: { id: mark.id } });
  assert.deepEqual(await operator.call('bookmarks.list', { query }), []);
});

test('a camera that is switched off says so where its footage ends', async () => {
  const { administrator, centre } = started;
  const { name, source, version } = await administrator.call('cameras.get', { params: { id: 'square' } });
  const body = { name, source: { ...source, isEnabled: false }, version };
  await administrator.call('cameras.update', { params: { id: 'square' }, body });
  await centre.recording.settled();
  const query = { fromMs: nowMs - 1, toMs: nowMs + 1 };
  const { gaps } = await administrator.call('footage.list', { params: { id: 'square' }, query });
  assert.deepEqual(
    gaps.map(({ cause, toMs }) => ({ cause, toMs })),
    [{ cause: 'camera-disabled', toMs: null }],
  );
});

test('the health page says what lies where', async () => {
  const { administrator } = started;
  const { storage } = await administrator.call('health.get', { query: {} });
  assert.equal(storage!.volumes.length, 1);
  assert.equal(storage!.waitingRows, 0);
  assert.deepEqual(storage!.givenUp.segments, 0);
});

test('footage of a removed camera is not served any more, and its files go', async () => {
  const { administrator, centre, url } = started;
  const segment = await record({ cameraId: 'gate' });
  await administrator.call('cameras.delete', { params: { id: 'gate' } });
  // Ingest may still close what it had begun.
  const late = await record({ cameraId: 'gate', fromMs: nowMs - minuteMs, toMs: nowMs });
  for (const { id } of [segment, late]) {
    const response = await administrator.fetch(`${url}/api/footage/${id}`);
    await response.body?.cancel();
    assert.equal(response.status, 404);
  }
  await centre.recording.sweeper!.sweep(nowMs);
  assert.equal(await centre.recording.blobs!.stat(segment.key), null);
  assert.equal(await centre.recording.blobs!.stat(late.key), null);
});

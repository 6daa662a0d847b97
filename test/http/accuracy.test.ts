/** From the first collected frame to the card: who may, what is told when, and what is left behind. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { tidyUp } from '../../src/centre/housekeeping.ts';
import type { AccuracyDraft, Labelling } from '../../src/contract/accuracy.ts';
import { addressOf, ProblemError } from '../../src/contract/client.ts';
import type { FrameReading } from '../../src/core/frame-reading.ts';
import { wantedFrames } from '../../src/core/score/accuracy-card.ts';
import { defaultRules } from '../../src/core/zone.ts';
import {
  type SignedInClient,
  type StartedCentre,
  startCentre,
  testPassword,
} from '../support/start-centre.ts';

const cameraId = 'square';
const params = { id: cameraId };
const left = [
  { x: 0, y: 0 },
  { x: 0.5, y: 0 },
  { x: 0.5, y: 1 },
  { x: 0, y: 1 },
];
let nowMs = Date.UTC(2026, 10, 12, 12);
let started: StartedCentre;
let operator: SignedInClient;
/** The centre keeps the bytes and looks at none of them. */
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);

before(async () => {
  started = await startCentre({ clock: { nowMs: () => nowMs } });
  const source = { analysisUrl: 'rtsp://user:secret@camera.example/1' };
  await started.administrator.call('cameras.create', { body: { id: cameraId, name: 'Square', source } });
  const zone = { id: 'gate', name: 'Gate', shape: 'area' as const, points: left, direction: null };
  await started.administrator.call('zones.replace', {
    params,
    body: {
      version: 1,
      zones: [{ ...zone, rules: [{ ...defaultRules.intrusion, categories: ['person'] }] }],
    },
  });
  operator = await started.as('operator');
});
after(() => started.stop());

beforeEach(async () => {
  await operator.call('labelling.discard', { params }).catch(() => {});
});

/** Ingest answers: one frame, with what was counted in it. */
async function frameComes(reading: FrameReading): Promise<void> {
  const asked = started.fleet.sampled.length;
  started.centre.sampler.tick();
  assert.equal(started.fleet.sampled.length, asked + 1, 'a frame is asked for');
  started.fleet.say({
    type: 'sample',
    cameraId,
    capturedAtMs: nowMs,
    jpeg,
    aspect: 16 / 9,
    meanLuma: 120,
    reading,
  });
  await started.centre.sampler.settled();
}

const one: FrameReading = {
  people: [{ x: 0.25, y: 0.6, height: 0.2 }],
  counts: [{ zoneId: 'gate', people: 1 }],
};

async function collect(frames: number, reading = one): Promise<Labelling> {
  await operator.call('labelling.start', { params, body: { everyMs: 15_000 } });
  for (let i = 0; i < frames; i++) {
    await frameComes(reading);
    nowMs += 15_000;
  }
  return (await operator.call('labelling.get', { params })).labelling!;
}

function draft(labelling: Labelling, labels: AccuracyDraft['frames'][number]['labels']): AccuracyDraft {
  return {
    labellingId: labelling.id,
    frames: labelling.frames.map(({ id }) => ({ id, labels })),
    events: [],
  };
}

async function refused(kind: string, call: Promise<unknown>): Promise<void> {
  await assert.rejects(call, (problem) => problem instanceof ProblemError && problem.kind === kind);
}

test('frames are asked for one by one, never sooner than agreed, and no more than twenty', async () => {
  await operator.call('labelling.start', { params, body: { everyMs: 15_000 } });
  await frameComes(one);
  const asked = started.fleet.sampled.length;
  nowMs += 14_999;
  started.centre.sampler.tick();
  assert.equal(started.fleet.sampled.length, asked, 'too soon');
  // One that comes without being due is not kept.
  started.fleet.say({
    type: 'sample',
    cameraId,
    capturedAtMs: nowMs,
    jpeg,
    aspect: 1,
    meanLuma: null,
    reading: one,
  });
  await started.centre.sampler.settled();
  nowMs += 1;
  for (let i = 1; i < wantedFrames; i++) {
    await frameComes(one);
    nowMs += 15_000;
  }
  const full = started.fleet.sampled.length;
  started.centre.sampler.tick();
  assert.equal(started.fleet.sampled.length, full);
  const { labelling } = await operator.call('labelling.get', { params });
  assert.equal(labelling!.frames.length, wantedFrames);
});

test('what the camera counted is told only with the card', async () => {
  const labelling = await collect(10);
  const text = await (await operator.fetch(started.url + addressOf('labelling.get', { params }))).text();
  assert.doesNotMatch(text, /people|reading|found|count/);
  const { frames } = await operator.call('accuracy.create', {
    params,
    body: draft(labelling, [
      { x: 0.26, y: 0.58 },
      { x: 0.4, y: 0.9 },
    ]),
  });
  assert.deepEqual(frames[0]!.found, one.people);
  assert.deepEqual(frames[0]!.foundOfLabel, [0, -1]);
});

test('the card says how far the counts were off, for the picture and for each zone, and everybody sees it', async () => {
  const labelling = await collect(12);
  const labels = [
    { x: 0.26, y: 0.58 },
    { x: 0.9, y: 0.9 },
  ];
  const { card } = await operator.call('accuracy.create', { params, body: draft(labelling, labels) });
  assert.deepEqual([card.whole.frames, card.whole.error.value, card.whole.bias.value], [12, 1, -1]);
  assert.deepEqual([card.zones[0]!.zoneName, card.zones[0]!.error.value], ['Gate', 0]);
  assert.equal(card.found.recall!.value, 0.5);
  assert.deepEqual([card.light, card.madeBy, card.isCurrent], ['day', 'operator', true]);
  const viewer = await started.as('viewer');
  assert.deepEqual((await viewer.call('accuracy.ofCamera', { params }))[0], card);
  assert.deepEqual(await viewer.call('accuracy.list'), [card]);
  const entries = await started.administrator.call('audit.list', { query: {} });
  const entry = entries.find(({ action }) => action === 'accuracy.measured');
  assert.deepEqual([entry?.target, entry?.who, entry?.detail.error], [cameraId, 'operator', 1]);
});

test('the frames are gone once the card is made, and once they are discarded', async () => {
  const labelling = await collect(10);
  const frameId = labelling.frames[0]!.id;
  const picture = () => operator.call('labelling.picture', { params: { ...params, frameId } });
  assert.deepEqual(new Uint8Array(await (await picture()).arrayBuffer()), jpeg);
  await operator.call('accuracy.create', { params, body: draft(labelling, []) });
  await refused('not-found', picture());
  assert.equal(await storedFrames(), 0);
  await collect(2);
  await operator.call('labelling.discard', { params });
  assert.equal(await storedFrames(), 0);
});

test('fewer than ten frames make no card, nor do frames of another labelling or the same one twice', async () => {
  const few = await collect(9);
  await refused('invalid', operator.call('accuracy.create', { params, body: draft(few, []) }));
  await operator.call('labelling.discard', { params });
  const labelling = await collect(10);
  const body = draft(labelling, []);
  const twice = { ...body, frames: [...body.frames.slice(0, 9), body.frames[0]!] };
  await refused('invalid', operator.call('accuracy.create', { params, body: twice }));
  await refused(
    'not-found',
    operator.call('accuracy.create', { params, body: { ...body, labellingId: few.id } }),
  );
  await operator.call('accuracy.create', { params, body });
  await refused('not-found', operator.call('accuracy.create', { params, body }));
});

test('a second person goes on with the frames of the first', async () => {
  await operator.call('labelling.start', { params, body: {} });
  await refused('labelling-open', started.administrator.call('labelling.start', { params, body: {} }));
});

test('a drawn event is held against the situations of its time', async () => {
  const startMs = nowMs;
  started.fleet.say({
    type: 'situation',
    phase: 'began',
    situation: {
      id: `${cameraId}/gate/intrusion/1`,
      cameraId,
      kind: 'intrusion',
      zoneId: 'gate',
      sinceMs: startMs,
      detectedAtMs: startMs + 1_500,
      endedMs: null,
      certainty: 0.9,
      levelOfService: null,
      because: [],
    },
    jpeg: null,
  });
  await started.centre.engine.settled();
  const labelling = await collect(10);
  const event = { zoneId: 'gate', startMs, endMs: startMs + 10_000 };
  const { card } = await operator.call('accuracy.create', {
    params,
    body: {
      ...draft(labelling, []),
      events: [
        { ...event, kind: 'intrusion' },
        { ...event, kind: 'crowding' },
      ],
    },
  });
  assert.deepEqual(
    card.events.map(({ outcome, delayMs }) => [outcome, delayMs]),
    [
      ['detected', 1_500],
      ['not-watched', null],
    ],
  );
});

test('a zone that was moved while frames were collected gets no figure, and a card of before is old', async () => {
  const before = (await operator.call('accuracy.ofCamera', { params }))[0]!;
  assert.ok(before.isCurrent);
  const labelling = await collect(10);
  const { version, zones } = await operator.call('cameras.get', { params });
  const moved = zones.map((zone) => ({ ...zone, points: [...left.slice(0, 3), { x: 0.1, y: 0.9 }] }));
  await started.administrator.call('zones.replace', { params, body: { version, zones: moved } });
  assert.equal((await operator.call('accuracy.ofCamera', { params }))[0]!.isCurrent, false);
  const { card } = await operator.call('accuracy.create', { params, body: draft(labelling, []) });
  assert.deepEqual(card.zones, []);
  assert.ok(card.isCurrent);
});

test('collecting goes on after the centre was away', async () => {
  await collect(3);
  const { sampler } = started.centre;
  sampler.end(cameraId);
  const asked = started.fleet.sampled.length;
  sampler.tick();
  assert.equal(started.fleet.sampled.length, asked);
  await sampler.resume();
  assert.equal(started.fleet.sampled.length, asked + 1);
});

test('frames nobody labelled are gone after a day', async () => {
  await collect(10);
  nowMs += 24 * 3_600_000;
  // The session has ended too.
  await operator.call('session.create', { body: { name: 'operator', password: testPassword } });
  assert.equal((await operator.call('labelling.get', { params })).labelling, null);
  await tidyUp(started.centre);
  assert.equal(await storedFrames(), 0);
});

async function storedFrames(): Promise<number> {
  const { sql } = started.centre;
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from labelling_frames`;
  return row!.n;
}

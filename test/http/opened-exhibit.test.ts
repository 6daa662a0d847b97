/** From a sealed original to a bundle: a real ceremony, a real opening, and an exhibit that says who approved. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { change } from '../../src/centre/store/database.ts';
import { insertSegment } from '../../src/centre/store/segments.ts';
import { ProblemError } from '../../src/contract/client.ts';
import { verifyExhibit } from '../../src/exhibit/verify-exhibit.ts';
import { approve, holdCeremony, type Somebody, somebody } from '../support/custody-world.ts';
import { makeMainFilm } from '../support/main-film.ts';
import { sealFootage } from '../support/sealed-footage.ts';
import { type StartedCentre, startCentre } from '../support/start-centre.ts';

const minuteMs = 60_000;
let nowMs = Date.now() - 30 * minuteMs;
let started: StartedCentre;
let ivy: Somebody;
let [ann, ben]: Somebody[] = [];
let fromMs = 0;

before(async () => {
  started = await startCentre({ clock: { nowMs: () => nowMs }, hasFootage: true });
  const source = { analysisUrl: 'rtsp://user:secret@camera.example/1' };
  await started.administrator.call('cameras.create', { body: { id: 'square', name: 'The square', source } });
  ivy = await somebody(started, 'ivy', 'investigator');
  [ann, ben] = [await somebody(started, 'ann', 'custodian'), await somebody(started, 'ben', 'custodian')];
  const vault = await holdCeremony(started.administrator, [ann, ben], { threshold: 2 });
  nowMs += minuteMs;
  fromMs = nowMs;
  const film = path.join(started.dataDirectory, 'main.mp4');
  await makeMainFilm(film, { codec: 'h264', size: '320x180', fps: 10, seconds: 6 });
  const segments = await sealFootage({
    film,
    blobs: started.blobs!,
    recipient: vault.recipient!,
    fromMs,
    cameraId: 'square',
    segmentMs: 3_000,
  });
  nowMs += minuteMs;
  for (const segment of segments) {
    await change(started.centre.sql, (tx) => insertSegment(tx, segment, nowMs));
  }
});
after(() => started?.stop());

test('what two custodians opened becomes a bundle with their names, for nobody but investigators', async () => {
  const { id: openingId } = await ivy.client.call('openings.request', {
    body: {
      caseNumber: 'K-17/26',
      reason: 'A fall on the stairs',
      legalBasis: 'Court order 5/26',
      cameraId: 'square',
      fromMs,
      toMs: fromMs + 5_000,
      mode: 'clear',
      lifted: [],
    },
  });
  const body = {
    title: 'A fall on the stairs',
    reason: 'The court has asked for it',
    language: 'ru',
    hasSealed: true,
    source: { kind: 'opened', openingId },
  } as const;
  const refusal = (client: Somebody['client']) => client.call('exhibits.create', { body });
  await assert.rejects(
    refusal(ivy.client),
    (cause) => (cause as ProblemError).kind === 'custody-not-released',
  );
  await approve(ann!, openingId);
  await approve(ben!, openingId);
  // It is rendered in a process of its own: asked until all of it is there.
  const params = { id: openingId };
  const isRendered = async () =>
    (await ivy.client.call('openings.get', { params })).footage?.state === 'ready';
  while (!(await isRendered())) await new Promise((resolve) => setImmediate(resolve));
  // Not the one who asked: an administrator exports nothing that was opened for another.
  await assert.rejects(refusal(started.administrator), ProblemError);

  const { id } = await ivy.client.call('exhibits.create', { body });
  await started.centre.exhibits!.maker.settled();
  const exhibit = await ivy.client.call('exhibits.get', { params: { id } });
  assert.equal(exhibit.message, null);
  assert.deepEqual([exhibit.state, exhibit.kind, exhibit.cameraName], ['ready', 'opened', 'The square']);
  const url = `${started.url}/api/exhibits/${id}/bundle`;
  assert.equal((await started.administrator.fetch(url)).status, 403);
  const bundle = new Uint8Array(await (await ivy.client.fetch(url)).arrayBuffer());
  const verdict = await verifyExhibit(
    { bytes: bundle.length, read: async (offset, length) => bundle.subarray(offset, offset + length) },
    { createHash: () => createHash('sha256') },
  );
  assert.deepEqual(verdict.findings, []);
  const { made, segments, custody, footage, span } = verdict.manifest!;
  assert.ok(made.kind === 'opened');
  assert.deepEqual([made.mode, made.caseNumber, made.requestedBy], ['clear', 'K-17/26', 'ivy']);
  assert.deepEqual(made.approvers.map(({ name }) => name).sort(), ['ann', 'ben']);
  assert.ok(segments.length >= 2 && segments.every(({ kind, file }) => kind === 'sealed' && file !== null));
  const actions = custody.entries.map(({ who, action }) => `${who} ${action}`);
  assert.ok(actions.includes('ivy opening.requested') && actions.includes('ivy exhibit.requested'));
  assert.equal(footage.length, 1);
  assert.ok(span.toMs - span.fromMs >= 4_000);
  const opening = await ivy.client.call('openings.get', { params });
  assert.equal(opening.exports, 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chance, streetCamera, trackOf, walkerBoxes } from '../../test/support/walking-people.ts';
import { WalkerSightings } from './walker-sightings.ts';

const size = { widthPx: streetCamera.widthPx, heightPx: streetCamera.heightPx };

/** So many people cross the street one after the other. @returns the instant after the last. */
function cross(sightings: WalkerSightings, people: number, from: { atMs: number; runId?: string }): number {
  const random = chance(from.atMs + 1);
  let { atMs } = from;
  const take = (tracks: ReturnType<typeof trackOf>[]) =>
    sightings.take({
      frame: { cameraId: 'street', runId: from.runId ?? 'run', index: atMs / 200, atMs, ...size },
      tracks,
      detections: [],
    });
  for (let id = 1; id <= people; id++) {
    for (const box of walkerBoxes({ camera: streetCamera, people, nearM: 12, farM: 45, sideM: 12, random })) {
      atMs += 200;
      take(box === null ? [] : [trackOf(id, box, atMs)]);
    }
    take([]);
  }
  return atMs;
}

async function untilFitted(sightings: WalkerSightings, nowMs: number) {
  for (;;) {
    const answer = sightings.ask(nowMs);
    if (answer.proposal !== null || answer.people < answer.peopleNeeded) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('nothing is gathered before somebody asks, and an answer says how far it is', async () => {
  const sightings = new WalkerSightings(chance(1));
  let atMs = cross(sightings, 30, { atMs: 0 });
  const first = sightings.ask(atMs);
  assert.deepEqual([first.people, first.refusal, first.proposal], [0, 'too-few-people', null]);
  atMs = cross(sightings, 6, { atMs });
  const second = sightings.ask(atMs);
  assert.ok(second.people > 0 && second.people <= 6);
  atMs = cross(sightings, 60, { atMs });
  const third = await untilFitted(sightings, atMs);
  assert.ok(third.proposal !== null);
  assert.ok(Math.abs(third.proposal.heightM - 6) < 1, `${third.proposal.heightM} m`);
});

test('what leaves is a camera and counts: no list that could hold a point or a person', async () => {
  const sightings = new WalkerSightings(chance(2));
  sightings.ask(0);
  const answer = await untilFitted(sightings, cross(sightings, 60, { atMs: 0 }));
  const { proposal, ...counts } = answer;
  for (const value of Object.values(counts)) assert.ok(!Array.isArray(value));
  const { groundFromImage, seen, ...figures } = proposal!;
  assert.equal(groundFromImage.length, 9);
  assert.deepEqual(Object.keys(seen), ['top', 'bottom']);
  for (const value of Object.values(figures)) assert.equal(typeof value, 'number');
});

test('a quarter of an hour after the last question all is forgotten', () => {
  const sightings = new WalkerSightings(chance(3));
  sightings.ask(0);
  const atMs = cross(sightings, 20, { atMs: 0 });
  assert.ok(sightings.ask(atMs).people > 0);
  const laterMs = cross(sightings, 1, { atMs: atMs + 16 * 60_000 });
  assert.equal(sightings.ask(laterMs).people, 0);
});

test('a camera that was turned begins anew; a stream that was opened anew does not', () => {
  const sightings = new WalkerSightings(chance(4));
  sightings.ask(0);
  const atMs = cross(sightings, 10, { atMs: 0 });
  const before = sightings.ask(atMs).people;
  const laterMs = cross(sightings, 10, { atMs, runId: 'another' });
  assert.ok(sightings.ask(laterMs).people > before);
  sightings.forget();
  assert.equal(sightings.ask(laterMs).people, 0);
});

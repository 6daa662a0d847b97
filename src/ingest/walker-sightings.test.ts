import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chance, streetCamera, trackOf, walkerBoxes } from '../../test/support/walking-people.ts';
import { WalkerSightings } from './walker-sightings.ts';

const size = { widthPx: streetCamera.widthPx, heightPx: streetCamera.heightPx };

/** So many people cross the street one after the other. @returns the instant after the last. */
function cross(
  sightings: WalkerSightings,
  people: number,
  from: { readonly atMs: number; readonly runId?: string; readonly isAsked?: boolean },
): number {
  const random = chance(from.atMs + 1);
  const { runId = 'run', isAsked = true } = from;
  let { atMs } = from;
  const take = (tracks: ReturnType<typeof trackOf>[]) =>
    sightings.take({
      frame: { cameraId: 'street', runId, index: atMs / 200, atMs, ...size },
      tracks,
      detections: [],
    });
  for (let id = 1; id <= people; id++) {
    if (isAsked) sightings.ask(atMs);
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
  let atMs = cross(sightings, 30, { atMs: 0, isAsked: false });
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

test('when nobody asks any more nothing is gathered, and a quarter of an hour later all is forgotten', () => {
  const sightings = new WalkerSightings(chance(3));
  const atMs = cross(sightings, 20, { atMs: 0 });
  const { people } = sightings.ask(atMs);
  assert.ok(people > 0);
  cross(sightings, 20, { atMs: atMs + 100_000, isAsked: false });
  assert.equal(sightings.ask(atMs).people, people, 'kept for who comes back');
  cross(sightings, 1, { atMs: atMs + 16 * 60_000, isAsked: false });
  assert.equal(sightings.ask(atMs + 17 * 60_000).people, 0);
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

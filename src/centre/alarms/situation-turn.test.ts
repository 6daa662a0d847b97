/** Stored together or one by one: the same. Played against the real database, twice, from one seed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Random, randomOf } from '../../../test/support/random.ts';
import { situation, squareCamera } from '../../../test/support/situations.ts';
import { type StartedCentre, startCentre } from '../../../test/support/start-centre.ts';
import type { Situation } from '../../core/situation/situation.ts';
import type { AlarmEngine } from '../alarm-engine.ts';
import { verifyAudit } from '../store/audit.ts';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6));
const startMs = 1_700_000_000_000;
const cameras = 12;
const kinds = ['intrusion', 'crowding', 'camera-dark', 'queue'] as const;

let nowMs = startMs;
let together: StartedCentre;
let apart: StartedCentre;
before(async () => {
  const start = () =>
    startCentre({
      clock: { nowMs: () => nowMs },
      config: () => ({
        cameras: Array.from({ length: cameras }, (_, i) => squareCamera({ id: `c-${i}`, name: `C ${i}` })),
      }),
    });
  together = await start();
  apart = await start();
});
after(() => Promise.all([together?.stop(), apart?.stop()]));

type Message = Parameters<AlarmEngine['accept']>[0];

/** What ingest may say in a wild minute: things flicker, repeat, begin without an end and end without a beginning. */
function wild(random: Random, round: number): Message[] {
  const running: Situation[] = [];
  return Array.from({ length: 60 }, (_, i): Message => {
    const one = running[Math.floor(random() * running.length)];
    const luck = random();
    if (one !== undefined && luck < 0.1) return { type: 'situation', phase: 'began', situation: one, jpeg };
    if (one !== undefined && luck < 0.2)
      return { type: 'situation', phase: 'changed', situation: { ...one, certainty: 0.5 }, jpeg: null };
    if (one !== undefined && luck < 0.5)
      return {
        type: 'situation',
        phase: 'ended',
        situation: { ...one, endedMs: one.sinceMs + 900 },
        jpeg: null,
      };
    const next = situation(`${round}-${i}`, {
      cameraId: `c-${Math.floor(random() * cameras)}`,
      kind: kinds[Math.floor(random() * kinds.length)]!,
      sinceMs: startMs + round * 60_000 + i,
      detectedAtMs: startMs + round * 60_000 + i,
    });
    if (luck > 0.97)
      return { type: 'situation', phase: 'ended', situation: { ...next, endedMs: next.sinceMs + 5 }, jpeg };
    if (luck < 0.95) running.push(next);
    return { type: 'situation', phase: 'began', situation: next, jpeg: luck > 0.7 ? jpeg : null };
  });
}

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);

test(`sixty messages at once leave the same as sixty in turn; seed ${seed}`, async () => {
  const random = randomOf(seed);
  for (let round = 0; round < 8; round++) {
    const roundMs = startMs + round * 20_000;
    const messages = wild(random, round);
    for (const [i, message] of messages.entries()) {
      nowMs = roundMs + i;
      together.centre.engine.accept(message);
    }
    await together.centre.engine.settled();
    for (const [i, message] of messages.entries()) {
      nowMs = roundMs + i;
      apart.centre.engine.accept(message);
      await apart.centre.engine.settled();
    }
    if (round % 3 === 2) {
      const camera = `c-${round}`;
      for (const { centre } of [together, apart]) {
        centre.engine.endOpen(({ cameraId }) => cameraId === camera, 'camera-disabled');
        await centre.engine.settled();
      }
    }
    assert.deepEqual(await stored(together), await stored(apart), `round ${round}`);
  }
  for (const { centre } of [together, apart]) assert.equal((await verifyAudit(centre.sql)).isWhole, true);
  assert.equal(together.centre.engine.dropped(), 0);
});

test('what cannot be stored takes nothing else with it', async () => {
  nowMs = startMs + 3_600_000;
  const of = (id: string, cameraId: string) =>
    situation(id, { cameraId, sinceMs: nowMs, detectedAtMs: nowMs });
  // Beside the removed camera stands a text that no database keeps.
  const told = [
    of('good-1', 'c-0'),
    of('gone', 'was-removed'),
    of('good-2', 'c-1'),
    { ...of('torn', 'c-2'), zoneId: 'a\u0000b' },
    of('good-3', 'c-3'),
  ];
  const before = together.centre.engine.dropped();
  for (const one of told)
    together.centre.engine.accept({ type: 'situation', phase: 'began', situation: one, jpeg: null });
  await together.centre.engine.settled();
  const rows = await together.centre.sql<{ id: string }[]>`
    select id from situations where since = ${new Date(nowMs)} order by id`;
  assert.deepEqual(
    rows.map(({ id }) => id),
    ['good-1', 'good-2', 'good-3'],
  );
  // The camera's removal took its situations along; the other is told as lost.
  assert.equal(together.centre.engine.dropped() - before, 1);
});

/** All that is kept, without the ids that chance gave. */
async function stored({ centre: { sql } }: StartedCentre) {
  return {
    situations:
      await sql`select id, camera_id, kind, since, ended_at, end_cause, certainty from situations order by id`,
    alarms: await sql`
      select situation_id, camera_id, zone_name, kind, priority, state, raised_at, asked_at, unnoticed_since,
        returned_at, aside_by, aside_reason, times, version from alarms order by raised_at, camera_id, kind, situation_id`,
    occurrences: await sql`
      select o.situation_id, o.begun_at, o.asked_at, o.ended_at, a.kind, a.camera_id
      from alarm_occurrences o join alarms a on a.id = o.alarm_id order by o.situation_id`,
    pictures: await sql`
      select a.situation_id from alarm_pictures p join alarms a on a.id = p.alarm_id order by a.situation_id`,
    entries: await sql`
      select action, detail->>'situationId' as situation, detail->>'state' as state, count(*)::int as n from audit
      where action like 'alarm.%' or action like 'situation.%' group by 1, 2, 3 order by 1, 2, 3`,
    announced: await sql`
      select event->'alarm'->>'situationId' as situation, event->'alarm'->>'state' as state, count(*)::int as n
      from outbox where event->>'type' = 'alarm' group by 1, 2 order by 1, 2`,
  };
}

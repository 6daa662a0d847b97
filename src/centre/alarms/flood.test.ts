/** Five hundred situations within a minute: through the real engine, the real server and the real database. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { situation, squareCamera } from '../../../test/support/situations.ts';
import { type StartedCentre, startCentre } from '../../../test/support/start-centre.ts';
import type { AlarmView } from '../../contract/shapes.ts';
import { isAside } from '../../core/alarm/alarm.ts';
import { linesOf, mostLines, queueOf } from '../../core/alarm/queue-lines.ts';
import { verifyAudit } from '../store/audit.ts';

const startMs = 1_700_000_000_000;
let nowMs = startMs;
let started: StartedCentre;

before(async () => {
  const cameras = Array.from({ length: 50 }, (_, i) => squareCamera({ id: `cam-${i}`, name: `Camera ${i}` }));
  started = await startCentre({ clock: { nowMs: () => nowMs }, config: () => ({ cameras }) });
});
after(() => started.stop());

const kinds = ['crowding', 'intrusion', 'queue', 'loitering', 'left-object'] as const;
const total = 500;

/** Every 120 ms one; each of the 250 places twice, the second time half a minute after the first was over. */
async function flood(): Promise<void> {
  for (let i = 0; i < total; i++) {
    nowMs = startMs + i * 120;
    const what = situation(`flood-${i}`, {
      cameraId: `cam-${i % 50}`,
      kind: kinds[Math.floor(i / 50) % 5]!,
      sinceMs: nowMs,
      detectedAtMs: nowMs,
    });
    started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
    if (i < total / 2)
      started.fleet.say({
        type: 'situation',
        phase: 'ended',
        situation: { ...what, endedMs: nowMs + 1 },
        jpeg: null,
      });
  }
  await started.centre.engine.settled();
}

const open = (): Promise<AlarmView[]> =>
  started.administrator.call('alarms.list', { query: { limit: 2_000 } });
const count = async (text: 'situations' | 'alarm_occurrences' | 'alarms') => {
  const { sql } = started.centre;
  const rows =
    text === 'situations'
      ? await sql<{ n: number }[]>`select count(*)::int as n from situations`
      : text === 'alarms'
        ? await sql<{ n: number }[]>`select count(*)::int as n from alarms`
        : await sql<{ n: number }[]>`select count(*)::int as n from alarm_occurrences`;
  return rows[0]!.n;
};

test('of five hundred situations in a minute none is lost, and the log tells of each', async () => {
  await flood();
  assert.ok(nowMs - startMs < 60_000);
  assert.equal(started.centre.engine.dropped(), 0);
  assert.equal(await count('situations'), total);
  assert.equal(await count('alarm_occurrences'), total);
  assert.equal(await count('alarms'), total / 2, 'what came twice before anybody noticed is one alarm');
  const alarms = await open();
  assert.equal(alarms.length, total / 2);
  assert.ok(alarms.every(({ times }) => times === 2));
  const { sql } = started.centre;
  const [begun] = await sql<{ n: number; targets: number }[]>`
    select count(*)::int as n, count(distinct detail ->> 'situationId')::int as targets from audit
    where action in ('alarm.raised', 'alarm.re-raised')`;
  assert.deepEqual([begun!.n, begun!.targets], [total, total]);
  const [told] = await sql<{ n: number }[]>`
    select count(distinct event -> 'alarm' ->> 'situationId')::int as n from outbox`;
  assert.equal(told!.n, total, 'and each was announced');
  assert.equal((await verifyAudit(sql)).isWhole, true);
});

test('the operator sees at most ten lines, and each alarm stands in one of them', async () => {
  const alarms = await open();
  const { waiting, taken } = queueOf(alarms, mostLines);
  assert.ok(waiting.length + taken.length <= 10, `${waiting.length + taken.length} lines`);
  const held = [...waiting, ...taken].flatMap((line) => line.alarms.map(({ id }) => id));
  assert.deepEqual(held.toSorted(), alarms.map(({ id }) => id).toSorted());
  assert.equal(waiting[0]!.priority, 'high', 'the gravest are the first line');
  assert.ok(
    waiting.every((line) => line.priority !== null),
    'and share it with nothing lower',
  );
});

test('a line is acknowledged as a whole, each alarm with its own entry, and two people at once lose nothing', async () => {
  const alarms = await open();
  const [line] = linesOf(alarms, mostLines);
  const operator = await started.as('operator');
  const body = { alarms: line!.alarms.slice(0, 50).map(({ id, version }) => ({ id, version })) };
  const [first, second] = await Promise.all([
    operator.call('alarms.acknowledgeMany', { body }),
    started.administrator.call('alarms.acknowledgeMany', { body }),
  ]);
  const done = [...first.acknowledged, ...second.acknowledged];
  assert.deepEqual(
    done.map(({ id }) => id).toSorted(),
    body.alarms.map(({ id }) => id).toSorted(),
    'each by one of the two',
  );
  assert.equal(first.refused.length, second.acknowledged.length);
  assert.ok(first.refused.every(({ by }) => by === 'admin'));
  assert.ok(second.refused.every(({ by }) => by === 'operator'));
  const entries = await started.administrator.call('audit.list', { query: { limit: 500 } });
  const noticed = entries.filter(({ action }) => action === 'alarm.acknowledged');
  assert.deepEqual(new Set(noticed.map(({ target }) => target)), new Set(done.map(({ id }) => id)));
  assert.equal(noticed.length, body.alarms.length);
  const { sql } = started.centre;
  const [rows] = await sql<{ n: number }[]>`
    select count(*)::int as n from alarm_occurrences where acknowledged_by is not null`;
  assert.equal(rows!.n, 2 * body.alarms.length, 'noticing an alarm is noticing all it has gathered');
});

test('an alarm that comes and goes after it was noticed gathers, from the third time on, in one', async () => {
  const place = { cameraId: 'cam-7', zoneId: 'chatter', kind: 'queue' as const };
  const ids = new Set<string>();
  for (let i = 0; i < 6; i++) {
    nowMs += 60_000;
    const what = situation(`chatter-${i}`, { ...place, sinceMs: nowMs, detectedAtMs: nowMs });
    started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
    await started.centre.engine.settled();
    const alarm = (await open()).find(({ situationId }) => situationId === what.id)!;
    ids.add(alarm.id);
    assert.equal(alarm.state, 'unacknowledged', 'it must be noticed each time');
    const params = { id: alarm.id };
    await started.administrator.call('alarms.acknowledge', { params, body: { version: alarm.version } });
    const over = { ...what, endedMs: nowMs + 1 };
    started.fleet.say({ type: 'situation', phase: 'ended', situation: over, jpeg: null });
    await started.centre.engine.settled();
  }
  assert.equal(ids.size, 2);
  const last = await started.administrator.call('alarms.get', { params: { id: [...ids][1]! } });
  assert.deepEqual([last.times, last.state], [5, 'normal']);
  nowMs += 30 * 60_000;
  const calm = situation('calm', { ...place, sinceMs: nowMs, detectedAtMs: nowMs });
  started.fleet.say({ type: 'situation', phase: 'began', situation: calm, jpeg: null });
  await started.centre.engine.settled();
  assert.ok(!ids.has((await open()).find(({ situationId }) => situationId === 'calm')!.id));
});

test('an alarm is marked as a nuisance with one call, and unmarked with the next', async () => {
  const alarm = (await open()).find((one) => !isAside(one))!;
  const operator = await started.as('operator');
  const params = { id: alarm.id };
  const body = { version: alarm.version, isNuisance: true };
  const marked = await operator.call('alarms.markNuisance', { params, body });
  assert.deepEqual([marked.nuisanceBy, marked.state], ['operator', alarm.state]);
  const back = { version: marked.version, isNuisance: false };
  const taken = await operator.call('alarms.markNuisance', { params, body: back });
  assert.equal(taken.nuisanceBy, null);
});

/** What PostgreSQL keeps of vaults and openings is what core made, and two at once do not overwrite each other. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { change, isTaken } from '../../src/centre/store/database.ts';
import { migrate } from '../../src/centre/store/migrate.ts';
import {
  findOpening,
  holdOpening,
  insertOpening,
  listLivingOpenings,
  sealedBetween,
  updateOpening,
} from '../../src/centre/store/openings.ts';
import { findVault, insertVault, listVaults, readVault, updateVault } from '../../src/centre/store/vaults.ts';
import { reviewOpening } from '../../src/core/evidence/emergency.ts';
import { defaultEvidencePolicy as policy } from '../../src/core/evidence/evidence-policy.ts';
import {
  advanceOpening,
  type Opening,
  type OpeningEvent,
  requestOpening,
} from '../../src/core/evidence/opening.ts';
import { advanceVault, startCeremony, type Vault, type VaultEvent } from '../../src/core/evidence/vault.ts';
import { type StartedDatabase, startDatabase } from '../support/start-database.ts';

let database: StartedDatabase;
before(async () => {
  database = await startDatabase();
  await migrate(database.sql);
});
after(() => database.stop());

const nowMs = Date.UTC(2026, 10, 24, 12, 0, 0, 123);
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const people = ['ann', 'ben', 'cem'].map((name, i) => ({ id: uuid(100 + i), name }));
const recipient = 'age1qx7f2kswf0hk2sg7yu3v9rf38t2w6m7tqps0fxu4l3s3f6cqk5qzqj2d8s';

function ceremony(n: number): Vault {
  const order = { id: uuid(n), threshold: 2, custodians: people, redealOf: null, by: 'admin', nowMs };
  const made = startCeremony(order);
  assert.ok(made.ok);
  return made.value;
}

async function stepVault(vault: Vault, event: VaultEvent): Promise<Vault> {
  const made = advanceVault(vault, event, nowMs + 1);
  assert.ok(made.ok, JSON.stringify(made));
  await change(database.sql, (tx) => updateVault(tx, made.value));
  assert.deepEqual(await findVault(database.sql, vault.id), made.value);
  return made.value;
}

test('a vault is kept as it is through its whole ceremony, and is sealed to only once it is active', async () => {
  const { sql } = database;
  let vault = ceremony(1);
  await change(sql, (tx) => insertVault(tx, vault));
  assert.deepEqual(await findVault(sql, vault.id), vault);
  await assert.rejects(
    change(sql, (tx) => insertVault(tx, ceremony(2))),
    isTaken,
    'one ceremony at a time',
  );
  for (const { id } of people) vault = await stepVault(vault, { type: 'joined', userId: id });
  vault = await stepVault(vault, { type: 'dealt', recipient });
  for (const { id } of people) vault = await stepVault(vault, { type: 'collected', userId: id });
  assert.equal(await readVault(sql), null);
  for (const { id } of people) vault = await stepVault(vault, { type: 'confirmed', userId: id });
  assert.deepEqual(await readVault(sql), { recipient, threshold: 2 });
  await stepVault(vault, { type: 'drilled', userIds: [people[0]!.id, people[2]!.id] });
  assert.equal((await listVaults(sql)).length, 1);
});

function opening(n: number, isEmergency = false): Opening {
  const asked = {
    caseNumber: 'K-17/26',
    reason: 'Ein Sturz, «упал»',
    legalBasis: 'Art. 6 (1) d GDPR',
    cameraId: 'square',
    cameraName: 'Square',
    fromMs: nowMs - 600_001,
    toMs: nowMs - 300_000,
    mode: 'masked' as const,
    lifted: [
      { fromMs: nowMs - 500_000, toMs: nowMs - 400_000, box: { x: 0.1, y: 0.25, width: 0.125, height: 0.5 } },
    ],
  };
  const requester = isEmergency ? people[0]! : { id: uuid(200), name: 'ivy' };
  const of = { id: uuid(n), requester, asked, askedSha256: 'ab'.repeat(32) };
  const made = requestOpening({ ...of, vault: { id: uuid(1), threshold: 2 }, isEmergency, nowMs }, policy);
  assert.ok(made.ok, JSON.stringify(made));
  return made.value;
}

async function stepOpening(before: Opening, event: OpeningEvent): Promise<Opening> {
  const made = advanceOpening(before, event, { nowMs: nowMs + 5, policy });
  assert.ok(made.ok, JSON.stringify(made));
  await change(database.sql, (tx) => updateOpening(tx, made.value));
  assert.deepEqual(await findOpening(database.sql, before.id), made.value);
  return made.value;
}

const approve = (by: { id: string; name: string }): OpeningEvent => ({
  type: 'approved',
  by,
  seenSha256: 'ab'.repeat(32),
  isCustodian: true,
});

test('an opening is kept as it is: asked, half approved, forgotten, approved again, released, exported, closed', async () => {
  const { sql } = database;
  let one = opening(10);
  await change(sql, (tx) => insertOpening(tx, one));
  assert.deepEqual(await findOpening(sql, one.id), one);
  one = await stepOpening(one, approve(people[0]!));
  one = await stepOpening(one, { type: 'shares-lost', why: 'process-ended' });
  one = await stepOpening(one, approve(people[1]!));
  one = await stepOpening(one, approve(people[2]!));
  assert.equal(one.state, 'released');
  one = await stepOpening(one, { type: 'exported', by: one.requester, sha256: 'ff' });
  assert.deepEqual(
    (await listLivingOpenings(sql)).map(({ id }) => id),
    [one.id],
  );
  one = await stepOpening(one, { type: 'ended', by: one.requester, reason: 'done' });
  assert.deepEqual(await listLivingOpenings(sql), []);
});

test('an emergency keeps its review, and lives until the review was told overdue or done', async () => {
  const { sql } = database;
  let one = opening(11, true);
  await change(sql, (tx) => insertOpening(tx, one));
  one = await stepOpening(one, approve(people[0]!));
  one = await stepOpening(one, approve(people[1]!));
  one = await stepOpening(one, { type: 'lost' });
  assert.equal((await listLivingOpenings(sql)).length, 1);
  const made = reviewOpening(one, { by: people[2]!, isJustified: false, note: 'No danger' }, nowMs + 9);
  assert.ok(made.ok);
  await change(sql, (tx) => updateOpening(tx, made.value));
  assert.deepEqual(await findOpening(sql, one.id), made.value);
  assert.equal((await listLivingOpenings(sql)).length, 0);
});

test('of two custodians who press at once the second sees what the first did', async () => {
  const { sql } = database;
  const one = opening(12);
  await change(sql, (tx) => insertOpening(tx, one));
  const press = (by: (typeof people)[number]) =>
    change(sql, async (tx) => {
      const held = await holdOpening(tx, one.id);
      const made = advanceOpening(held!, approve(by), { nowMs, policy });
      if (made.ok) await updateOpening(tx, made.value);
      return made.ok ? made.value.state : made.reason;
    });
  const answers = await Promise.all(people.map(press));
  assert.deepEqual(answers.toSorted(), ['not-requested', 'released', 'requested']);
  // Without the lock the older version is refused, not written over the newer.
  const stale = advanceOpening(one, approve(people[0]!), { nowMs, policy });
  assert.ok(stale.ok);
  await assert.rejects(
    change(sql, (tx) => updateOpening(tx, stale.value)),
    /changed while it was being changed/,
  );
});

test('the database refuses a vault that is active without a key, and a second active one', async () => {
  const { sql } = database;
  await assert.rejects(async () => sql`update vaults set recipient = null where id = ${uuid(1)}`, /check/);
  await change(sql, (tx) => insertVault(tx, ceremony(3)));
  await assert.rejects(
    async () => sql`
      update vaults set state = 'active', recipient = 'age1x', activated_at = now() where id = ${uuid(3)}`,
    isTaken,
  );
});

test('sealed pieces of a span are found in order, and those that are being deleted are not', async () => {
  const { sql } = database;
  const add = (n: number, fromMs: number, ended: string, deleting: Date | null, kind = 'sealed') => sql`
    insert into segments (id, camera_id, kind, from_at, to_at, codec, width_px, height_px, key, bytes, sha256, ended,
      fragments, deleting_at, deleting_rule)
    values (${uuid(n)}, 'square', ${kind}, ${new Date(fromMs)}, ${new Date(fromMs + 60_000)}, 'avc1.42C01E', 1920, 1080,
      ${`sealed/square/${n}`}, 9, ${new Uint8Array(32)}, ${ended}, ${new Uint8Array(0)}, ${deleting},
      ${deleting === null ? null : 'term'})`;
  await add(31, nowMs + 60_000, 'torn', null);
  await add(30, nowMs, 'full', null);
  await add(32, nowMs + 120_000, 'full', new Date(nowMs));
  await add(33, nowMs, 'full', null, 'masked');
  const found = await sealedBetween(sql, { cameraId: 'square', fromMs: nowMs + 1, toMs: nowMs + 500_000 });
  assert.deepEqual(
    found.map(({ key, isTorn }) => [key, isTorn]),
    [
      ['sealed/square/30', false],
      ['sealed/square/31', true],
    ],
  );
  assert.deepEqual(
    await sealedBetween(sql, { cameraId: 'square', fromMs: nowMs + 120_000, toMs: nowMs + 121_000 }),
    [],
  );
});

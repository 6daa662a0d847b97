import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  advanceVault,
  custodianSteps,
  isOpenable,
  lastDrillMs,
  sharesToLose,
  startCeremony,
  type Vault,
  type VaultEvent,
  vaultOf,
} from './vault.ts';

const people = ['ann', 'ben', 'cem', 'dan'].map((name) => ({ id: `id-${name}`, name }));
const recipient = 'age1qx7f2kswf0hk2sg7yu3v9rf38t2w6m7tqps0fxu4l3s3f6cqk5qzqj2d8s';

function begun(threshold = 2, custodians = people.slice(0, 3)): Vault {
  const order = { id: 'v1', threshold, custodians, redealOf: null, by: 'admin', nowMs: 1_000 };
  const made = startCeremony(order);
  assert.ok(made.ok, JSON.stringify(made));
  return made.value;
}

function after(vault: Vault, ...events: readonly VaultEvent[]): Vault {
  return events.reduce((now, event) => {
    const made = advanceVault(now, event, 2_000);
    assert.ok(made.ok, `${event.type}: ${JSON.stringify(made)}`);
    return made.value;
  }, vault);
}

function refusalOf(vault: Vault, event: VaultEvent): string {
  const made = advanceVault(vault, event, 2_000);
  return made.ok ? 'none' : made.reason;
}

const all = (type: 'joined' | 'collected' | 'confirmed'): VaultEvent[] =>
  people.slice(0, 3).map(({ id }) => ({ type, userId: id }));
const dealt = { type: 'dealt', recipient } as const;
const active = () => after(begun(), ...all('joined'), dealt, ...all('collected'), ...all('confirmed'));

test('a vault is active once every custodian has confirmed his share, and not before', () => {
  const [first, second, third] = all('confirmed');
  const collected = after(begun(), ...all('joined'), dealt, ...all('collected'));
  const almost = after(collected, first!, second!);
  assert.equal(almost.state, 'ceremony');
  const made = advanceVault(almost, third!, 5_000);
  assert.ok(made.ok);
  assert.equal(made.value.state, 'active');
  assert.equal(made.value.activatedAtMs, 5_000);
  assert.deepEqual(
    made.lines.map(({ action }) => action),
    ['vault.share-confirmed', 'vault.activated'],
  );
});

test('a ceremony needs two custodians at least, each named once, and a threshold between two and all of them', () => {
  const ask = (threshold: number, custodians: typeof people) => {
    const made = startCeremony({ id: 'v', threshold, custodians, redealOf: null, by: 'admin', nowMs: 0 });
    return made.ok ? 'none' : made.reason;
  };
  assert.equal(ask(1, people), 'threshold');
  assert.equal(ask(5, people), 'threshold');
  assert.equal(ask(2.5, people), 'threshold');
  assert.equal(ask(2, people.slice(0, 1)), 'custodians');
  assert.equal(ask(2, [people[0]!, people[0]!]), 'named-twice');
  assert.equal(ask(4, people), 'none');
});

test('the steps of a ceremony come in their order, and each once', () => {
  const ann = people[0]!.id;
  const joined = after(begun(), ...all('joined'));
  const isDealt = after(joined, dealt);
  const steps: readonly (readonly [Vault, VaultEvent, string])[] = [
    [begun(), dealt, 'not-everybody-joined'],
    [begun(), { type: 'collected', userId: ann }, 'not-dealt'],
    [begun(), { type: 'joined', userId: 'id-dan' }, 'not-a-custodian'],
    [isDealt, { type: 'joined', userId: ann }, 'dealt-already'],
    [isDealt, dealt, 'dealt-already'],
    [isDealt, { type: 'confirmed', userId: ann }, 'not-collected'],
    [
      after(isDealt, { type: 'collected', userId: ann }),
      { type: 'collected', userId: ann },
      'collected-already',
    ],
    [
      after(isDealt, { type: 'collected', userId: ann }, { type: 'confirmed', userId: ann }),
      { type: 'confirmed', userId: ann },
      'confirmed-already',
    ],
    [active(), { type: 'joined', userId: ann }, 'not-in-ceremony'],
    [active(), { type: 'abandoned', reason: 'x' }, 'not-in-ceremony'],
    [begun(), { type: 'abandoned', reason: ' ' }, 'reason'],
    [begun(), { type: 'drilled', userIds: [ann] }, 'not-active'],
    [active(), { type: 'drilled', userIds: [ann] }, 'too-few'],
    [active(), { type: 'drilled', userIds: [ann, 'id-dan'] }, 'not-a-custodian'],
    [begun(), { type: 'followed', by: 'v2', isSameKey: false }, 'not-active'],
  ];
  for (const [vault, event, expected] of steps) {
    assert.equal(refusalOf(vault, event), expected, JSON.stringify(event));
  }
});

test('whoever joins again before the deal has another screen; nothing else changes', () => {
  const again = after(begun(), all('joined')[0]!, all('joined')[0]!);
  assert.deepEqual(
    again.custodians.map(({ step }) => step),
    ['joined', 'named', 'named'],
  );
});

test('a drill leaves its date with those who took part', () => {
  const vault = active();
  assert.equal(lastDrillMs(vault), null);
  const drilled = after(vault, { type: 'drilled', userIds: ['id-ann', 'id-cem'] });
  assert.deepEqual(
    drilled.custodians.map(({ drilledAtMs }) => drilledAtMs),
    [2_000, null, 2_000],
  );
  assert.equal(lastDrillMs(drilled), 2_000);
});

test('two of three: losing two shares is final; three of three: losing one', () => {
  assert.equal(sharesToLose(begun(2)), 2);
  assert.equal(sharesToLose(begun(3)), 1);
});

test('footage is opened by whoever held the key when it was sealed', () => {
  const old: Vault = { ...active(), id: 'old', state: 'retired', activatedAtMs: 1_000, endedAtMs: 9_000 };
  const next: Vault = { ...active(), id: 'new', recipient: 'age1new', activatedAtMs: 9_000 };
  const find = (fromMs: number, toMs: number) => vaultOf([next, old], { fromMs, toMs });
  assert.deepEqual(find(0, 500), { ok: false, reason: 'none' });
  assert.equal(idOf(find(2_000, 3_000)), 'old');
  assert.equal(idOf(find(9_500, 9_900)), 'new');
  assert.deepEqual(find(8_000, 9_500), { ok: false, reason: 'two', atMs: 9_000 });
});

test('a key that was dealt again is opened by its new custodians, also what was sealed before', () => {
  const old: Vault = { ...active(), id: 'old', state: 'redealt', activatedAtMs: 1_000, endedAtMs: 9_000 };
  const next: Vault = { ...active(), id: 'new', redealOf: 'old', activatedAtMs: 9_000 };
  assert.equal(idOf(vaultOf([old, next], { fromMs: 2_000, toMs: 3_000 })), 'new');
  assert.equal(idOf(vaultOf([old, next], { fromMs: 2_000, toMs: 9_500 })), 'new');
});

function idOf(found: ReturnType<typeof vaultOf>): string | null {
  return found.ok ? found.vault.id : null;
}

const user = fc.constantFrom('id-ann', 'id-ben', 'id-cem', 'id-dan', 'id-eve');
const anyEvent: fc.Arbitrary<VaultEvent> = fc.oneof(
  fc.record({ type: fc.constantFrom('joined', 'collected', 'confirmed'), userId: user }),
  fc.constant(dealt),
  fc.record({ type: fc.constant('abandoned'), reason: fc.constantFrom('', 'why') }),
  fc.record({ type: fc.constant('drilled'), userIds: fc.uniqueArray(user) }),
  fc.record({ type: fc.constant('followed'), by: fc.constant('v2'), isSameKey: fc.boolean() }),
) as fc.Arbitrary<VaultEvent>;

test('whatever happens in whatever order, nothing is sealed to a vault that not everybody has confirmed', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      let vault = begun();
      for (const event of events) {
        const made = advanceVault(vault, event, 2_000);
        if (!made.ok) continue;
        assert.equal(made.value.version, vault.version + 1);
        assert.ok(made.lines.length > 0, 'each change is in the log');
        if (vault.recipient !== null) assert.equal(made.value.recipient, vault.recipient);
        for (const [i, { step }] of made.value.custodians.entries()) {
          const before = custodianSteps.indexOf(vault.custodians[i]!.step);
          assert.ok(custodianSteps.indexOf(step) >= before, 'nobody goes back');
        }
        vault = made.value;
        if (isOpenable(vault)) assert.ok(vault.custodians.every(({ step }) => step === 'confirmed'));
      }
    }),
  );
});

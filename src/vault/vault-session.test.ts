import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Custodian, custodian, handIn } from '../../test/support/custodians.ts';
import type { Deal, SessionOrder } from '../contract/vault.ts';
import { dealNewKey } from './deal.ts';
import { VaultSession } from './vault-session.ts';

const people: Custodian[] = await Promise.all(['ada', 'ben', 'cleo'].map(custodian));
const deal = await dealNewKey({ threshold: 2, custodians: people.map(({ dealt }) => dealt) });
const [ada, ben, cleo] = people as [Custodian, Custodian, Custodian];

function begin(
  sessionId: string,
  purpose: SessionOrder['purpose'] = 'opening',
  of: Deal = deal,
  threshold = 2,
) {
  return VaultSession.begin({ sessionId, purpose, vaultRecipient: of.vaultRecipient, threshold });
}

async function submit(session: VaultSession, sessionId: string, who: Custodian, of: Deal = deal) {
  return session.submit(
    await handIn({ sessionId, userId: who.userId, share: await who.sheetOf(of) }, session.recipient),
  );
}

test('two custodians of three open the vault, whichever they are', async () => {
  for (const pair of [
    [ada, ben],
    [ben, cleo],
    [cleo, ada],
  ] as const) {
    const session = await begin('s');
    assert.deepEqual(await submit(session, 's', pair[0]), { ok: true, isUnlocked: false, missing: 1 });
    assert.deepEqual(await submit(session, 's', pair[1]), { ok: true, isUnlocked: true, missing: 0 });
    assert.equal(session.keyFor('opening').length, 32);
    session.end();
  }
});

test('one custodian alone opens nothing, however often', async () => {
  const session = await begin('s');
  assert.deepEqual(await submit(session, 's', ada), { ok: true, isUnlocked: false, missing: 1 });
  assert.deepEqual(await submit(session, 's', ada), { ok: false, refusal: 'twice' });
  assert.throws(() => session.keyFor('opening'), /locked/);
});

test('one person with the sheet of another opens nothing alone', async () => {
  const session = await begin('s');
  await submit(session, 's', ada);
  const stolen = { sessionId: 's', userId: 'ada', share: await ben.sheetOf(deal) };
  assert.deepEqual(await session.submit(await handIn(stolen, session.recipient)), {
    ok: false,
    refusal: 'twice',
  });
  const inAnotherName = {
    ...(await handIn({ ...stolen, userId: 'ben' }, session.recipient)),
    userId: 'cleo',
  };
  assert.deepEqual(await session.submit(inAnotherName), { ok: false, refusal: 'other-person' });
  // The same share from two people counts once.
  const lent = { sessionId: 's', userId: 'cleo', share: await ada.sheetOf(deal) };
  assert.deepEqual(await session.submit(await handIn(lent, session.recipient)), {
    ok: false,
    refusal: 'twice',
  });
  assert.throws(() => session.keyFor('opening'), /locked/);
});

test('a share that was handed in elsewhere is worth nothing here', async () => {
  const first = await begin('first');
  const replayed = await handIn(
    { sessionId: 'first', userId: 'ada', share: await ada.sheetOf(deal) },
    first.recipient,
  );
  assert.equal((await first.submit(replayed)).ok, true);
  const second = await begin('second');
  assert.deepEqual(await second.submit(replayed), { ok: false, refusal: 'unreadable' });
  // Even where somebody could seal it anew, the session inside is the other one.
  const resealed = await handIn(
    { sessionId: 'first', userId: 'ada', share: await ada.sheetOf(deal) },
    second.recipient,
  );
  assert.deepEqual(await second.submit(resealed), { ok: false, refusal: 'other-session' });
});

test('shares of another vault, or of an earlier deal, are refused', async () => {
  const other = await dealNewKey({ threshold: 2, custodians: people.map(({ dealt }) => dealt) });
  const session = await begin('s');
  assert.deepEqual(await submit(session, 's', ada, other), { ok: false, refusal: 'other-vault' });
  const redealing = await begin('r', 'redeal');
  await submit(redealing, 'r', ada);
  await submit(redealing, 'r', ben);
  const anew = await redealing.redeal({ threshold: 3, custodians: people.map(({ dealt }) => dealt) });
  assert.equal(anew.vaultRecipient, deal.vaultRecipient);
  const stricter = await begin('s', 'opening', anew, 3);
  assert.deepEqual(await submit(stricter, 's', ada, deal), { ok: false, refusal: 'wrong-shares' });
  for (const who of [ada, ben]) assert.equal((await submit(stricter, 's', who, anew)).ok, true);
  assert.deepEqual(await submit(stricter, 's', cleo, anew), { ok: true, isUnlocked: true, missing: 0 });
});

test('shares of two deals of one key do not mix', async () => {
  const redealing = await begin('r', 'redeal');
  await submit(redealing, 'r', ada);
  await submit(redealing, 'r', ben);
  const anew = await redealing.redeal({ threshold: 2, custodians: people.map(({ dealt }) => dealt) });
  const session = await begin('s');
  assert.deepEqual(await submit(session, 's', ada, deal), { ok: true, isUnlocked: false, missing: 1 });
  assert.deepEqual(await submit(session, 's', ben, anew), { ok: true, isUnlocked: false, missing: 1 });
  assert.deepEqual(await submit(session, 's', cleo, anew), { ok: true, isUnlocked: true, missing: 0 });
});

test('a drill proves that the shares make the key, and keeps nothing of it', async () => {
  const session = await begin('d', 'drill');
  await submit(session, 'd', ada);
  assert.deepEqual(await submit(session, 'd', cleo), { ok: true, isUnlocked: true, missing: 0 });
  assert.throws(() => session.keyFor('opening'), /drill/);
  assert.throws(() => session.keyFor('drill'), /locked/);
  assert.throws(() => session.redeal({ threshold: 2, custodians: [] }), /drill/);
});

test('what is no share is unreadable, and costs nothing', async () => {
  const session = await begin('s');
  const refusal = { ok: false, refusal: 'unreadable' };
  const seal = (share: string) => handIn({ sessionId: 's', userId: 'ada', share }, session.recipient);
  assert.deepEqual(await session.submit({ userId: 'ada', sealed: 'x' }), refusal);
  assert.deepEqual(await session.submit({ userId: 'ada', sealed: 'x'.repeat(1 << 20) }), refusal);
  assert.deepEqual(await session.submit(await seal('')), refusal);
  assert.deepEqual(await session.submit(await seal((await ada.sheetOf(deal)).slice(1))), refusal);
  assert.equal((await submit(session, 's', ada)).ok, true);
});

test('a ceremony refuses one person twice and a key that cannot be sealed to', async () => {
  await assert.rejects(dealNewKey({ threshold: 2, custodians: [ada.dealt, ada.dealt] }), /named twice/);
  const broken = { userId: 'ben', recipient: 'age1nothing' };
  await assert.rejects(dealNewKey({ threshold: 2, custodians: [ada.dealt, broken] }), /custodian ben/);
});

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { type Custodian, custodian, handIn } from '../../../test/support/custodians.ts';
import { makeMainFilm } from '../../../test/support/main-film.ts';
import { sealFootage } from '../../../test/support/sealed-footage.ts';
import type { Deal, SessionPurpose } from '../../contract/vault.ts';
import { openStorage } from '../../storage/open-storage.ts';
import type { VaultSession } from '../ports.ts';
import { createForkedVault, type ForkedVaultOptions } from './forked-vault.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'lamplighter-vault-'));
const words: string[] = [];
const cacheDirectory = path.join(directory, 'models');
const options: ForkedVaultOptions = {
  storage: { kind: 'disk', volumes: [directory], reserveBytes: 0 },
  modelManifest: null,
  cacheDirectory,
  log: (_, message) => words.push(message),
};
const vault = createForkedVault(options);
after(async () => {
  await vault.stop();
  rmSync(directory, { recursive: true });
});

const people: Custodian[] = await Promise.all(['ada', 'ben', 'cleo'].map(custodian));
const deal = await vault.deal({ threshold: 2, custodians: people.map(({ dealt }) => dealt) });

async function begin(sessionId: string, purpose: SessionPurpose): Promise<VaultSession> {
  return vault.begin({ sessionId, purpose, vaultRecipient: deal.vaultRecipient, threshold: 2 });
}

async function submit(session: VaultSession, sessionId: string, who: Custodian, of: Deal = deal) {
  return session.submit(
    await handIn({ sessionId, userId: who.userId, share: await who.sheetOf(of) }, session.recipient),
  );
}

test('a ceremony gives every custodian a share, and a drill in another process proves them', async () => {
  assert.match(deal.vaultRecipient, /^age1[a-z0-9]{58}$/);
  const session = await begin('drill', 'drill');
  assert.deepEqual(await submit(session, 'drill', people[0]!), { ok: true, isUnlocked: false, missing: 1 });
  assert.deepEqual(await submit(session, 'drill', people[1]!), { ok: true, isUnlocked: true, missing: 0 });
  await session.close();
});

test('the same key is dealt anew to other people, and only when it is unlocked', async () => {
  const dora = await custodian('dora');
  const order = { threshold: 2, custodians: [people[0]!.dealt, dora.dealt] };
  const session = await begin('redeal', 'redeal');
  await assert.rejects(session.redeal(order), /The vault is locked/);
  await submit(session, 'redeal', people[1]!);
  await submit(session, 'redeal', people[2]!);
  const anew = await session.redeal(order);
  await session.close();
  assert.equal(anew.vaultRecipient, deal.vaultRecipient);
  const drill = await begin('drill 2', 'drill');
  await submit(drill, 'drill 2', people[0]!, anew);
  assert.deepEqual(await submit(drill, 'drill 2', dora, anew), { ok: true, isUnlocked: true, missing: 0 });
  await drill.close();
});

test('a session that was closed answers nothing more, and says so', async () => {
  const session = await begin('s', 'opening');
  await session.close();
  await assert.rejects(submit(session, 's', people[0]!), /The vault process has ended, and the key with it/);
  await session.close();
});

test('a process that dies is an error that says what to do, and the log has it', async () => {
  const session = await begin('s', 'opening');
  const pid = childPids().at(-1)!;
  const asked = submit(session, 's', people[0]!);
  process.kill(pid, 'SIGKILL');
  await assert.rejects(asked, /stopped by itself \(SIGKILL\).*hands in anew/);
  assert.ok(words.some((word) => word.includes('a vault process stopped by itself')));
});

test('a vault process may leave no core file and opens to no debugger', async () => {
  const session = await begin('s', 'opening');
  const pid = childPids().at(-1)!;
  assert.match(readFileSync(`/proc/${pid}/limits`, 'utf8'), /^Max core file size +0 /m);
  // The thread that would open a debugger's door at SIGUSR1 is not there.
  const threads = readdirSync(`/proc/${pid}/task`).map((id) =>
    readFileSync(`/proc/${pid}/task/${id}/comm`, 'utf8'),
  );
  assert.ok(
    threads.length > 1 && !threads.some((name) => name.startsWith('SignalInspector')),
    threads.join(),
  );
  await session.close();
});

test('so many sessions run at once, and no more', async () => {
  const sessions = await Promise.all(Array.from({ length: 8 }, (_, i) => begin(`${i}`, 'drill')));
  await assert.rejects(begin('9', 'drill'), /8 vault sessions are under way/);
  await Promise.all(sessions.map((session) => session.close()));
  await (await begin('10', 'drill')).close();
});

test('what was sealed is opened by k custodians, clear or masked, and by fewer not at all', async () => {
  const film = path.join(directory, 'film.mp4');
  await makeMainFilm(film, { codec: 'h264', size: '320x180', fps: 25, seconds: 4 });
  const fromMs = Date.UTC(2026, 10, 24);
  const blobs = openStorage({ kind: 'disk', volumes: [directory], reserveBytes: 0 });
  const sealed = await sealFootage({ film, blobs, recipient: deal.vaultRecipient, fromMs });
  await blobs.close();
  const segments = sealed.map((segment) => ({ key: segment.key, fromMs: segment.fromMs, isTorn: false }));
  const order = { segments, fromMs, toMs: fromMs + 4_000, mode: 'clear', lifted: [] } as const;
  const session = await begin('s', 'opening');
  await submit(session, 's', people[0]!);
  await assert.rejects(bytesOf(session.render(order)), /The vault is locked/);
  await submit(session, 's', people[2]!);
  assert.ok((await bytesOf(session.render(order))) > 50_000);
  // A reader that goes away takes nothing with it.
  for await (const _ of session.render(order)) break;
  assert.ok((await bytesOf(session.render({ ...order, mode: 'masked' }))) > 5_000);
  const missing = { ...order, segments: [{ ...segments[0]!, key: 'sealed/yard/20261124/none.mp4.age' }] };
  await assert.rejects(
    bytesOf(session.render(missing)),
    /none.mp4.age cannot be opened: it is not in the storage/,
  );
  await session.close();
  await assert.rejects(bytesOf(session.render(order)), /the key with it/);
  // All it may write are converted models.
  assert.deepEqual(
    readdirSync(cacheDirectory).filter((name) => !name.endsWith('.onnx')),
    [],
  );

  const drill = await begin('d', 'drill');
  for (const who of people.slice(0, 2)) await submit(drill, 'd', who);
  await assert.rejects(bytesOf(drill.render(order)), /is for a drill/);
  await drill.close();
});

test('a vault process that hangs is ended, and said', async () => {
  const impatient = createForkedVault({ ...options, answerWithinMs: 2_000 });
  const session = await impatient.begin({
    sessionId: 's',
    purpose: 'drill',
    vaultRecipient: deal.vaultRecipient,
    threshold: 2,
  });
  process.kill(childPids().at(-1)!, 'SIGSTOP');
  await assert.rejects(submit(session, 's', people[0]!), /did not answer within 2 s and was ended/);
  await session.close();
  await impatient.stop();
});

async function bytesOf(film: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const piece of film) bytes += piece.length;
  return bytes;
}

function childPids(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  return children.trim().split(' ').filter(Boolean).map(Number);
}

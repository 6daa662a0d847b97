/**
 * Whoever reads all memory and every disk of the centre finds neither the vault's key nor a share. Searched with the
 * kernel's own view of the processes, and with a control that must find it: the vault process, while it is open.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { Deal, ShareAnswer } from '../../src/contract/vault.ts';
import { parseShare } from '../../src/core/vault/share-text.ts';
import { encodeBech32 } from '../../src/ingest/seal/bech32.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { combineShares } from '../../src/vault/shares.ts';
import { custodian, handIn } from '../support/custodians.ts';
import { makeMainFilm } from '../support/main-film.ts';
import { childrenOf, countInMemory } from '../support/process-memory.ts';
import { sealFootage } from '../support/sealed-footage.ts';
import type { ToVaultCentre } from '../support/vault-centre.ts';

const cacheDirectory = path.join(homedir(), '.cache', 'lamplighter');

async function ask<T>(centre: ChildProcess, message: ToVaultCentre): Promise<T> {
  const answered = once(centre, 'message');
  centre.send(message);
  const [{ ok, value }] = (await answered) as [{ ok: boolean; value: unknown }];
  assert.ok(ok, String(value));
  return value as T;
}

test('no key and no share is in the memory or on the disk of the centre, before, during or after an opening', async (t) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'lamplighter-memory-'));
  const storage = { kind: 'disk', volumes: [directory], reserveBytes: 0 } as const;
  const centre = fork(path.join(import.meta.dirname, '../support/vault-centre.ts'), {
    serialization: 'advanced',
  });
  const blobs = openStorage(storage);
  try {
    await ask(centre, { type: 'open', storage, cacheDirectory });
    const people = await Promise.all(['ada', 'ben', 'cleo'].map(custodian));
    const deal = await ask<Deal>(centre, {
      type: 'deal',
      order: { threshold: 2, custodians: people.map(({ dealt }) => dealt) },
    });
    const sheets = await Promise.all(people.map((person) => person.sheetOf(deal)));
    const patterns = await patternsOf(sheets);
    const seen = (pid: number) => countInMemory(pid, patterns);
    const none = Object.fromEntries(Object.keys(patterns).map((name) => [name, 0]));
    const afterDeal = seen(centre.pid!);
    if (afterDeal === null) return t.skip('this system does not let one process read the memory of another');
    assert.deepEqual(afterDeal, none, 'after the ceremony');

    const film = path.join(directory, 'film.mp4');
    await makeMainFilm(film, { codec: 'h264', size: '320x180', fps: 25, seconds: 3 });
    const fromMs = Date.UTC(2026, 10, 24);
    const segments = await sealFootage({ film, blobs, recipient: deal.vaultRecipient, fromMs });
    const order = {
      sessionId: 's',
      purpose: 'opening',
      vaultRecipient: deal.vaultRecipient,
      threshold: 2,
    } as const;
    const recipient = await ask<string>(centre, { type: 'begin', order });
    for (const [i, person] of people.slice(0, 2).entries()) {
      const share = await handIn({ sessionId: 's', userId: person.userId, share: sheets[i]! }, recipient);
      assert.ok((await ask<ShareAnswer>(centre, { type: 'submit', share })).ok);
    }
    const pieces = segments.map(({ key, fromMs: atMs }) => ({ key, fromMs: atMs, isTorn: false }));
    const render = { segments: pieces, fromMs, toMs: fromMs + 3_000, mode: 'clear', lifted: [] } as const;
    assert.ok((await ask<number>(centre, { type: 'render', order: render })) > 10_000);

    const [vaultPid] = childrenOf(centre.pid!);
    const inVault = seen(vaultPid!)!;
    assert.ok(inVault.key! > 0, 'the control: the key is in the vault process while it is open');
    assert.deepEqual(seen(centre.pid!), none, 'while the vault is open');
    await ask(centre, { type: 'close' });
    assert.deepEqual(childrenOf(centre.pid!), [], 'the vault process has ended');
    assert.deepEqual(seen(centre.pid!), none, 'after it was closed');
    for (const file of filesIn(directory)) {
      const bytes = readFileSync(file);
      for (const [name, pattern] of Object.entries(patterns))
        assert.ok(!bytes.includes(pattern), `${name} in ${file}`);
    }
  } finally {
    centre.kill();
    await blobs.close();
    rmSync(directory, { recursive: true });
  }
});

/** The key as bytes and in every way it is usually written, and the shares as they are printed. */
async function patternsOf(sheets: readonly string[]): Promise<Record<string, Buffer>> {
  const shares = sheets.map((sheet) => {
    const parsed = parseShare(sheet);
    assert.ok(parsed.ok);
    return parsed.share;
  });
  const key = Buffer.from(await combineShares(shares.slice(0, 2)));
  const identity = encodeBech32('age-secret-key-', key).toUpperCase();
  return {
    key,
    identity: Buffer.from(identity),
    identityUtf16: Buffer.from(identity, 'utf16le'),
    hex: Buffer.from(key.toString('hex')),
    base64: Buffer.from(key.toString('base64').slice(0, 40)),
    ...Object.fromEntries(sheets.map((sheet, i) => [`sheet${i}`, Buffer.from(sheet.split('\n')[2]!)])),
    ...Object.fromEntries(shares.map(({ secret }, i) => [`share${i}`, Buffer.from(secret)])),
  };
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

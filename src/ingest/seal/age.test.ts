import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { openSealed } from './age-opener.ts';
import { chunkBytes, sealedChunkBytes } from './age-payload.ts';
import { AgeSealer } from './age-sealer.ts';
import { decodeBech32, encodeBech32 } from './bech32.ts';
import { SealFault } from './seal-fault.ts';
import { formatRecipient, newPrivateKey, parseRecipient, publicKeyOf } from './x25519.ts';

const privateKey = newPrivateKey();
const publicKey = publicKeyOf(privateKey);
const identity = encodeBech32('age-secret-key-', privateKey).toUpperCase();
const sizes = [0, 1, 15, 16, chunkBytes - 1, chunkBytes + 1, 2 * chunkBytes + 5, 5 * chunkBytes - 1];

function seal(plain: Uint8Array, pieceBytes = 10_000): { sealed: Buffer; headBytes: number } {
  const sealer = new AgeSealer([publicKey]);
  const parts = [sealer.head];
  for (let at = 0; at < plain.length; at += pieceBytes)
    parts.push(...sealer.push(plain.subarray(at, at + pieceBytes)));
  parts.push(sealer.end());
  return { sealed: Buffer.concat(parts), headBytes: sealer.head.length };
}

async function open(sealed: Uint8Array, how?: { isTorn: boolean }, pieceBytes = 7_777): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  const pieces = function* () {
    for (let at = 0; at < sealed.length; at += pieceBytes) yield sealed.subarray(at, at + pieceBytes);
  };
  for await (const part of openSealed(pieces(), privateKey, how)) parts.push(part);
  return Buffer.concat(parts);
}

async function faultOf(sealed: Uint8Array, how?: { isTorn: boolean }): Promise<SealFault> {
  try {
    await open(sealed, how, 1 << 20);
  } catch (error) {
    assert.ok(error instanceof SealFault, String(error));
    return error;
  }
  throw new Error('it opened');
}

test('what is sealed opens again, whole and in any pieces', async () => {
  for (const size of sizes) {
    const plain = randomBytes(size);
    const { sealed } = seal(plain, 1 + (size % 70_001));
    assert.ok(plain.equals(await open(sealed)), `${size} bytes`);
  }
});

test('keys are the ones of age', async () => {
  assert.equal(await identityToRecipient(identity), formatRecipient(publicKey));
  const theirs = await generateX25519Identity();
  const scalar = decodeBech32('age-secret-key-', theirs)!;
  assert.equal(formatRecipient(publicKeyOf(scalar)), await identityToRecipient(theirs));
  const recipient = formatRecipient(publicKey);
  assert.deepEqual(parseRecipient(recipient), publicKey);
  const wrong = `${recipient.slice(0, 20)}${recipient[20] === 'q' ? 'p' : 'q'}${recipient.slice(21)}`;
  assert.equal(parseRecipient(wrong), null);
  assert.equal(parseRecipient('age1'), null);
});

test('another implementation of age opens what is sealed here, and is opened here', async () => {
  for (const size of sizes) {
    const plain = randomBytes(size);
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    assert.ok(plain.equals(await decrypter.decrypt(seal(plain).sealed)), `${size} bytes`);
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()));
    encrypter.addRecipient(formatRecipient(publicKey));
    assert.ok(plain.equals(await open(await encrypter.encrypt(plain))), `${size} bytes`);
  }
});

test('the age command line opens what is sealed here', (t) => {
  if (spawnSync('age', ['--version']).status !== 0)
    return t.skip('the program age is not installed (Debian package age)');
  const directory = mkdtempSync(path.join(tmpdir(), 'lamplighter-age-'));
  try {
    writeFileSync(path.join(directory, 'key.txt'), `${identity}\n`);
    for (const size of sizes) {
      const plain = randomBytes(size);
      writeFileSync(path.join(directory, 'sealed.age'), seal(plain).sealed);
      const opened = spawnSync('age', ['-d', '-i', 'key.txt', 'sealed.age'], {
        cwd: directory,
        maxBuffer: 1 << 24,
      });
      assert.equal(opened.status, 0, opened.stderr.toString());
      assert.ok(plain.equals(opened.stdout), `${size} bytes`);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a byte that was changed is named by its place, wherever it is', async () => {
  const { sealed, headBytes } = seal(randomBytes(3 * chunkBytes + 100));
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const changed = Buffer.from(sealed);
      changed[at] = changed[at]! ^ by;
      const fault = await faultOf(changed);
      if (at >= headBytes)
        assert.equal(fault.chunk, Math.floor((at - headBytes) / sealedChunkBytes), fault.message);
      // The 16 random bytes behind the header are part of the first chunk's key.
      else if (at >= headBytes - 16) assert.equal(fault.chunk, 0, fault.message);
      else assert.match(fault.place, /header|key/);
    }),
    { numRuns: 80 },
  );
  for (let at = 0; at < headBytes; at++) {
    for (const by of [1, 2, 32, 128]) {
      const changed = Buffer.from(sealed);
      changed[at] = changed[at]! ^ by;
      await faultOf(changed);
    }
  }
});

test('a chunk that is missing, moved, doubled, added or cut off is named', async () => {
  const { sealed, headBytes } = seal(randomBytes(4 * chunkBytes + 100));
  const head = sealed.subarray(0, headBytes);
  const chunks = Array.from({ length: 5 }, (_, i) =>
    sealed.subarray(headBytes + i * sealedChunkBytes, headBytes + (i + 1) * sealedChunkBytes),
  );
  const [a, b, c, d, e] = chunks as [Buffer, Buffer, Buffer, Buffer, Buffer];
  const said = async (...parts: Buffer[]) => (await faultOf(Buffer.concat([head, ...parts]))).message;
  assert.match(await said(a, c, d, e), /chunk 1 is missing or moved: chunk 2 stands in its place/);
  assert.match(await said(a, c, b, d, e), /chunk 1 is missing or moved/);
  assert.match(await said(a, b, b, c, d, e), /chunk 1 stands a second time, in the place of chunk 2/);
  assert.match(await said(a, b, c, d), /cut off: chunk 4/);
  assert.match(await said(a, b), /cut off: chunk 2/);
  assert.match(await said(a, b, c, d, e.subarray(0, 40)), /last chunk, 4, was changed or cut off/);
  assert.match(await said(a, b, c, d, e.subarray(0, 9)), /cut off: chunk 4/);
  assert.match(await said(a, b, c, d, e, a), /chunk|added/);
  assert.match((await faultOf(head.subarray(0, 50))).message, /ends within its header/);
  assert.match((await faultOf(Buffer.from('\0\0\0\x18ftypisom'))).message, /no sealed file/);
});

test('a torn file opens up to its last whole chunk, and only when it is known to be torn', async () => {
  const plain = randomBytes(3 * chunkBytes);
  const sealer = new AgeSealer([publicKey]);
  const written = Buffer.concat([sealer.head, ...sealer.push(plain)]);
  for (const cut of [
    written.length,
    written.length - 1,
    written.length - sealedChunkBytes,
    sealer.head.length + 3,
    12,
  ]) {
    const torn = written.subarray(0, cut);
    const whole = Math.max(0, Math.floor((cut - sealer.head.length) / sealedChunkBytes));
    assert.ok(plain.subarray(0, whole * chunkBytes).equals(await open(torn, { isTorn: true })));
    await faultOf(torn);
  }
  const changed = Buffer.from(written);
  changed[sealer.head.length + sealedChunkBytes + 5]! ^= 1;
  assert.equal((await faultOf(changed, { isTorn: true })).chunk, 1);
});

test('a file that was marked torn by mistake opens whole', async () => {
  for (const size of sizes) {
    const plain = randomBytes(size);
    assert.ok(plain.equals(await open(seal(plain).sealed, { isTorn: true })));
  }
});

test('another key opens nothing', async () => {
  const { sealed } = seal(randomBytes(100));
  await assert.rejects(async () => {
    for await (const _ of openSealed([sealed], newPrivateKey())) assert.fail('it opened');
  }, /sealed to another key/);
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { exhibitOrder, recordSegment, startMs } from '../../test/support/exhibit-world.ts';
import { openSiteKey } from '../exhibit/site-key.ts';
import { writeExhibit } from '../exhibit/write-exhibit.ts';
import { openStorage } from '../storage/open-storage.ts';

const cli = fileURLToPath(new URL('./lamplighter.ts', import.meta.url));
let folder = '';
let bundle: Uint8Array;
let fingerprint = '';

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-verify-'));
  mkdirSync(path.join(folder, 'volume'));
  const blobs = openStorage({ kind: 'disk', volumes: [path.join(folder, 'volume')], reserveBytes: 0 });
  const key = await openSiteKey(path.join(folder, 'keys'), { name: 'Test city', nowMs: Date.now() });
  fingerprint = key.fingerprint;
  const order = exhibitOrder([await recordSegment(blobs, { fromMs: 0, groups: 2 })], {
    fromMs: startMs,
    toMs: startMs + 4_000,
  });
  const { key: at } = await writeExhibit(order, { blobs, key, authority: null });
  bundle = (await blobs.read(at))!;
  writeFileSync(path.join(folder, 'bundle.zip'), bundle);
  await blobs.close();
});
after(() => rmSync(folder, { recursive: true, force: true }));

function verify(...args: string[]): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'verify', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, text: stdout + stderr };
}

test('a whole bundle ends with 0 and says what it shows', () => {
  const { status, text } = verify('bundle.zip', '--key', fingerprint);
  assert.equal(status, 0, text);
  assert.match(text, /whole, 6 files/);
  assert.match(text, /Harbour square/);
  assert.match(text, /the key you gave/);
});

test('a changed bundle ends with 1 and names the file, also in JSON', () => {
  const changed = bundle.slice();
  changed[Buffer.from(bundle).indexOf('mdat') + 30]! ^= 1;
  writeFileSync(path.join(folder, 'changed.zip'), changed);
  const { status, text } = verify('changed.zip');
  assert.equal(status, 1);
  assert.match(text, /footage\.mp4: The file was changed: its SHA-256/);
  const verdict = JSON.parse(verify('changed.zip', '--json').text);
  assert.equal(verdict.isWhole, false);
  assert.ok(verdict.findings.some(({ where }: { where: string }) => where === 'footage.mp4'));
});

test('what cannot be checked ends with 2 and says why', () => {
  assert.deepEqual(verify('absent.zip').status, 2);
  assert.match(verify('bundle.zip', '--key', 'abc').text, /64 hexadecimal digits/);
  writeFileSync(path.join(folder, 'note.txt'), 'This is no bundle, only a note that somebody left.');
  assert.match(verify('bundle.zip', '--tsa-ca', 'note.txt').text, /holds none in PEM form/);
  assert.equal(verify('note.txt').status, 1);
});

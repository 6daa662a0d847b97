import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { custodian } from '../../test/support/custodians.ts';
import { makeMainFilm } from '../../test/support/main-film.ts';
import { sealFootage } from '../../test/support/sealed-footage.ts';
import { decodedPictures, hasFfmpeg } from '../ingest/record/ffmpeg.support.ts';
import { openStorage } from '../storage/open-storage.ts';
import { dealNewKey } from '../vault/deal.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'lamplighter-recover-'));
after(() => rmSync(directory, { recursive: true }));

const people = await Promise.all(['ada', 'ben', 'cleo'].map(custodian));
const order = { threshold: 2, custodians: people.map(({ dealt }) => dealt) };
const deal = await dealNewKey(order);
const sheets = await Promise.all(people.map((person) => person.sheetOf(deal)));

function recover(input: string, out: string): { status: number | null; stderr: string } {
  const command = fileURLToPath(new URL('./lamplighter.ts', import.meta.url));
  return spawnSync(process.execPath, [command, 'recover', '--out', out], { input, encoding: 'utf8' });
}

test('two sheets make a key with which age itself opens what was sealed', async (t) => {
  const out = path.join(directory, 'key.txt');
  assert.deepEqual([recover(`${sheets[0]}\n\n${sheets[2]}\n`, out).status], [0]);
  assert.match(
    readFileSync(out, 'utf8'),
    new RegExp(`^# public key: ${deal.vaultRecipient}\nAGE-SECRET-KEY-1`),
  );
  assert.equal(statSync(out).mode & 0o777, 0o600);
  assert.match(recover(`${sheets[0]}\n\n${sheets[2]}\n`, out).stderr, /is there already; name another file/);
  if (spawnSync('age', ['--version']).status !== 0)
    return t.skip('the program age is not installed (Debian package age)');
  const film = path.join(directory, 'film.mp4');
  await makeMainFilm(film, { codec: 'h264', size: '320x180', fps: 25, seconds: 2 });
  const blobs = openStorage({ kind: 'disk', volumes: [directory], reserveBytes: 0 });
  const [segment] = await sealFootage({
    film,
    blobs,
    recipient: deal.vaultRecipient,
    fromMs: Date.UTC(2026, 10, 24),
  });
  const sealed = path.join(directory, 'sealed.age');
  writeFileSync(sealed, (await blobs.read(segment!.key))!);
  await blobs.close();
  const opened = path.join(directory, 'opened.mp4');
  const age = spawnSync('age', ['--decrypt', '--identity', out, '--output', opened, sealed], {
    encoding: 'utf8',
  });
  assert.equal(age.status, 0, age.stderr);
  if (hasFfmpeg) assert.equal(decodedPictures(opened), 50);
});

test('what does not make a key is said with the sheet, and nothing is written', async () => {
  const out = path.join(directory, 'none.txt');
  const other = await dealNewKey(order);
  const said = (...given: string[]) => {
    const { status, stderr } = recover(given.join('\n\n'), out);
    assert.equal(status, 2);
    assert.throws(() => statSync(out));
    return stderr;
  };
  assert.match(said(), /No sheet was given/);
  assert.match(said(sheets[0]!), /2 different sheets are needed, and 1 were given/);
  assert.match(said(sheets[0]!, sheets[0]!), /2 different sheets are needed, and 1 were given/);
  assert.match(said(sheets[0]!, sheets[1]!.slice(0, -1)), /Sheet 2: .*1 are missing/);
  assert.match(said(sheets[0]!, await people[1]!.sheetOf(other)), /Sheet 2 is of another vault/);
});

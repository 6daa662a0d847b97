import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Config } from '../contract/config.ts';
import { storageSettingsOf } from './storage-settings.ts';

const secret = 'do-not-tell-anybody';
const s3 = { endpoint: 'https://s3.example', bucket: 'footage' };

function settingsOf(recording: object, environment: { [name: string]: string } = {}) {
  return storageSettingsOf(Config.parse({ dataDirectory: '/data', recording }), environment);
}

test('without a word footage lies in the data directory, and 2 GiB stay free', () => {
  const settings = { kind: 'disk', volumes: ['/data/footage'], reserveBytes: 2 * 2 ** 30 };
  assert.deepEqual(settingsOf({}), { ok: true, settings });
  assert.deepEqual(settingsOf({ isEnabled: false }), { ok: true, settings: null });
});

test('the secrets of a bucket come from the environment, or from a file of two lines', async () => {
  const environment = { LAMPLIGHTER_S3_ACCESS_KEY_ID: 'key', LAMPLIGHTER_S3_SECRET_ACCESS_KEY: secret };
  const wanted = { kind: 's3', ...s3, region: 'us-east-1', accessKeyId: 'key', secretAccessKey: secret };
  assert.deepEqual(settingsOf({ s3 }, environment), { ok: true, settings: wanted });

  const directory = await mkdtemp(join(tmpdir(), 'lamplighter-settings-'));
  const credentialsFile = join(directory, 's3.key');
  await writeFile(credentialsFile, `key\n${secret}\n`);
  assert.deepEqual(settingsOf({ s3: { ...s3, credentialsFile } }), { ok: true, settings: wanted });
  await rm(directory, { recursive: true });
  const gone = settingsOf({ s3: { ...s3, credentialsFile } });
  assert.ok(!gone.ok && gone.message.includes(credentialsFile));
});

test('a missing secret is told by its name, and none is told by its value', () => {
  const half = settingsOf({ s3 }, { LAMPLIGHTER_S3_SECRET_ACCESS_KEY: secret });
  assert.ok(!half.ok);
  assert.match(half.message, /LAMPLIGHTER_S3_ACCESS_KEY_ID/);
  assert.ok(!half.message.includes(secret));
});

test('a secret has no place in the configuration', () => {
  assert.throws(() => settingsOf({ s3: { ...s3, secretAccessKey: secret } }));
});

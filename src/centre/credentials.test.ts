import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { createCredentials, restoreStars, starOut, starOutAll } from './credentials.ts';

const directory = mkdtempSync(join(tmpdir(), 'lamplighter-test-'));
after(() => rmSync(directory, { recursive: true }));

const source = {
  analysisUrl: 'rtsp://operator:geheim@10.0.0.5:554/low',
  mainUrl: null,
  analysisFps: 5,
  isEnabled: true,
};

test('a sealed address opens with its own key under its own camera, and not otherwise', () => {
  const credentials = createCredentials(directory);
  const sealed = credentials.seal('gate', source);
  assert.ok(!Buffer.from(sealed).includes('geheim'));
  assert.deepEqual(createCredentials(directory).open('gate', sealed), source);
  assert.equal(credentials.open('square', sealed), null);
  assert.equal(createCredentials(join(directory, 'other')).open('gate', sealed), null);
  for (let i = 0; i < sealed.length; i++) {
    const changed = Uint8Array.from(sealed);
    changed[i]! ^= 1;
    assert.equal(credentials.open('gate', changed), null);
  }
  assert.equal(statSync(join(directory, 'secret.key')).mode & 0o777, 0o600);
});

test('no part of user or password is shown, wherever a camera wants it', () => {
  const shown = {
    'rtsp://operator:geheim@10.0.0.5:554/low': 'rtsp://***@10.0.0.5:554/low',
    'rtsp://10.0.0.5/low': 'rtsp://10.0.0.5/low',
    'rtsp://10.0.0.5/user=operator&password=geheim&channel=1':
      'rtsp://10.0.0.5/user=***&password=***&channel=1',
    'rtsp://10.0.0.5/s?pwd=geheim': 'rtsp://10.0.0.5/s?pwd=***',
    'rtsp://operator:ge/heim@10.0.0.5/low': 'rtsp://***@10.0.0.5/low',
    'rtsp://10.0.0.5:554/stream@1': 'rtsp://10.0.0.5:554/stream@1',
    'rtsp://operator:geheim@10.0.0.5/stream@1': 'rtsp://***@10.0.0.5/stream@1',
    '/films/square.mp4': '/films/square.mp4',
  };
  for (const [address, expected] of Object.entries(shown)) assert.equal(starOut(address), expected);
  assert.equal(
    starOutAll(`cannot open rtsp://operator:geheim@cam/1: 401`),
    'cannot open rtsp://***@cam/1: 401',
  );
});

test('an odd password, with @ or : in it, is not shown either', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9@:!$%^&*()+=-]{8,20}$/).map((text) => `Qq${text}Zz`);
  fc.assert(
    fc.property(secret, (password) => {
      assert.ok(!starOut(`rtsp://operator:${password}@10.0.0.5/low`).includes('Zz'));
    }),
  );
});

test('stars that come back keep the credentials, on a new path too', () => {
  const kept = 'rtsp://operator:geheim@10.0.0.5:554/low';
  assert.deepEqual(restoreStars('rtsp://***@10.0.0.5:554/low', kept), { ok: true, address: kept });
  assert.deepEqual(restoreStars('rtsp://***@10.0.0.5:554/high', kept), {
    ok: true,
    address: 'rtsp://operator:geheim@10.0.0.5:554/high',
  });
  assert.deepEqual(restoreStars('rtsp://new:words@10.0.0.5:554/low', kept), {
    ok: true,
    address: 'rtsp://new:words@10.0.0.5:554/low',
  });
});

test('kept credentials are never sent to another host, port or protocol', () => {
  const kept = 'rtsps://operator:geheim@10.0.0.5:554/low';
  for (const address of [
    'rtsps://***@evil.example:554/low',
    'rtsps://***@10.0.0.5:555/low',
    'rtsp://***@10.0.0.5:554/low',
  ]) {
    assert.deepEqual(restoreStars(address, kept), { ok: false, reason: 'other-place' });
  }
  assert.deepEqual(restoreStars('rtsp://***@10.0.0.5/low', null), { ok: false, reason: 'nothing-kept' });
});

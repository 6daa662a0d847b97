/** The real ingest process with a vault's public key: what it stores of the main stream opens with the private one only. */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { createForkedFleet } from '../../src/centre/adapters/forked-fleet.ts';
import type { FromIngest } from '../../src/contract/ingest.ts';
import { defaultMaskPolicy } from '../../src/core/camera.ts';
import { openSealed } from '../../src/ingest/seal/age-opener.ts';
import { formatRecipient, newPrivateKey, publicKeyOf } from '../../src/ingest/seal/x25519.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { Mp4Reader } from '../../src/vault/mp4-reader.ts';
import { startRtspServer } from '../rtsp/rtsp-server.ts';
import { makeMainFilm } from '../support/main-film.ts';

test('a main stream that is ordered sealed lies encrypted in the storage, and nowhere else', {
  timeout: 60_000,
}, async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'lamplighter-sealed-'));
  const volume = path.join(directory, 'volume');
  mkdirSync(volume);
  const film = path.join(directory, 'film.mp4');
  await makeMainFilm(film, { codec: 'h264', size: '640x360', fps: 25, seconds: 4 });
  const server = await startRtspServer({ streams: { main: film, sub: film } });
  const key = newPrivateKey();
  const storage = { kind: 'disk', volumes: [volume], reserveBytes: 0 } as const;
  const cacheDirectory = path.join(homedir(), '.cache', 'lamplighter');
  const fleet = createForkedFleet({
    camerasPerProcess: 4,
    modelManifest: null,
    cacheDirectory,
    storage,
    log: () => {},
  });
  const messages: FromIngest[] = [];
  const said = new EventEmitter();
  fleet.onMessage((message) => {
    messages.push(message);
    said.emit('message');
  });
  const blobs = openStorage(storage);
  try {
    fleet.set({
      id: 'yard',
      name: 'Yard',
      position: null,
      level: null,
      calibration: null,
      zones: [],
      purpose: '',
      isSimulated: false,
      maskPolicy: defaultMaskPolicy,
      source: {
        analysisUrl: server.url('sub'),
        mainUrl: server.url('main'),
        analysisFps: 5,
        isEnabled: true,
      },
      recording: { masked: 'off', preRollMs: 0, postRollMs: 0, sealTo: formatRecipient(publicKeyOf(key)) },
    });
    const grown = () => messages.filter((message) => message.type === 'segment.grew').length;
    while (grown() < 3) await once(said, 'message');
    await fleet.stop();
    const closed = messages.flatMap((message) =>
      message.type === 'segment.closed' ? [message.segment] : [],
    );
    assert.deepEqual(
      closed.map(({ kind, end, widthPx }) => [kind, end, widthPx]),
      [['sealed', 'stopped', 640]],
    );
    const reader = new Mp4Reader();
    let pictures = 0;
    for await (const plain of openSealed((await blobs.stream(closed[0]!.key))!, key))
      pictures += reader.push(plain).length;
    const expected = Math.round((closed[0]!.toMs - closed[0]!.fromMs) / 40);
    assert.ok(Math.abs(pictures - expected) <= 1, `${pictures} pictures, expected ${expected}`);
    const files = readdirSync(volume, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    assert.deepEqual(
      files.map(({ parentPath, name }) =>
        readFileSync(path.join(parentPath, name)).toString('latin1', 0, 21),
      ),
      ['age-encryption.org/v1'],
    );
  } finally {
    await fleet.stop();
    await blobs.close();
    await server.stop();
    rmSync(directory, { recursive: true });
  }
});

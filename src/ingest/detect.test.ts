import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createDetector } from './detect.ts';
import { defaultManifestPath, ModelError } from './models/manifest.ts';

let folder = '';
const cacheDirectory = () => join(folder, 'cache');

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamplighter-detect-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const grey = {
  widthPx: 640,
  heightPx: 360,
  toRgb({ widthPx, heightPx }: { widthPx: number; heightPx: number }) {
    const grey = new Uint8Array(widthPx * heightPx).fill(110);
    return { r: grey, g: grey, b: grey };
  },
};

/** The default manifest with something changed in it. */
async function manifest(change: (json: Record<string, unknown>) => void): Promise<string> {
  const json = JSON.parse(await readFile(defaultManifestPath, 'utf8')) as Record<string, unknown>;
  change(json);
  const path = join(folder, `manifest-${Math.random()}.json`);
  await writeFile(path, JSON.stringify(json));
  return path;
}

async function refusal(manifestPath: string): Promise<string> {
  const error = await createDetector({ manifestPath, cacheDirectory: cacheDirectory() }).catch(
    (thrown) => thrown,
  );
  assert.ok(error instanceof ModelError, String(error));
  return error.message;
}

test('the default detector loads, is converted once, and sees nothing in a grey picture', async () => {
  const detector = await createDetector({ manifestPath: null, cacheDirectory: cacheDirectory() });
  assert.equal(detector.name, 'ssd-mobilenet-v2-428x300');
  assert.deepEqual(detector.inputSize, { widthPx: 428, heightPx: 300 });
  const found = await detector.detect(grey);
  assert.ok(found.every(({ category, score }) => score < detector.countScore[category]));
  await detector.close();
  assert.deepEqual((await readdir(cacheDirectory())).length, 1);
});

test('a damaged file in the cache is made anew', async () => {
  await (await createDetector({ manifestPath: null, cacheDirectory: cacheDirectory() })).close();
  const [name] = await readdir(cacheDirectory());
  const path = join(cacheDirectory(), name!);
  const sound = await readFile(path);
  await writeFile(path, Buffer.concat([sound.subarray(0, 5_000), Buffer.from('?'), sound.subarray(5_001)]));
  await (await createDetector({ manifestPath: null, cacheDirectory: cacheDirectory() })).close();
  assert.ok((await readFile(path)).equals(sound));
  assert.equal((await readdir(cacheDirectory())).length, 1);
});

test('a cache that cannot be written does not keep the detector from starting', async () => {
  const file = join(folder, 'no-folder');
  await writeFile(file, '');
  const detector = await createDetector({ manifestPath: null, cacheDirectory: join(file, 'cache') });
  await detector.close();
});

test('a file with another hash is refused with both hashes', async () => {
  const message = await refusal(
    await manifest((json) => {
      json.sha256 = '0'.repeat(64);
    }),
  );
  assert.match(message, /objectron_solution_packed_assets\.data is not the one .* d0a5255b.*expected 0000/);
});

test('a missing file, a missing manifest and a missing package are named', async () => {
  assert.match(await refusal(join(folder, 'absent.json')), /model manifest .*absent\.json does not exist/);
  const noFile = await manifest((json) => {
    json.file = 'absent.onnx';
  });
  assert.match(await refusal(noFile), /file .*absent\.onnx of the model .* does not exist/);
  const noPackage = await manifest((json) => {
    json.file = { package: 'no-such-package', path: 'x', fromByte: 0, toByte: 1 };
  });
  assert.match(await refusal(noPackage), /package no-such-package is not installed/);
});

test('a manifest with a mistake says where it is', async () => {
  const wrong = await manifest((json) => {
    json.nmsIou = 2;
    json.colour = 'green';
  });
  assert.match(await refusal(wrong), /not valid \(.*nmsIou/);
  const noJson = join(folder, 'no.json');
  await writeFile(noJson, '{ "name": ');
  assert.match(await refusal(noJson), /is not JSON/);
});

test('a model of another shape than its manifest says is refused with both shapes', async () => {
  const message = await refusal(
    await manifest((json) => {
      json.decoder = 'yolox';
      json.input = { ...(json.input as object), widthPx: 416, heightPx: 416 };
      json.classes = { count: 80, person: [0], bicycle: [], vehicle: [2] };
    }),
  );
  assert.match(message, /another output than its manifest says: .* expected 1 x 3549 x 85/);
});

test('a file that is no model is refused', async () => {
  await writeFile(join(folder, 'text.onnx'), 'hello');
  const message = await refusal(
    await manifest((json) => {
      json.file = 'text.onnx';
      json.format = 'onnx';
      json.sha256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
    }),
  );
  assert.match(message, /not an ONNX model/);
});

test('every committed manifest but the example finds its file and fits it', async () => {
  const models = join(defaultManifestPath, '..');
  for (const name of await readdir(models)) {
    if (!name.startsWith('ssd-')) continue;
    const detector = await createDetector({
      manifestPath: join(models, name),
      cacheDirectory: cacheDirectory(),
    });
    assert.equal(name, `${detector.name}.json`);
    await detector.detect(grey);
    await detector.close();
  }
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { manyCameras } from '../../test/support/many-cameras.ts';
import { type CameraRegistry, cameraView, createCameraRegistry, unknownHealth } from './camera-registry.ts';
import { createCameraTexts } from './camera-texts.ts';
import { createCredentials } from './credentials.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-texts-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const credentials = createCredentials(path.join(folder, 'data'));

function stored(camera: ReturnType<typeof manyCameras>[number], version = 1) {
  const source = {
    analysisUrl: `rtsp://viewer:tr0ub4dor@${camera.id}.example/live`,
    mainUrl: null,
    analysisFps: 5,
    isEnabled: true,
  };
  return { ...camera, version, sourceSealed: credentials.seal(camera.id, source) };
}

const town = manyCameras(120);
function townRegistry(): CameraRegistry {
  const registry = createCameraRegistry(credentials);
  for (const camera of town) registry.put(stored(camera));
  return registry;
}
const read = async (texts: ReturnType<typeof createCameraTexts>, registry: CameraRegistry) =>
  JSON.parse(await texts(registry.list()));
const views = (registry: CameraRegistry) => JSON.parse(JSON.stringify(registry.list().map(cameraView)));

test('the text is the list of views, with no credentials in it', async () => {
  const registry = townRegistry();
  const texts = createCameraTexts();
  assert.deepEqual(await read(texts, registry), views(registry));
  assert.ok(!(await texts(registry.list())).includes('tr0ub4dor'));
  assert.equal(await texts([]), '[]');
});

test('each change of a camera is in the next list: what is stored, its state, why', async () => {
  const registry = townRegistry();
  const texts = createCameraTexts();
  const id = town[7]!.id;
  const cause = (at: string) => ({ key: 'unauthorised', values: { at } }) as const;
  const changes = [
    () => registry.put(stored({ ...town[7]!, name: 'Renamed' }, 2)),
    () => registry.setHealth({ ...unknownHealth(id), state: 'live' }),
    () => registry.setState({ cameraId: id, state: 'failed', message: 'No.', cause: cause('a') }, 1_000),
    () => registry.setState({ cameraId: id, state: 'failed', message: 'No.', cause: cause('b') }, 2_000),
    () => registry.setState({ cameraId: id, state: 'failed', message: 'Never.', cause: cause('b') }, 3_000),
    () => registry.remove(id),
  ];
  let before = await texts(registry.list());
  for (const change of changes) {
    change();
    const now = await texts(registry.list());
    assert.notEqual(now, before);
    assert.deepEqual(JSON.parse(now), views(registry));
    before = now;
  }
});

test('a report of health that changes nothing in the list writes no camera anew', async () => {
  const registry = townRegistry();
  const texts = createCameraTexts();
  const before = await texts(registry.list());
  for (const { stored: camera } of registry.list()) {
    // Nobody may do this. Here it tells whether the camera is looked at again.
    Object.assign(camera, { name: 'Written anew' });
    registry.setHealth({ ...unknownHealth(camera.id), framesAnalysed: 9 });
  }
  assert.equal(await texts(registry.list()), before);
});

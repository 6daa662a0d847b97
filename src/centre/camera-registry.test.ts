import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Source } from '../contract/shapes.ts';
import { defaultMaskPolicy } from '../core/camera.ts';
import { noLabels } from '../core/camera-labels.ts';
import { cameraView, createCameraRegistry } from './camera-registry.ts';
import { createCredentials } from './credentials.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-registry-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const credentials = createCredentials(path.join(folder, 'data'));
const source: Source = {
  analysisUrl: 'rtsp://viewer:tr0ub4dor@camera.example/live',
  mainUrl: null,
  analysisFps: 5,
  isEnabled: true,
};

function stored(id: string, sealedBy = credentials, sealed = source) {
  return {
    id,
    name: 'Gate',
    purpose: '',
    position: null,
    level: null,
    calibration: null,
    zones: [],
    maskPolicy: defaultMaskPolicy,
    isSimulated: false,
    ...noLabels,
    version: 1,
    sourceSealed: sealedBy.seal(id, sealed),
  };
}

test('a camera tells why it is in its state, as a sentence and as a cause, until it is live', () => {
  const registry = createCameraRegistry(credentials);
  registry.put(stored('gate'));
  const cause = { key: 'unauthorised', values: { at: 'rtsp://***@camera.example/live' } } as const;
  const health = registry.setState({ cameraId: 'gate', state: 'failed', message: 'No.', cause }, 1_000);
  assert.deepEqual([health?.stateMessage, health?.stateCause], ['No.', cause]);
  assert.deepEqual(cameraView(registry.get('gate')!).stateCause, cause);
  registry.setState({ cameraId: 'gate', state: 'live', message: null, cause: null }, 2_000);
  assert.equal(cameraView(registry.get('gate')!).stateCause, null);
});

test('a password that slipped into a cause ends at the centre', () => {
  const registry = createCameraRegistry(credentials);
  registry.put(stored('gate'));
  const at = source.analysisUrl;
  registry.setState(
    { cameraId: 'gate', state: 'failed', message: at, cause: { key: 'other', values: { at, detail: at } } },
    1_000,
  );
  assert.ok(!JSON.stringify(cameraView(registry.get('gate')!)).includes('tr0ub4dor'));
});

test('an address sealed with another key is a cause of its own', () => {
  const registry = createCameraRegistry(credentials);
  const others = createCredentials(path.join(folder, 'other'));
  const view = cameraView(registry.put(stored('gate', others)));
  assert.deepEqual([view.state, view.stateCause?.key], ['failed', 'key-lost']);
});

test('what a process still says of a camera that was switched off is not believed', () => {
  const registry = createCameraRegistry(credentials);
  registry.put(stored('gate', credentials, { ...source, isEnabled: false }));
  assert.equal(registry.setState({ cameraId: 'gate', state: 'live', message: null, cause: null }, 1), null);
  assert.deepEqual(cameraView(registry.get('gate')!).state, 'disabled');
});

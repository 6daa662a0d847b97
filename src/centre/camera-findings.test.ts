import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manyCameras } from '../../test/support/many-cameras.ts';
import type { CameraHealth } from '../contract/shapes.ts';
import { cameraFindings } from './camera-findings.ts';
import { type RegisteredCamera, unknownHealth } from './camera-registry.ts';

const nowMs = 1_000_000;

/** @param health null: the camera has not reported yet. */
function cameras(count: number, health: Partial<CameraHealth> | null): RegisteredCamera[] {
  return manyCameras(count).map((camera) => ({
    stored: { ...camera, version: 1, sourceSealed: new Uint8Array() },
    source: null,
    state: health?.state ?? 'live',
    stateMessage: health?.stateMessage ?? null,
    stateCause: null,
    health: health === null ? null : { ...unknownHealth(camera.id), atMs: nowMs, ...health },
  }));
}
const keys = (found: readonly { readonly key: string }[]) => found.map(({ key }) => key);

test('a camera that is well is not told, nor is one that has not reported yet', () => {
  assert.deepEqual(cameraFindings(cameras(3, { state: 'live' }), nowMs), []);
  assert.deepEqual(cameraFindings(cameras(3, null), nowMs), []);
});

test('a few cameras are told one by one, each with its name and its message', () => {
  const found = cameraFindings(cameras(5, { state: 'lost', stateMessage: 'No route.' }), nowMs);
  assert.deepEqual(
    keys(found),
    Array.from({ length: 5 }, () => 'camera-lost'),
  );
  assert.deepEqual(found[0], {
    key: 'camera-lost',
    severity: 'high',
    cameraId: 'cam-0',
    values: { camera: manyCameras(1)[0]!.name, message: 'No route.' },
  });
});

const kinds: readonly (readonly [
  one: string,
  many: string,
  severity: string,
  health: Partial<CameraHealth>,
])[] = [
  ['camera-lost', 'cameras-lost', 'high', { state: 'lost' }],
  ['camera-failed', 'cameras-failed', 'high', { state: 'failed' }],
  ['camera-connecting', 'cameras-connecting', 'low', { state: 'connecting' }],
  ['camera-disabled', 'cameras-disabled', 'low', { state: 'disabled' }],
  ['camera-silent', 'cameras-silent', 'high', { state: 'live', atMs: nowMs - 15_001 }],
  ['drops-high', 'cameras-drop-frames', 'medium', { state: 'live', framesAnalysed: 900, framesDropped: 100 }],
  ['fully-masked', 'cameras-fully-masked', 'medium', { state: 'live', isFullyMasked: true }],
];
for (const [one, many, severity, health] of kinds) {
  test(`more than five of ${one} are one line that counts`, () => {
    assert.deepEqual(cameraFindings(cameras(6, health), nowMs), [
      { key: many, severity, cameraId: null, values: { count: 6 } },
    ]);
    assert.deepEqual(keys(cameraFindings(cameras(1, health), nowMs)), [one]);
  });
}

test('kinds are counted apart, and what many share stands first', () => {
  const found = cameraFindings([...cameras(2, { state: 'failed' }), ...cameras(7, { state: 'lost' })], nowMs);
  assert.deepEqual(keys(found), ['cameras-lost', 'camera-failed', 'camera-failed']);
});

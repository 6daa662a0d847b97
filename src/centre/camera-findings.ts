/** What is wrong with which camera. A district without power is one line, not three hundred. */
import type { Health } from '../contract/shapes.ts';
import { areDropsHigh, droppedShareOf } from '../core/drops-high.ts';
import type { RegisteredCamera } from './camera-registry.ts';

type Finding = Health['findings'][number];

/** A finding of one camera, and the one that stands for many of its kind. */
const manyOf = {
  'camera-lost': 'cameras-lost',
  'camera-failed': 'cameras-failed',
  'camera-connecting': 'cameras-connecting',
  'camera-disabled': 'cameras-disabled',
  'camera-silent': 'cameras-silent',
  'drops-high': 'cameras-drop-frames',
  'fully-masked': 'cameras-fully-masked',
} as const;

type Key = keyof typeof manyOf;
type CameraFinding = Finding & { readonly key: Key };

/** More of a kind are told as one. */
const mostOfAKind = 5;
/** Health older than this says nothing about now. */
const staleMs = 15_000;

/** At most five of a kind by themselves; of more, one finding with their `count`, of no camera. These stand first. */
export function cameraFindings(cameras: readonly RegisteredCamera[], nowMs: number): Finding[] {
  const kinds = Map.groupBy(
    cameras.flatMap((camera) => findingsOf(camera, nowMs)),
    ({ key }) => key,
  );
  const one: Finding[] = [];
  const many: Finding[] = [];
  for (const [key, alike] of kinds) {
    const [{ severity }] = alike as [CameraFinding];
    const count = alike.length;
    if (count <= mostOfAKind) one.push(...alike);
    else many.push({ key: manyOf[key], severity, cameraId: null, values: { count } });
  }
  return [...many, ...one];
}

function findingsOf(camera: RegisteredCamera, nowMs: number): CameraFinding[] {
  const { stored, state, stateMessage, health } = camera;
  const values = { camera: stored.name };
  const finding = (key: Key, severity: Finding['severity'], more: Finding['values'] = {}): CameraFinding => ({
    key,
    severity,
    cameraId: stored.id,
    values: { ...values, ...more },
  });
  switch (state) {
    case 'lost':
      return [finding('camera-lost', 'high', { message: stateMessage ?? '' })];
    case 'failed':
      return [finding('camera-failed', 'high', { message: stateMessage ?? '' })];
    case 'connecting':
      return [finding('camera-connecting', 'low')];
    case 'disabled':
      return [finding('camera-disabled', 'low')];
    case 'live':
      break;
  }
  if (health === null) return [];
  const findings: CameraFinding[] = [];
  if (health.atMs > 0 && nowMs - health.atMs > staleMs) {
    findings.push(finding('camera-silent', 'high', { seconds: Math.round((nowMs - health.atMs) / 1_000) }));
  }
  if (areDropsHigh(health)) {
    const percent = Math.round(1_000 * droppedShareOf(health)) / 10;
    findings.push(finding('drops-high', 'medium', { percent }));
  }
  if (health.isFullyMasked) findings.push(finding('fully-masked', 'medium'));
  return findings;
}

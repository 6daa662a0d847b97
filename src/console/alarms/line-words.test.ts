import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlarmView } from '../../contract/shapes.ts';
import { linesOf } from '../../core/alarm/queue-lines.ts';
import { en } from '../words/en.ts';
import { sayLine } from './line-words.ts';

const alarm = (id: string, more: Partial<AlarmView>) =>
  ({
    id,
    cameraId: 'gate',
    cameraName: 'Gate',
    zoneId: 'z',
    kind: 'camera-lost',
    priority: 'medium',
    state: 'unacknowledged',
    ...more,
  }) as AlarmView;

const said = (alarms: readonly AlarmView[]) => sayLine(linesOf(alarms, 1)[0]!, en);

test('a line says first what its alarms share', () => {
  assert.deepEqual(said([alarm('1', {}), alarm('2', { cameraId: 'hall' })]), {
    title: 'Camera lost, at 2 cameras',
    meta: '2 alarms · Medium priority',
  });
  assert.deepEqual(said([alarm('1', {}), alarm('2', { kind: 'queue' })]), {
    title: 'Gate: 2 alarms',
    meta: 'Medium priority · Camera lost, Queue',
  });
  assert.equal(
    said([alarm('1', {}), alarm('2', { kind: 'queue', cameraId: 'hall' })]).title,
    '2 alarms at 2 cameras',
  );
});

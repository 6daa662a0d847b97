import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SituationChange } from '../../src/core/scene.ts';
import { Violation } from './camera-days.ts';
import { ControlRoom } from './control-room.ts';

function change(
  phase: SituationChange['phase'],
  id: string,
  more: Partial<SituationChange['situation']> = {},
): SituationChange {
  return {
    phase,
    added: phase === 'began' ? 1 : 0,
    atMs: 0,
    situation: {
      id,
      cameraId: 'sim-001',
      kind: 'intrusion',
      zoneId: 'yard',
      sinceMs: 0,
      detectedAtMs: 0,
      endedMs: phase === 'ended' ? 0 : null,
      certainty: 0.9,
      levelOfService: null,
      because: [],
      ...more,
    },
  };
}

test('the operator notices the gravest alarm first', () => {
  const room = new ControlRoom(1, 0);
  room.take({ cityMs: 1_000, camera: 0, change: change('began', 'a', { kind: 'loitering' }) });
  room.take({ cityMs: 1_000, camera: 1, change: change('began', 'b', { kind: 'crowding' }) });
  room.take({ cityMs: 1_000, camera: 2, change: change('began', 'c') });
  room.workUntil(600_000);
  const noticed = room.changes.filter(({ by }) => by === 'acknowledged').map(({ alarm }) => alarm.kind);
  assert.deepEqual(noticed, ['intrusion', 'crowding', 'loitering']);
});

test('the same thing coming back before anybody noticed raises its alarm again', () => {
  const room = new ControlRoom(1, 0);
  room.take({ cityMs: 1_000, camera: 0, change: change('began', 'a') });
  room.take({ cityMs: 3_000, camera: 0, change: change('ended', 'a') });
  room.take({ cityMs: 5_000, camera: 0, change: change('began', 'b') });
  assert.deepEqual(
    room.changes.map(({ by }) => by),
    ['raised', 'returned', 're-raised'],
  );
});

test('a situation that never ends, or ends without having begun, is a violation that names the seed', () => {
  const endless = new ControlRoom(7, 0);
  endless.take({ cityMs: 1_000, camera: 0, change: change('began', 'a') });
  assert.throws(
    () => endless.close(60_000),
    (e) => e instanceof Violation && /seed 7.*never ended/.test(e.message),
  );
  const loose = new ControlRoom(7, 0);
  assert.throws(() => loose.take({ cityMs: 1_000, camera: 0, change: change('ended', 'a') }), /not open/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UnitView } from '../../contract/units.ts';
import { overdueMs, unitOrder } from './unit-order.ts';

const unit = (name: string, state: UnitView['state'], more: Partial<UnitView> = {}): UnitView => ({
  id: name,
  name,
  kind: 'patrol',
  state,
  assignment: null,
  checkIn: null,
  position: null,
  stateSinceMs: 0,
  changedBy: 'a',
  version: 1,
  incidentNumber: null,
  lastNote: null,
  ...more,
});

test('who is silent stands first, then who has not acknowledged', () => {
  const out = { incidentId: 'i', assignedAtMs: 0, assignedBy: 'a', acknowledgedAtMs: 1 };
  const units = [
    unit('f', 'off'),
    unit('e', 'busy'),
    unit('d', 'free'),
    unit('c', 'en-route', { assignment: out }),
    unit('b', 'assigned', { assignment: { ...out, acknowledgedAtMs: null } }),
    unit('a', 'on-scene', { assignment: out, checkIn: { everyMs: 1, dueAtMs: 900, missedAtMs: null } }),
  ];
  assert.deepEqual(
    unitOrder(units, 1_000)
      .map(({ name }) => name)
      .join(''),
    'abcdef',
  );
  assert.equal(overdueMs(units[5]!, 1_000), 100);
  assert.equal(overdueMs(units[5]!, 899), null);
});

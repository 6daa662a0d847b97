import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advanceUnit } from '../../core/unit/advance-unit.ts';
import { type Unit, unitStates } from '../../core/unit/unit.ts';
import { nextSteps } from './next-steps.ts';

test('whatever is offered is possible, in every state', () => {
  for (const state of unitStates) {
    for (const acknowledgedAtMs of [null, 5]) {
      const isOut = ['assigned', 'en-route', 'on-scene'].includes(state);
      if (!isOut && acknowledgedAtMs !== null) continue;
      const unit: Unit = {
        id: 'u',
        name: 'u',
        kind: 'patrol',
        state,
        assignment: isOut ? { incidentId: 'i', assignedAtMs: 1, assignedBy: 'a', acknowledgedAtMs } : null,
        checkIn: null,
        position: null,
        stateSinceMs: 1,
        changedBy: 'a',
        version: 1,
      };
      const { first, others } = nextSteps(unit);
      for (const type of [...(first === null ? [] : [first]), ...others])
        assert.ok(advanceUnit(unit, { type }, { by: 'b', nowMs: 9 }).ok, `${type} while ${state}`);
    }
  }
});

test('who was sent first says that it knows, and then goes, arrives and is free', () => {
  const assignment = { incidentId: 'i', assignedAtMs: 1, assignedBy: 'a', acknowledgedAtMs: null };
  assert.equal(nextSteps({ state: 'assigned', assignment }).first, 'acknowledged');
  const known = { ...assignment, acknowledgedAtMs: 2 };
  assert.equal(nextSteps({ state: 'assigned', assignment: known }).first, 'departed');
  assert.equal(nextSteps({ state: 'en-route', assignment: known }).first, 'arrived');
  assert.equal(nextSteps({ state: 'on-scene', assignment: known }).first, 'cleared');
  assert.equal(nextSteps({ state: 'free', assignment: null }).first, null);
});

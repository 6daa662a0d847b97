import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routes } from '../../contract/routes.ts';
import { en } from '../words/en.ts';
import { ru } from '../words/ru.ts';
import { sayEntry } from './say-entry.ts';

const cameras = new Map([
  ['gate', { name: 'Gate', zones: [{ id: 'works', name: 'Closed works' }] as never }],
]);
const alarmId = '6eea3767-13ca-40c7-b5ac-d168ae7949ec';

test('an entry about an alarm says which, and leads there', () => {
  const detail = { kind: 'intrusion', zoneId: 'works', cameraId: 'gate' };
  const said = sayEntry(
    { who: 'system', action: 'alarm.raised', target: alarmId, detail },
    { cameras, words: en },
  );
  assert.deepEqual(said, {
    who: 'the system',
    what: 'raised an alarm',
    target: 'Someone has entered Closed works',
    alarmId,
  });
});

test('an entry about a camera says its name, one about a person no number', () => {
  const say = (action: string, target: string, detail = {}) =>
    sayEntry({ who: 'ada', action, target, detail }, { cameras, words: en }).target;
  assert.equal(say('zones.replaced', 'gate'), 'Gate');
  assert.equal(say('camera.deleted', 'old-gate'), 'old-gate');
  assert.equal(say('camera.created', 'new', { name: 'New gate' }), 'New gate');
  assert.equal(say('session.created', alarmId), '');
});

test('every action of the API has its words in both languages', () => {
  const actions = Object.values(routes).flatMap(({ audit }) => (audit === null ? [] : [audit]));
  for (const words of [en, ru])
    for (const action of actions) assert.ok(words.settings.auditActions[action], action);
});

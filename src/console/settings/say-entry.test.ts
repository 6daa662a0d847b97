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

test('an entry about what is out of service says which part, also when it is a kind of every camera', () => {
  const say = (detail: object) =>
    sayEntry(
      { who: 'ada', action: 'out-of-service.begun', target: alarmId, detail: detail as never },
      { cameras, words: en },
    );
  assert.equal(say({ cameraId: 'gate', zoneId: 'works', kind: null }).target, 'Gate · Closed works');
  assert.equal(say({ cameraId: null, zoneId: null, kind: 'queue' }).target, 'Queue');
  assert.equal(say({ cameraId: null, zoneId: null, kind: 'queue' }).alarmId, null);
});

test('every action of the API has its words in both languages', () => {
  const actions = Object.values(routes).flatMap(({ audit }) => (audit === null ? [] : [audit]));
  for (const words of [en, ru])
    for (const action of actions) assert.ok(words.settings.auditActions[action], action);
});

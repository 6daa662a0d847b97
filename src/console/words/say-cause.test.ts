import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CameraHealth, Health } from '../../contract/shapes.ts';
import { type StateCauseKey, stateCauseKeys } from '../../contract/state-cause.ts';
import { sayFinding } from '../health/say-finding.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import { sayCause } from './say-cause.ts';

/** One mark for each value a cause may carry. */
const values = {
  at: 'rtsp://***@gate/1',
  leastPx: 32,
  detail: 'odd header',
  scheme: 'http:',
  exit: 'SIGSEGV',
  reason: 'bad hash',
};

test('every cause of a camera state has words in both languages, and no words are for nothing', () => {
  for (const [language, words] of Object.entries({ en, ru })) {
    assert.deepEqual(Object.keys(words.stateCauses).sort(), [...stateCauseKeys].sort(), language);
    for (const key of stateCauseKeys) {
      const said = words.stateCauses[key](values);
      assert.ok(said.length > 20, `${language} ${key}: ${said}`);
      assert.doesNotMatch(said, /undefined|!/, `${language} ${key}`);
    }
  }
});

test('Russian says every cause in Russian, with the same values as English', () => {
  for (const key of stateCauseKeys) {
    const [english, russian] = [en.stateCauses[key](values), ru.stateCauses[key](values)];
    assert.match(russian, /[а-яё]{4}/i, key);
    for (const value of Object.values(values)) {
      assert.equal(russian.includes(String(value)), english.includes(String(value)), `${key}: ${value}`);
    }
  }
});

test('a cause this console does not know is told in the words of the server', () => {
  const cause = { key: 'camera-on-fire' as StateCauseKey, values: {} };
  assert.equal(
    sayCause(ru, 'The camera burns. Call the fire brigade.', cause),
    'The camera burns. Call the fire brigade.',
  );
  assert.equal(sayCause(ru, 'An older server.', undefined), 'An older server.');
  assert.equal(sayCause(ru, null, null), null);
});

test('what the health page finds about a camera is said in the language of the page', () => {
  const stateCause = { key: 'unauthorised', values: { at: 'rtsp://***@gate/1' } } as const;
  const cameras = [{ cameraId: 'gate', stateMessage: 'English', stateCause }] as unknown as CameraHealth[];
  const finding: Health['findings'][number] = {
    key: 'camera-failed',
    severity: 'high',
    cameraId: 'gate',
    values: { camera: 'Gate', message: 'English' },
  };
  const { what } = sayFinding(finding, cameras, ru);
  assert.match(
    what,
    /Gate: поток не открывается\. Имя или пароль не приняты камерой rtsp:\/\/\*\*\*@gate\/1/,
  );
  assert.match(sayFinding(finding, [], ru).what, /English$/);
});

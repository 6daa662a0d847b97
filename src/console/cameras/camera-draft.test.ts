import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CameraDraft, SourceAddress } from '../../contract/shapes.ts';
import { draftFrom, emptyFields, faultsOf, nameFrom, positionOf, withName } from './camera-draft.ts';

const fields = { ...emptyFields, address: 'rtsp://a:b@10.0.0.7/stream2', name: 'Gate' };

test('an address and a name are enough', () => {
  assert.deepEqual(faultsOf(fields), {});
  CameraDraft.parse(draftFrom(fields));
});

test('a page of the web is no camera, and an empty form says what is missing', () => {
  assert.deepEqual(faultsOf({ ...fields, address: 'http://10.0.0.7/' }), { address: 'addressBad' });
  assert.deepEqual(faultsOf(emptyFields), { address: 'addressEmpty', name: 'nameEmpty' });
  assert.deepEqual(faultsOf({ ...fields, address: 'rtsp://' }), { address: 'addressBad' });
});

test('whatever address the form lets through, the server takes too', () => {
  const parts = fc.constantFrom(
    'rtsp',
    'rtsps',
    'file',
    'http',
    '://',
    '/',
    'cam',
    '.mp4',
    ':',
    '554',
    '@',
    ' ',
    '-i',
    '***',
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 8 }), (words) => {
      const address = words.join('');
      if (faultsOf({ ...fields, address }).address === undefined) SourceAddress.parse(address);
    }),
    { numRuns: 2_000 },
  );
});

test('coordinates take a comma for a point, both or none, and stay on the globe', () => {
  assert.deepEqual(positionOf({ latitude: '59,93', longitude: '30.33' }), {
    latitude: 59.93,
    longitude: 30.33,
  });
  assert.equal(positionOf({ latitude: '', longitude: ' ' }), null);
  assert.equal(positionOf({ latitude: '59', longitude: '' }), undefined);
  assert.equal(positionOf({ latitude: '91', longitude: '0' }), undefined);
});

test('a level is a whole number, or none', () => {
  assert.equal(draftFrom({ ...fields, level: '-1' }).level, -1);
  assert.equal(draftFrom(fields).level, null);
  assert.deepEqual(faultsOf({ ...fields, level: '-' }), { level: 'levelBad' });
});

test('a camera without a typed name takes the one its address suggests', () => {
  assert.deepEqual(faultsOf(withName({ ...fields, name: ' ' })), {});
  assert.equal(withName({ ...fields, name: ' ' }).name, '10.0.0.7');
  assert.equal(withName(fields).name, 'Gate');
});

test('a camera is first named after its host or its file, never after its password', () => {
  assert.equal(nameFrom('rtsp://admin:secret@gate-cam:554/s'), 'gate-cam');
  assert.equal(nameFrom('/films/platform_2-east.mp4'), 'platform 2 east');
});

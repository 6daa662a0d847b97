import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byteRange } from './byte-range.ts';

test('a range is cut to what there is, in the three ways RFC 9110 writes one', () => {
  assert.deepEqual(byteRange('bytes=0-99', 1_000), { offset: 0, length: 100 });
  assert.deepEqual(byteRange('bytes=900-', 1_000), { offset: 900, length: 100 });
  assert.deepEqual(byteRange('bytes=-100', 1_000), { offset: 900, length: 100 });
  assert.deepEqual(byteRange('bytes=900-5000', 1_000), { offset: 900, length: 100 });
  assert.deepEqual(byteRange('bytes=-5000', 1_000), { offset: 0, length: 1_000 });
});

test('a range beyond the end is none; what is no single range of bytes is the whole', () => {
  assert.equal(byteRange('bytes=1000-', 1_000), 'none');
  assert.equal(byteRange('bytes=-0', 1_000), 'none');
  for (const header of [
    undefined,
    '',
    'bytes=',
    'bytes=-',
    'bytes=5-2',
    'bytes=0-1,5-9',
    'lines=1-2',
    'bytes=a-b',
  ])
    assert.equal(byteRange(header, 1_000), null, String(header));
});

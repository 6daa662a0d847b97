import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nalUnits, payloads } from './nal.ts';

test('start codes of three and four bytes part the units, and trailing zeros belong to none', () => {
  const bytes = Buffer.from([0, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x68, 3, 0, 0, 0, 1, 0x65, 4, 0]);
  assert.deepEqual(
    nalUnits(bytes).map((unit) => [...unit]),
    [
      [0x67, 1, 2],
      [0x68, 3],
      [0x65, 4],
    ],
  );
});

for (const [codec, headerBytes] of [
  ['h264', 1],
  ['h265', 2],
] as const) {
  test(`${codec} fragments put together again are the unit`, () => {
    const unit = Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i < headerBytes ? 0x26 : i & 255)));
    const parts = payloads(codec, unit, 1_400);
    assert.ok(parts.every((part) => part.length <= 1_400) && parts.length === 4);
    assert.equal(parts[0]![headerBytes]! & 0xc0, 0x80);
    assert.equal(parts.at(-1)![headerBytes]! & 0xc0, 0x40);
    const body = Buffer.concat(parts.map((part) => part.subarray(headerBytes + 1)));
    assert.deepEqual(body, unit.subarray(headerBytes));
  });
}

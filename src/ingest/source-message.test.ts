import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StateCause, sourceFaults } from '../contract/state-cause.ts';
import { parseSourceAddress } from './source-address.ts';
import { sourceNotice } from './source-message.ts';

test('every fault of a source is said in English and as a cause, both with the address and without its password', () => {
  const address = parseSourceAddress('rtsp://viewer:tr0ub4dor@camera.example/live?token=tr0ub4dor');
  assert.ok(address.kind === 'rtsp');
  for (const fault of sourceFaults) {
    const { message, cause } = sourceNotice(address, fault, 'odd header');
    assert.ok(message.includes(address.shown), message);
    assert.deepEqual(StateCause.parse(cause), cause);
    assert.equal(cause.key, fault);
    assert.equal(cause.values.at, address.shown);
    assert.ok(!JSON.stringify({ message, cause }).includes('tr0ub4dor'), fault);
  }
});

test('an address that is refused says why as a cause too', () => {
  for (const [text, key] of [
    ['http://viewer:tr0ub4dor@camera.example/live', 'address-scheme'],
    ['rtsp://', 'address-incomplete'],
    ['', 'address-unreadable'],
  ] as const) {
    const refused = parseSourceAddress(text);
    assert.ok(refused.kind === 'refused');
    assert.equal(refused.cause.key, key);
    assert.ok(!JSON.stringify(refused).includes('tr0ub4dor'));
  }
});

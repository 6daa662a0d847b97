import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatShare, parseShare, type Share, shareFaultMessage } from './share-text.ts';
import { vaultIdOf } from './vault-id.ts';

const share: Share = {
  vaultId: vaultIdOf('age1qx7f2kswf0hk2sg7yu3v9rf38t2w6m7tqps0fxu4l3s3f6cqk5qzqj2d8s'),
  dealId: 0xbeef,
  threshold: 3,
  index: 5,
  secret: Uint8Array.from({ length: 32 }, (_, i) => i * 7),
};
const shares = fc.record(
  {
    vaultId: fc.string({
      unit: fc.constantFrom(...'qpzry9x8gf2tvdw0s3jn54khce6mua7l'),
      minLength: 6,
      maxLength: 6,
    }),
    dealId: fc.integer({ min: 0, max: 65_535 }),
    threshold: fc.integer({ min: 2, max: 20 }),
    index: fc.integer({ min: 1, max: 255 }),
    secret: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  },
  { noNullPrototype: true },
);

function faultOf(text: string) {
  const parsed = parseShare(text);
  assert.equal(parsed.ok, false);
  return (parsed as Extract<typeof parsed, { ok: false }>).fault;
}

test('a share that is printed and typed again is the same share', () => {
  fc.assert(
    fc.property(shares, (any) => {
      assert.deepEqual(parseShare(formatShare(any)), { ok: true, share: any });
    }),
  );
});

test('a share is four rows of four groups, and small letters, dashes, O for 0 and l for 1 are forgiven', () => {
  const text = formatShare(share);
  assert.match(text, /^(([0-9A-HJKMNP-TV-Z]{5} ){3}[0-9A-HJKMNP-TV-Z]{5}\n?){4}$/);
  const sloppy = text.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll(' ', ' - ');
  assert.deepEqual(parseShare(`  ${sloppy}\n\n`), { ok: true, share });
});

test('one wrong letter is found with its row and place', () => {
  fc.assert(
    fc.property(shares, fc.nat(79), fc.integer({ min: 1, max: 31 }), (any, at, by) => {
      const letters = [...formatShare(any).replace(/\s/g, '')];
      const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
      letters[at] = symbols[(symbols.indexOf(letters[at]!) + by) % 32]!;
      const fault = faultOf(letters.join(''));
      assert.deepEqual(fault, { kind: 'wrong-letter', row: Math.floor(at / 20) + 1, letter: (at % 20) + 1 });
    }),
  );
});

test('two letters that changed places are found', () => {
  const letters = [...formatShare(share).replace(/\s/g, '')];
  for (let i = 0; i + 1 < 80; i++) {
    if (letters[i] === letters[i + 1] || i % 20 === 19) continue;
    const swapped = letters.with(i, letters[i + 1]!).with(i + 1, letters[i]!);
    const fault = faultOf(swapped.join(''));
    assert.ok('row' in fault && fault.row === Math.floor(i / 20) + 1, JSON.stringify(fault));
  }
});

test('rows in another order, or of two shares, are found', () => {
  const lines = formatShare(share).split('\n');
  assert.equal(faultOf([lines[1], lines[0], lines[2], lines[3]].join('\n')).kind, 'mixed-rows');
  const other = formatShare({ ...share, secret: share.secret.map((byte) => byte ^ 0x55) }).split('\n');
  assert.equal(faultOf([lines[0], lines[1], other[2], lines[3]].join('\n')).kind, 'mixed-rows');
});

test('what is missing, too much or foreign is said in words that help', () => {
  const text = formatShare(share);
  const said = (typed: string) => shareFaultMessage(faultOf(typed));
  assert.match(said('  \n'), /No share was entered/);
  assert.match(said(text.slice(0, -2)), /2 are missing/);
  assert.match(said(`${text}A`), /1 are too many/);
  assert.match(said(`${text.slice(0, 24)}ü${text.slice(25)}`), /Row 2, letter 1: "ü" does not occur/);
  assert.match(
    said(text.replace(/^./, (letter) => (letter === '2' ? '3' : '2'))),
    /Row 1 has a mistake, most likely letter 1/,
  );
});

/** One custodian's share as it is printed and typed again: four rows of letters that find their own mistakes. */
import { bytesOfFiveBits, fiveBitsOf, lettersOf, valueOfLetter } from './base32.ts';
import { crc24 } from './crc.ts';
import { rowCheckOf, wrongLetterIn } from './row-check.ts';
import { vaultIdBytes, vaultIdOfBytes } from './vault-id.ts';

export type Share = {
  /** Which vault it opens; see vaultIdOf. */
  readonly vaultId: string;
  /** Shares of one deal belong together, 0..65535; a re-deal makes a new one of the same vault. */
  readonly dealId: number;
  /** So many of a deal open the vault. */
  readonly threshold: number;
  /** Which of the deal's shares, 1..255. */
  readonly index: number;
  /** The share itself, 32 bytes. */
  readonly secret: Uint8Array;
};

export type ShareText =
  | { readonly ok: true; readonly share: Share }
  | { readonly ok: false; readonly fault: ShareFault };

/** Rows and letters count from 1, as a person does. */
export type ShareFault =
  | { readonly kind: 'empty' }
  /** A sign that no share holds. */
  | { readonly kind: 'unknown-letter'; readonly row: number; readonly letter: number; readonly sign: string }
  | { readonly kind: 'length'; readonly letters: number; readonly expected: number }
  /** One letter of the row is wrong, most likely this one. */
  | { readonly kind: 'wrong-letter'; readonly row: number; readonly letter: number }
  | { readonly kind: 'wrong-row'; readonly row: number }
  /** Each row is right by itself: rows of different shares, or in another order. */
  | { readonly kind: 'mixed-rows' }
  | { readonly kind: 'version'; readonly version: number };

export const shareVersion = 1;
const rows = 4;
const rowLetters = 20;
const dataLetters = rowLetters - 2;
const groupLetters = 5;
const headBytes = 9;
const shareBytes = headBytes + 32;

/** Four rows of four groups of five letters. */
export function formatShare(share: Share): string {
  const values = fiveBitsOf(withCheck(bytesOf(share)));
  while (values.length < rows * dataLetters) values.push(0);
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const data = values.slice(row * dataLetters, (row + 1) * dataLetters);
    const letters = lettersOf([...data, ...rowCheckOf(data)]);
    lines.push(letters.match(/.{5}/g)!.join(' '));
  }
  return lines.join('\n');
}

/** Reads what somebody typed: case, spaces, line breaks and dashes do not matter, O is 0, I and L are 1. */
export function parseShare(text: string): ShareText {
  const values: number[] = [];
  for (const sign of text.replace(/[\s\-–—_.:]/gu, '')) {
    const value = valueOfLetter(sign);
    if (value === null)
      return { ok: false, fault: { kind: 'unknown-letter', ...placeOf(values.length), sign } };
    values.push(value);
  }
  if (values.length === 0) return { ok: false, fault: { kind: 'empty' } };
  const expected = rows * rowLetters;
  if (values.length !== expected)
    return { ok: false, fault: { kind: 'length', letters: values.length, expected } };
  const data: number[] = [];
  for (let row = 0; row < rows; row++) {
    const read = values.slice(row * rowLetters, (row + 1) * rowLetters);
    const wrong = wrongLetterIn(read);
    if (wrong === 'several') return { ok: false, fault: { kind: 'wrong-row', row: row + 1 } };
    if (wrong !== null)
      return { ok: false, fault: { kind: 'wrong-letter', row: row + 1, letter: wrong + 1 } };
    data.push(...read.slice(0, dataLetters));
  }
  return shareOf(bytesOfFiveBits(data).subarray(0, shareBytes + 3));
}

/** What is wrong with a typed share and what to do, in one sentence or two. */
export function shareFaultMessage(fault: ShareFault): string {
  switch (fault.kind) {
    case 'empty':
      return 'No share was entered. Type the four rows of letters from your sheet.';
    case 'unknown-letter':
      return `Row ${fault.row}, letter ${fault.letter}: "${fault.sign}" does not occur in a share. Compare it with your sheet; only digits and letters without U are used.`;
    case 'length': {
      const differ = fault.expected - fault.letters;
      const lack = differ > 0 ? `${differ} are missing` : `${-differ} are too many`;
      return `A share has ${fault.expected} letters, and ${fault.letters} were entered: ${lack}. Each of the ${rows} rows has ${rowLetters / groupLetters} groups of ${groupLetters}.`;
    }
    case 'wrong-letter':
      return `Row ${fault.row} has a mistake, most likely letter ${fault.letter} (group ${Math.ceil(fault.letter / groupLetters)}). Compare it with your sheet.`;
    case 'wrong-row':
      return `Row ${fault.row} has more than one mistake. Type it again from your sheet.`;
    case 'mixed-rows':
      return 'Each row is right, but they do not belong together. Type the rows of one sheet in the order in which they are printed.';
    case 'version':
      return `This share was made by a newer Lamplighter (version ${fault.version} of shares). Update this one, or use the one that made it.`;
  }
}

function shareOf(bytes: Uint8Array): ShareText {
  const body = bytes.subarray(0, shareBytes);
  const check = (bytes[shareBytes]! << 16) | (bytes[shareBytes + 1]! << 8) | bytes[shareBytes + 2]!;
  if (check !== crc24(body)) return { ok: false, fault: { kind: 'mixed-rows' } };
  const version = body[0]!;
  if (version !== shareVersion) return { ok: false, fault: { kind: 'version', version } };
  const share = {
    vaultId: vaultIdOfBytes(body.subarray(1, 5)),
    dealId: (body[5]! << 8) | body[6]!,
    threshold: body[7]!,
    index: body[8]!,
    secret: body.slice(headBytes),
  };
  return { ok: true, share };
}

function bytesOf({ vaultId, dealId, threshold, index, secret }: Share): Uint8Array {
  const bytes = new Uint8Array(shareBytes);
  bytes[0] = shareVersion;
  bytes.set(vaultIdBytes(vaultId), 1);
  bytes.set([dealId >> 8, dealId & 0xff, threshold, index], 5);
  bytes.set(secret, headBytes);
  return bytes;
}

function withCheck(bytes: Uint8Array): Uint8Array {
  const crc = crc24(bytes);
  return Uint8Array.of(...bytes, crc >> 16, (crc >> 8) & 0xff, crc & 0xff);
}

function placeOf(count: number): { row: number; letter: number } {
  return { row: Math.floor(count / rowLetters) + 1, letter: (count % rowLetters) + 1 };
}

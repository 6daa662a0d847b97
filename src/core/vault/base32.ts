/**
 * Letters for what people copy by hand: Crockford's 32 symbols, without I, L, O and U, which are read as other ones.
 * @see https://www.crockford.com/base32.html
 */
const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** @param values 0..31 each. */
export function lettersOf(values: readonly number[]): string {
  return values.map((value) => symbols[value]!).join('');
}

/** 0..31; null for what is no letter of it. Lower case, O for 0, I and L for 1 are taken as they are meant. */
export function valueOfLetter(letter: string): number | null {
  const meant = letter.toUpperCase().replace('O', '0').replace(/[IL]/, '1');
  const value = symbols.indexOf(meant);
  return meant.length === 1 && value >= 0 ? value : null;
}

/** Groups of five bits, the first bits first; the last group is filled up with zeros. */
export function fiveBitsOf(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let held = 0;
  let heldBits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    heldBits += 8;
    while (heldBits >= 5) {
      heldBits -= 5;
      values.push((held >> heldBits) & 31);
      held &= (1 << heldBits) - 1;
    }
  }
  if (heldBits > 0) values.push((held << (5 - heldBits)) & 31);
  return values;
}

/** The whole bytes in them; bits left over are dropped. */
export function bytesOfFiveBits(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.floor((values.length * 5) / 8));
  let held = 0;
  let heldBits = 0;
  let at = 0;
  for (const value of values) {
    held = (held << 5) | value;
    heldBits += 5;
    if (heldBits >= 8 && at < bytes.length) {
      heldBits -= 8;
      bytes[at++] = held >> heldBits;
      held &= (1 << heldBits) - 1;
    }
  }
  return bytes;
}

/**
 * Short name of a vault: the six letters behind "age1" of its public key, as anybody can read them off. Tells vaults
 * apart, and proves nothing: 30 bits can be sought.
 */
const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** @param recipient age X25519 recipient, e.g. age1qx7f2k...: gives qx7f2k. */
export function vaultIdOf(recipient: string): string {
  return recipient.slice(4, 10);
}

/** Four bytes, 30 bits of them used. */
export function vaultIdBytes(vaultId: string): Uint8Array {
  let value = 0;
  for (const letter of vaultId) value = value * 32 + letters.indexOf(letter);
  return Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

export function vaultIdOfBytes(bytes: Uint8Array): string {
  let value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  let text = '';
  for (let i = 0; i < 6; i++) {
    text = letters[value % 32]! + text;
    value = Math.floor(value / 32);
  }
  return text;
}

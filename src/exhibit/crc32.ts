/** CRC-32 of ZIP (ISO 3309), in pieces. In plain code, because the page that verifies runs in a browser. */
const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** @param so the CRC of what came before; 0 at the beginning. */
export function crc32(bytes: Uint8Array, so = 0): number {
  let crc = ~so;
  for (let i = 0; i < bytes.length; i += 1) crc = table[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

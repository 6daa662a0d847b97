/** IEEE 754 half precision, little endian, to single precision. Every half is exactly a single. */
export function float32FromFloat16(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(bytes.byteLength / 2);
  for (let i = 0; i < values.length; i++) values[i] = view.getFloat16(2 * i, true);
  return values;
}

/**
 * One-dimensional arrays in PostgreSQL's binary form, for parameters of statements that carry thousands of numbers: text
 * costs both sides more than storing them. The layout is what `array_recv` of PostgreSQL's arrayfuncs.c reads: dimensions,
 * whether there are nulls, element type, length, lower bound; then each element's length and bytes. The driver sends a
 * Buffer as binary.
 */
const headBytes = 20;
const lengthBytes = 4;
const isNull = -1;
/** pg_type.dat. */
const oids = { int4: 23, float4: 700, timestamptz: 1184 } as const;
/** PostgreSQL counts from 2000-01-01, in microseconds. */
const epochMs = Date.UTC(2000, 0, 1);

/** @param values whole numbers of 32 bits. @throws RangeError for a number beyond them. */
export function int4Array(values: readonly number[]): Buffer {
  return arrayOf(oids.int4, 4, values, (bytes, value, at) => bytes.writeInt32BE(value, at));
}

/** Numbers are rounded to 32 bits, as `real` does. */
export function float4Array(values: readonly (number | null)[]): Buffer {
  return arrayOf(oids.float4, 4, values, (bytes, value, at) => bytes.writeFloatBE(value, at));
}

/** @param atMs UTC ms; parts of a millisecond are left out. */
export function timestamptzArray(atMs: readonly number[]): Buffer {
  return arrayOf(oids.timestamptz, 8, atMs, (bytes, value, at) =>
    bytes.writeBigInt64BE(BigInt(Math.trunc(value) - epochMs) * 1_000n, at),
  );
}

function arrayOf(
  oid: number,
  size: number,
  values: readonly (number | null)[],
  write: (bytes: Buffer, value: number, at: number) => void,
): Buffer {
  const bytes = Buffer.allocUnsafe(headBytes + values.length * (lengthBytes + size));
  let hasNull = false;
  let at = headBytes;
  for (const value of values) {
    if (value === null) {
      hasNull = true;
      at = bytes.writeInt32BE(isNull, at);
      continue;
    }
    at = bytes.writeInt32BE(size, at);
    write(bytes, value, at);
    at += size;
  }
  for (const [i, field] of [1, hasNull ? 1 : 0, oid, values.length, 1].entries())
    bytes.writeInt32BE(field, 4 * i);
  return bytes.subarray(0, at);
}

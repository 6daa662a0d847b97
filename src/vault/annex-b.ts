/** Pictures as MP4 keeps them to pictures as decoders and streams take them. */
import type { OpenedPicture } from './stored-pictures.ts';

const startCode = Uint8Array.of(0, 0, 0, 1);

/** Start codes in the place of lengths, and the parameter sets in front of key frames. The caller wipes it. */
export function annexBOf({
  bytes,
  isKey,
  stream,
}: Pick<OpenedPicture, 'bytes' | 'isKey' | 'stream'>): Uint8Array {
  const units = Buffer.from(bytes);
  for (let at = 0; at + 4 <= units.length; ) {
    const unitBytes = units.readUInt32BE(at);
    units.set(startCode, at);
    at += 4 + unitBytes;
  }
  if (!isKey) return units;
  const whole = Buffer.concat([...stream.parameterSets.flatMap((set) => [startCode, set]), units]);
  units.fill(0);
  return whole;
}

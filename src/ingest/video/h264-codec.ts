/**
 * The codec string of an H.264 key frame, from its sequence parameter set.
 * @returns for example avc1.42C01E (RFC 6381: profile, constraint flags, level), or null where there is none.
 */
export function codecOfAccessUnit(accessUnit: Uint8Array): string | null {
  for (let i = 0; i + 6 < accessUnit.length; i++) {
    const isStart = accessUnit[i] === 0 && accessUnit[i + 1] === 0 && accessUnit[i + 2] === 1;
    // Type 7 is the sequence parameter set; the three bytes after its header are what the string spells.
    if (!isStart || (accessUnit[i + 3]! & 0x1f) !== 7) continue;
    const spelled = [...accessUnit.subarray(i + 4, i + 7)].map((byte) => byte.toString(16).padStart(2, '0'));
    return `avc1.${spelled.join('').toUpperCase()}`;
  }
  return null;
}

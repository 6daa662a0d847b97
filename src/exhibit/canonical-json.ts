/**
 * JSON Canonicalization Scheme (RFC 8785): one value has one text. Keys in the order of their UTF-16 units, no spaces,
 * numbers and strings as ECMAScript writes them.
 * @throws Error for what JSON cannot hold: undefined, functions, numbers that are not finite.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`JSON cannot hold ${value}`);
  const text = JSON.stringify(value);
  if (text === undefined) throw new Error(`JSON cannot hold ${typeof value}`);
  return text;
}

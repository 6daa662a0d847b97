import { type Refusal, refuse } from './problem.ts';

/**
 * Text that PostgreSQL cannot hold: the NUL character, and halves of UTF-16 pairs. JSON allows both; nobody types them.
 * @returns null when there is none.
 */
export function notBeyondText(where: string, value: unknown): Refusal | null {
  const path = findUnstorable(value, [where]);
  if (path === null) return null;
  const message = 'is nested too deeply, or holds what is no text (NUL, or half of a surrogate pair)';
  return refuse(400, 'invalid', `The request does not fit: ${path}: ${message}`, {
    errors: [{ path, message }],
  });
}

const maxDepth = 16;

function findUnstorable(value: unknown, path: readonly string[]): string | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path.join('.') : null;
  if (typeof value !== 'object' || value === null) return null;
  // No shape of the API is this deep; going on would exhaust the stack.
  if (path.length > maxDepth) return path.join('.');
  for (const [key, inner] of Object.entries(value)) {
    // Names of fields end up in the path, and unknown ones are dropped later.
    const found = findUnstorable(inner, [...path, key.toWellFormed().replaceAll('\0', '')]);
    if (found !== null) return found;
  }
  return null;
}

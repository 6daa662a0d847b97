/** Instants as a field of type `datetime-local` writes them: the viewer's own wall clock, to the second. */
export function toLocal(atMs: number): string {
  const date = new Date(atMs);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** UTC ms; null while the field is empty or half filled in. */
export function fromLocal(text: string): number | null {
  const atMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? new Date(text).getTime() : Number.NaN;
  return Number.isFinite(atMs) && atMs >= 0 ? atMs : null;
}

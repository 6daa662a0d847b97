/** Finds what a page in Russian says in another language, or does not say at all. */

/** What is written so in every language: names, keys, a licence. */
const known = new Set([
  ...['Lamplighter', 'English', 'id'],
  // A recipient as the shipped procedures name it.
  ...['duty', 'manager'],
  ...['NTP', 'CSV', 'ISA', 'IEC', 'EEMUA'],
  ...['Ctrl', 'Shift', 'Delete', 'Enter', 'Esc', 'Escape'],
  // The tests' own: who signs in, and the film, whose name is offered for the camera.
  ...['ada', 'demo', 'square'],
]);

/** A word that was never filled in. */
const hole = /\b(undefined|NaN|null)\b|\[object |\$\{/;

export function foreignWords(texts: readonly string[]): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    if (hole.test(text)) found.add(text);
    const latin = withoutCodes(text).match(/[A-Za-z]{2,}/g) ?? [];
    if (latin.some((word) => !known.has(word))) found.add(text);
  }
  return [...found];
}

/** Addresses, paths, licences and names of processes are not language. */
function withoutCodes(text: string): string {
  return text
    .replace(/\b(rtsps?|https?|file):\/\/\S*/g, '')
    .replace(/(^|\s)\/[\w./-]+/g, '')
    .replace(/\bGPL-[\w.-]+|\bingest-\d+/g, '');
}

/** Finds what the operator means from a few letters. */
export type Candidate = { readonly name: string; readonly also?: string };

/**
 * Candidates that hold every word typed, best first: a name that starts so, then a word in it that starts so,
 * then anywhere. Ties keep the order given.
 */
export function match<C extends Candidate>(typed: string, candidates: readonly C[], most = 30): C[] {
  const wanted = fold(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  const scored = candidates.flatMap((candidate) => {
    const score = scoreOf(wanted, foldedOf(candidate));
    return score === null ? [] : [{ candidate, score }];
  });
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

function scoreOf(wanted: readonly string[], text: string): number | null {
  let score = 0;
  for (const word of wanted) {
    const at = text.indexOf(word);
    if (at === -1) return null;
    score += at === 0 ? 3 : text.includes(` ${word}`) ? 2 : 1;
  }
  return score;
}

/** Five thousand names are folded once, not at every letter. */
const folded = new WeakMap<Candidate, string>();

function foldedOf(candidate: Candidate): string {
  const known = folded.get(candidate);
  if (known !== undefined) return known;
  const text = fold(`${candidate.name} ${candidate.also ?? ''}`);
  folded.set(candidate, text);
  return text;
}

function fold(text: string): string {
  return text
    .toLocaleLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '');
}

type Keyed = { readonly key: string };

/**
 * Several ordered listings as one, holding one entry of each. A listing that fails ends there; the others go on, and
 * its error is thrown when they are through.
 */
export async function* mergeInOrder<T extends Keyed>(
  listings: readonly AsyncIterable<T>[],
): AsyncGenerator<T> {
  const iterators = listings.map((listing) => listing[Symbol.asyncIterator]());
  const failures: unknown[] = [];

  async function next(index: number): Promise<T | null> {
    try {
      const step = await iterators[index]!.next();
      return step.done ? null : step.value;
    } catch (cause) {
      failures.push(cause);
      return null;
    }
  }

  try {
    const heads: (T | null)[] = await Promise.all(iterators.map((_, index) => next(index)));
    for (;;) {
      const first = indexOfFirst(heads);
      if (first === null) break;
      yield heads[first]!;
      heads[first] = await next(first);
    }
  } finally {
    await Promise.all(iterators.map((iterator) => iterator.return?.()));
  }
  if (failures.length > 0) throw failures[0];
}

function indexOfFirst(heads: readonly (Keyed | null)[]): number | null {
  let first: number | null = null;
  heads.forEach((head, index) => {
    if (head && (first === null || head.key < heads[first]!.key)) first = index;
  });
  return first;
}

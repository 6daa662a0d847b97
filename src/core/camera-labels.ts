/** How thousands of cameras are told apart by the people who run them: one group each, and any number of tags. */
export type CameraLabels = {
  /** Where it belongs, in parts from large to small: `North/Central station/Platforms`. Empty: nowhere. */
  readonly group: string;
  /** Sorted, each once. */
  readonly tags: readonly string[];
};

export const noLabels: CameraLabels = { group: '', tags: [] };

export const mostTags = 20;

/** Parts without empty ones and without spaces around them. */
export function tidyGroup(text: string): string {
  return text
    .split('/')
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => part !== '')
    .join('/');
}

/** Sorted, each once; upper and lower case of the same letters are one tag, as it was first written. */
export function tidyTags(tags: Iterable<string>): string[] {
  const byFold = new Map<string, string>();
  for (const tag of tags) {
    const tidy = tag.trim().replace(/\s+/g, ' ');
    const fold = tidy.toLowerCase();
    if (tidy !== '' && !byFold.has(fold)) byFold.set(fold, tidy);
  }
  return [...byFold].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag);
}

/** Whether a camera of `group` is found under `wanted`: the group itself, or one within it. */
export function isWithinGroup(group: string, wanted: string): boolean {
  return wanted === '' || group === wanted || group.startsWith(`${wanted}/`);
}

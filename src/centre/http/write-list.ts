import { setImmediate } from 'node:timers/promises';

/** An alarm that comes meanwhile waits no longer, ms. */
const heldUpMs = 5;

/** The JSON of a long list, written in pieces with the other work of this process between them. */
export async function writeList<Thing>(
  things: Iterable<Thing>,
  write: (thing: Thing) => string,
): Promise<string> {
  const texts: string[] = [];
  let sinceMs = performance.now();
  for (const thing of things) {
    texts.push(write(thing));
    if (performance.now() - sinceMs < heldUpMs) continue;
    await setImmediate();
    sinceMs = performance.now();
  }
  return `[${texts.join(',')}]`;
}

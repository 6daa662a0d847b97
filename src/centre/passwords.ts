import argon2 from 'argon2';

/** OWASP's parameters for argon2id: 19 MiB, two passes. */
const costs = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** More at once would let strangers fill the memory and starve the thread pool. */
const atOnce = 2;
const maxWaiting = 64;

let running = 0;
const waiting: (() => void)[] = [];

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => argon2.hash(password, costs));
}

/**
 * Takes the same time whether or not such a person exists.
 * @param hash null: nobody has that name.
 */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const against = hash ?? (await nobodysHash());
  const isRight = await inTurn(() => argon2.verify(against, password));
  return hash !== null && isRight;
}

/** Too many sign-ins wait: the caller answers 429. */
export class TooBusy extends Error {}

let nobody: Promise<string> | null = null;

function nobodysHash(): Promise<string> {
  nobody ??= inTurn(() => argon2.hash('nobody has this password', costs));
  return nobody;
}

/** Made at start, so that the first stranger is not answered more slowly than the second. */
export async function warmUpPasswords(): Promise<void> {
  await nobodysHash();
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= maxWaiting) throw new TooBusy('too many people sign in at once');
    await new Promise<void>((go) => waiting.push(go));
  } else {
    running++;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

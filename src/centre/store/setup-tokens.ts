import type { Query, Tx } from './database.ts';

/** There is at most one; a new one replaces it. */
export async function replaceSetupToken(tx: Tx, tokenHash: Uint8Array, nowMs: number): Promise<void> {
  await tx`delete from setup_tokens`;
  await tx`insert into setup_tokens (token_hash, created_at) values (${tokenHash}, ${new Date(nowMs)})`;
}

/** Uses the token up. @returns false when it is not (any more) the valid one. */
export async function takeSetupToken(tx: Tx, tokenHash: Uint8Array): Promise<boolean> {
  const result = await tx`delete from setup_tokens where token_hash = ${tokenHash}`;
  return result.count === 1;
}

export async function deleteSetupTokens(query: Query): Promise<void> {
  await query`delete from setup_tokens`;
}

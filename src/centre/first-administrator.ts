import { randomBytes } from 'node:crypto';
import { hashToken } from './sessions.ts';
import { change, type Sql } from './store/database.ts';
import { deleteSetupTokens, replaceSetupToken } from './store/setup-tokens.ts';
import { hasAdministrator } from './store/users.ts';

/**
 * The token of the one-time link that makes the first administrator. Valid until it is used, or until the next start
 * replaces it. @returns null when somebody administers this site already.
 */
export async function newSetupToken(sql: Sql, nowMs: number): Promise<string | null> {
  if (await hasAdministrator(sql)) {
    await deleteSetupTokens(sql);
    return null;
  }
  const token = randomBytes(32).toString('base64url');
  await change(sql, (tx) => replaceSetupToken(tx, hashToken(token), nowMs));
  return token;
}

/** The way into PostgreSQL. All SQL of the product stands in this folder. */
import { type CopyTx, connect, type Query, type Sql, type Tx } from './sql.ts';

export { identifier, quoted } from './sql.ts';
export type { CopyTx, Query, Sql, Tx };

/** Opens a pool. Connects when first asked, and again after the server was away. */
export function openDatabase(url: string, options: { maxConnections?: number } = {}): Sql {
  return connect(url, { maxConnections: options.maxConnections ?? 12 });
}

/** All or nothing. What is announced inside is announced if and only if it was stored. */
export function change<T>(sql: Sql, work: (tx: Tx) => Promise<T>): Promise<T> {
  return sql.begin(work);
}

/** A value for a jsonb column. The caller's types say what it is; the reader checks it again. */
export function json(value: unknown): string {
  return JSON.stringify(value);
}

export async function ping(query: Query): Promise<void> {
  await query`select 1`;
}

/** Bytes on disk. */
export async function sizeOfDatabase(query: Query): Promise<number> {
  const [row] = await query<{ size: number }[]>`select pg_database_size(current_database()) as size`;
  return row!.size;
}

const downCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // PostgreSQL's own: shutting down, crashed, starting, too many connections, disk full, read-only standby.
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53100',
  '25006',
]);

/** What the driver says without a code when a connection is lost, cannot be had in time, or does not answer. */
const downWords =
  /^(Connection terminated|Client has encountered a connection error|timeout e(xpired|xceeded)|Query read timeout|Client was closed)/;

/** The database is away (as opposed to: it refused this statement). The same call may succeed later. */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return downCodes.has(code) || code.startsWith('08');
  return downWords.test(error.message);
}

/** A unique constraint stood in the way. */
export function isTaken(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '23505';
}

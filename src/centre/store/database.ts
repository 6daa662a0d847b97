/** The way into PostgreSQL. All SQL of the product stands in this folder. */
import postgres from 'postgres';

type Types = { bigint: number };
export type Sql = postgres.Sql<Types>;
/** Inside a transaction. */
export type Tx = postgres.TransactionSql<Types>;
/** Either: a function that takes this can stand alone or be part of a larger change. */
export type Query = postgres.ISql<Types>;

/** Opens a pool. Connects when first asked, and again after the server was away. */
export function openDatabase(url: string, options: { maxConnections?: number } = {}): Sql {
  return postgres(url, {
    max: options.maxConnections ?? 12,
    connect_timeout: 5,
    // The default waits up to 20 s once the server was away for a while: longer than a restart takes.
    backoff: () => 0.1,
    onnotice: () => {},
    transform: { column: { from: postgres.toCamel } },
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
    connection: {
      application_name: 'lamplighter',
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 30_000,
      TimeZone: 'UTC',
    },
  });
}

/** All or nothing. What is announced inside is announced if and only if it was stored. */
export function change<T>(sql: Sql, work: (tx: Tx) => Promise<T>): Promise<T> {
  return sql.begin(work) as Promise<T>;
}

/** A value for a jsonb column. The caller's types say what it is; the reader checks it again. */
export function json(query: Query, value: unknown) {
  return query.json(value as postgres.JSONValue);
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
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
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

/** The database is away (as opposed to: it refused this statement). The same call may succeed later. */
export function isDatabaseDown(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && (downCodes.has(code) || code.startsWith('08'));
}

/** A unique constraint stood in the way. */
export function isTaken(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '23505';
}

/** Tagged-template SQL over `pg`, the one file that names it. Every value is a parameter; a statement inside another is spliced in. */
import pg from 'pg';
import { CopyIn, CopyOut } from './copy.ts';

/** Rows with camelCase names, and how many rows the statement touched. */
export type Result<Rows extends readonly object[]> = Rows & { readonly count: number };

export type Value =
  | string
  | number
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly (string | number | null)[]
  | Statement<readonly object[]>
  | Identifier;

/** Runs when it is awaited, not before. */
export type Statement<Rows extends readonly object[]> = PromiseLike<Result<Rows>> & {
  readonly parts: Parts;
  catch<T>(onRejected: (cause: unknown) => T): Promise<Result<Rows> | T>;
};

/** Something that runs statements: a pool, or one transaction. */
export type Query = <Rows extends readonly object[] = Record<string, unknown>[]>(
  strings: TemplateStringsArray,
  ...values: readonly Value[]
) => Statement<Rows>;

export type Tx = Query & {
  /** Several statements of fixed text, without parameters. */
  run(text: string): Promise<void>;
};

/** A transaction that can also stream whole tables. One statement at a time: a stream ends before the next begins. */
export type CopyTx = Tx & {
  /** Rows of `copy ... to stdout` in the text form of PostgreSQL, in pieces; read once. */
  copyOut(text: string): AsyncIterable<Uint8Array>;
  /** `copy ... from stdin`. @returns how many rows. */
  copyIn(text: string, rows: AsyncIterable<Uint8Array>): Promise<number>;
};

export type Sql = Tx & {
  /** All or nothing. Statements after the end of the transaction are refused. */
  begin<T>(work: (tx: CopyTx) => Promise<T>): Promise<T>;
  /** Rings at each NOTIFY on the channel, and after each (re)connection, because what rang meanwhile was not heard. */
  listen(channel: string, onRing: () => void): Promise<{ unlisten(): Promise<void> }>;
  end(): Promise<void>;
};

type Parts = { readonly strings: readonly string[]; readonly values: readonly Value[] };

class Identifier {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** The name of a table or database, quoted. */
export function identifier(name: string): Identifier {
  return new Identifier(name);
}

/** The same as text, for statements of `run` and the streams. */
export function quoted(name: string): string {
  return pg.escapeIdentifier(name);
}

const endWithinMs = 5_000;
const listenAgainMs = 200;
/** Longer than the server's own statement_timeout: only a dead network runs into it. */
const answerWithinMs = 30_000;

export function connect(url: string, options: { maxConnections: number }): Sql {
  const settings: pg.PoolConfig = {
    connectionString: url,
    max: options.maxConnections,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'lamplighter',
    statement_timeout: 15_000,
    query_timeout: answerWithinMs,
    idle_in_transaction_session_timeout: 30_000,
    options: '-c timezone=UTC',
    types: { getTypeParser: parserOf },
  };
  const pool = new pg.Pool(settings);
  // A lost connection is told to whoever waits for an answer; one that nobody uses needs no words.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const bells = new Set<Bell>();

  const run = (text: string) => pool.query(text).then(() => {});
  return Object.assign(
    queryOver((text, values) => pool.query({ text, values, rowMode: 'array' })),
    {
      run,
      begin: <T>(work: (tx: CopyTx) => Promise<T>) => inTransaction(pool, work),
      async listen(channel: string, onRing: () => void) {
        const bell = new Bell(settings, channel, onRing);
        bells.add(bell);
        await bell.hang();
        return {
          async unlisten() {
            bells.delete(bell);
            await bell.takeDown();
          },
        };
      },
      async end() {
        await Promise.all([...bells].map((bell) => bell.takeDown()));
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<void>((done) => {
          timer = setTimeout(done, endWithinMs);
        });
        await Promise.race([pool.end(), late]);
        clearTimeout(timer);
      },
    },
  );
}

async function inTransaction<T>(pool: pg.Pool, work: (tx: CopyTx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isOver = false;
  let broken: Error | undefined;
  const ask = <R>(send: () => Promise<R>): Promise<R> =>
    isOver ? Promise.reject(new Error('the transaction is over')) : send();
  const tx: CopyTx = Object.assign(
    queryOver((text, values) => ask(() => client.query({ text, values, rowMode: 'array' }))),
    // Migrations: as long as it takes.
    {
      run: (text: string) =>
        ask(() => client.query({ text, query_timeout: 2 ** 31 - 1 } as pg.QueryConfig).then(() => {})),
      copyOut(text: string) {
        if (isOver) throw new Error('the transaction is over');
        return client.query(new CopyOut(text) as unknown as CopyOut & pg.Submittable).rows();
      },
      copyIn: (text: string, rows: AsyncIterable<Uint8Array>) =>
        ask(() => client.query(new CopyIn(text, rows) as unknown as CopyIn & pg.Submittable).done),
    },
  );
  try {
    await client.query('begin');
    const result = await work(tx);
    isOver = true;
    const { command } = await client.query('commit');
    // The server turns the commit of a failed transaction into a rollback without an error.
    if (command !== 'COMMIT')
      throw new Error('a statement of the transaction failed, and the failure was passed over');
    return result;
  } catch (cause) {
    isOver = true;
    await client.query('rollback').catch((why: Error) => {
      broken = why;
    });
    throw cause;
  } finally {
    client.release(broken);
  }
}

type Send = (text: string, values: unknown[]) => Promise<pg.QueryArrayResult>;

function queryOver(send: Send): Query {
  return (strings, ...values) => statementOf(send, { strings, values });
}

function statementOf<Rows extends readonly object[]>(send: Send, parts: Parts): Statement<Rows> {
  const run = async (): Promise<Result<Rows>> => {
    const values: unknown[] = [];
    const result = await send(textOf(parts, values), values);
    return rowsOf(result) as unknown as Result<Rows>;
  };
  return {
    parts,
    // biome-ignore lint/suspicious/noThenProperty: a statement is awaited like a promise, and spliced in otherwise
    then: (onFulfilled, onRejected) => run().then(onFulfilled, onRejected),
    catch: (onRejected) => run().catch(onRejected),
  };
}

function textOf({ strings, values }: Parts, parameters: unknown[]): string {
  let text = strings[0]!;
  for (const [i, value] of values.entries()) {
    if (value instanceof Identifier) text += pg.escapeIdentifier(value.name);
    else if (isStatement(value)) text += textOf(value.parts, parameters);
    else text += `$${parameters.push(value)}`;
    text += strings[i + 1]!;
  }
  return text;
}

function isStatement(value: Value): value is Statement<readonly object[]> {
  return typeof value === 'object' && value !== null && 'parts' in value;
}

function rowsOf(result: pg.QueryArrayResult): object[] & { count: number } {
  const names = result.fields.map(({ name }) =>
    name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
  );
  const rows = result.rows.map((cells) => {
    const row: Record<string, unknown> = {};
    for (const [i, name] of names.entries()) row[name] = cells[i];
    return row;
  });
  return Object.assign(rows, { count: result.rowCount ?? 0 });
}

/** Counters of 64 bits are numbers here: none of ours passes 2^53. */
const int8 = 20;
function parserOf(type: number, format?: 'text' | 'binary') {
  return type === int8 ? Number : pg.types.getTypeParser(type, format ?? 'text');
}

/** A connection of its own that listens, and comes back when it was lost. */
class Bell {
  readonly #settings: pg.ClientConfig;
  readonly #channel: string;
  readonly #onRing: () => void;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isDown = false;

  constructor(settings: pg.ClientConfig, channel: string, onRing: () => void) {
    this.#settings = settings;
    this.#channel = channel;
    this.#onRing = onRing;
  }

  async hang(): Promise<void> {
    const client = new pg.Client(this.#settings);
    this.#client = client;
    client.on('notification', this.#onRing);
    client.on('error', () => {});
    client.once('end', () => this.#hangAgain());
    await client.connect();
    await client.query(`listen ${pg.escapeIdentifier(this.#channel)}`);
    this.#onRing();
  }

  async takeDown(): Promise<void> {
    this.#isDown = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#client?.end().catch(() => {});
  }

  #hangAgain(): void {
    if (this.#isDown || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (!this.#isDown) this.hang().catch(() => this.#hangAgain());
    }, listenAgainMs);
    this.#timer.unref();
  }
}

import type { Query, Sql, Tx } from '../../src/centre/store/database.ts';

export class PowerCut extends Error {}

/**
 * A database that is reachable for so many statements (commits count as one) and then is not, as for a process that was
 * killed at that moment.
 * @param when before: the statement does not happen. after: it happens, and nobody hears of it.
 */
export function cutAfter(
  sql: Sql,
  statements: number,
  when: 'before' | 'after',
): { readonly sql: Sql; hasCut(): boolean } {
  let left = statements;
  let isCut = false;
  async function through<T>(run: () => PromiseLike<T>): Promise<T> {
    if (isCut) throw new PowerCut('the power is off');
    if (--left >= 0) return await run();
    isCut = true;
    if (when === 'after') await run();
    throw new PowerCut('the power went off');
  }
  function guarded(query: Query): Query {
    return ((strings: TemplateStringsArray, ...values: never[]) => {
      const statement = query(strings, ...values);
      const run = () => through(() => statement);
      return {
        parts: statement.parts,
        // biome-ignore lint/suspicious/noThenProperty: statements are awaited
        then: (done: never, failed: never) => run().then(done, failed),
        catch: (failed: never) => run().catch(failed),
      };
    }) as unknown as Query;
  }
  const cut = Object.assign(guarded(sql), {
    run: (text: string) => through(() => sql.run(text)),
    begin: <T>(work: (tx: never) => Promise<T>): Promise<T> => {
      let isDone = false;
      // The commit is a step of its own: cut before it, everything is taken back; after it, nobody hears of it.
      const committing = sql.begin(async (tx) => {
        const result = await work(
          Object.assign(guarded(tx), { run: tx.run, copyIn: tx.copyIn, copyOut: tx.copyOut }) as never,
        );
        if (isCut) throw new PowerCut('the power is off');
        if (--left < 0) {
          isCut = true;
          if (when === 'before') throw new PowerCut('the power went off before the commit');
          isDone = true;
        }
        return result;
      });
      return committing.then((result) => {
        if (isDone) throw new PowerCut('the power went off after the commit');
        return result;
      });
    },
    listen: sql.listen,
    end: () => Promise.resolve(),
  });
  return { sql: cut as unknown as Sql & Tx, hasCut: () => isCut };
}

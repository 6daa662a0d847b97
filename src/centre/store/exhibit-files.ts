import type { Query } from './database.ts';

export type ExhibitFile = {
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
};

/** Bundles that must be there, in the order of their keys, a page at a time: for `lamplighter check`. */
export async function exhibitFilesAfter(query: Query, key: string, limit: number): Promise<ExhibitFile[]> {
  return query<ExhibitFile[]>`
    select key, bytes, sha256
    from (select 'exhibits/' || id::text || '/bundle.zip' as key, bytes, sha256 from exhibits where state = 'ready') as bundles
    where key > ${key} collate "C" order by key collate "C" limit ${limit}`;
}

/** Whether an exhibit of this key is there, or is being made or removed now. */
export async function isExhibitKnown(query: Query, key: string): Promise<boolean> {
  const id = /^exhibits\/([0-9a-f-]{36})\//.exec(key)?.[1];
  if (id === undefined) return false;
  const rows =
    await query`select 1 from exhibits where id::text = ${id} and state in ('waiting', 'making', 'ready')`;
  return rows.length > 0;
}

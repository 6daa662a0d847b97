import { createHash } from 'node:crypto';
import {
  compareNext,
  type InventoryFault,
  type InventoryFinding,
  type InventoryReport,
  type InventoryRow,
  type StoredBlob,
} from '../core/recording/inventory.ts';
import type { Blobs } from './blobs.ts';

export type InventoryOptions = {
  /** In the order of their keys by code unit (Postgres: `collate "C"`), each key once. */
  readonly rows: AsyncIterable<InventoryRow>;
  /** What part of the storage the rows speak of; '' for all. */
  readonly prefix: string;
  /** Reads every byte and compares hashes. */
  readonly isDeep: boolean;
  /** Asked again before a finding is believed: rows come and go while we look. */
  readonly hasRow: (key: string) => Promise<boolean>;
  /** Keys that a living writer has open, which are not torn. */
  readonly isBeingWritten?: (key: string) => boolean;
  /** How many findings are kept; all are counted. */
  readonly mostFindings?: number;
};

/**
 * Compares rows with what is stored, in one pass over both and without holding either; changes nothing.
 * A storage that cannot be read in part is no reason to call a row's blob missing: see `unseen` and `troubles`.
 * @throws whatever `rows` and `hasRow` throw; Error when the rows are not in order.
 */
export async function takeInventory(storage: Blobs, options: InventoryOptions): Promise<InventoryReport> {
  const { prefix, isDeep, hasRow, isBeingWritten = () => false, mostFindings = 1_000 } = options;
  const counts: Record<InventoryFault, number> = {
    missing: 0,
    'wrong-size': 0,
    'wrong-hash': 0,
    orphan: 0,
    torn: 0,
  };
  const findings: InventoryFinding[] = [];
  const troubles = new Set<string>();
  let [matched, storedBytes, unseen] = [0, 0, 0];

  function found(finding: InventoryFinding): void {
    counts[finding.kind] += 1;
    if (findings.length < mostFindings) findings.push(finding);
  }

  function troubled(cause: unknown): void {
    troubles.add(cause instanceof Error ? cause.message : String(cause));
  }

  /** A listing gives what it can, and then fails: here it ends, and its trouble is told. */
  async function* asFarAsItGoes<T>(listing: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* listing;
    } catch (cause) {
      troubled(cause);
    }
  }

  /** Rows and blobs were read at different times. */
  async function believe(finding: InventoryFinding): Promise<void> {
    const { key } = finding;
    if (finding.kind !== 'missing' && finding.kind !== 'wrong-size') {
      if (!(await hasRow(key))) found(finding);
      return;
    }
    try {
      const stored = await storage.stat(key);
      if (stored?.bytes === finding.bytes || !(await hasRow(key))) return;
      if (stored === null) found({ kind: 'missing', key, bytes: finding.bytes });
      else found({ kind: 'wrong-size', key, bytes: finding.bytes, storedBytes: stored.bytes });
    } catch (cause) {
      unseen += 1;
      troubled(cause);
    }
  }

  async function compareHash({ key, sha256 }: InventoryRow): Promise<void> {
    if (sha256 === null) return;
    try {
      const storedSha256 = await hashOf(storage, key);
      if (storedSha256 !== null && storedSha256 !== sha256)
        found({ kind: 'wrong-hash', key, sha256, storedSha256 });
    } catch (cause) {
      unseen += 1;
      troubled(cause);
    }
  }

  const rows = inOrder(options.rows)[Symbol.asyncIterator]();
  const blobs = asFarAsItGoes(storage.list(prefix))[Symbol.asyncIterator]();
  try {
    let row = await next(rows);
    let blob = await next(blobs);
    for (let step = compareNext(row, blob); step !== null; step = compareNext(row, blob)) {
      if (step.takes === 'both') matched += 1;
      if (step.takes !== 'row') storedBytes += blob!.bytes;
      if (step.finding) await believe(step.finding);
      else if (isDeep && row !== null) await compareHash(row);
      if (step.takes !== 'blob') row = await next(rows);
      if (step.takes !== 'row') blob = await next(blobs);
    }
  } finally {
    await Promise.all([rows.return?.(undefined), blobs.return?.(undefined)]);
  }

  for await (const { key, bytes } of asFarAsItGoes(storage.listOpen(prefix))) {
    if (!isBeingWritten(key)) found({ kind: 'torn', key, bytes });
  }
  return { matched, storedBytes, counts, findings, unseen, troubles: [...troubles] };
}

async function next<T extends InventoryRow | StoredBlob>(entries: AsyncIterator<T>): Promise<T | null> {
  const step = await entries.next();
  return step.done ? null : step.value;
}

/** Out of order, every comparison after it would be wrong. */
async function* inOrder(rows: AsyncIterable<InventoryRow>): AsyncGenerator<InventoryRow> {
  let last: string | null = null;
  for await (const row of rows) {
    if (last !== null && row.key <= last)
      throw new Error(`rows are not in the order of their keys: ${row.key}`);
    last = row.key;
    yield row;
  }
}

async function hashOf(storage: Blobs, key: string): Promise<string | null> {
  const pieces = await storage.stream(key);
  if (pieces === null) return null;
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

/** What rows say is stored. */
export type InventoryRow = {
  readonly key: string;
  readonly bytes: number;
  /** Of the stored bytes, hex; null where it is not known. */
  readonly sha256: string | null;
};

/** What is stored. */
export type StoredBlob = {
  readonly key: string;
  readonly bytes: number;
};

/** One thing that rows and storage do not agree on. */
export type InventoryFinding =
  /** A row without its blob. */
  | { readonly kind: 'missing'; readonly key: string; readonly bytes: number }
  | {
      readonly kind: 'wrong-size';
      readonly key: string;
      readonly bytes: number;
      readonly storedBytes: number;
    }
  /** The bytes are not those that were written; only a deep inventory sees it. */
  | {
      readonly kind: 'wrong-hash';
      readonly key: string;
      readonly sha256: string;
      readonly storedSha256: string;
    }
  /** A blob without a row. */
  | { readonly kind: 'orphan'; readonly key: string; readonly bytes: number }
  /** Begun and not committed, by a writer that died. */
  | { readonly kind: 'torn'; readonly key: string; readonly bytes: number };

export type InventoryFault = InventoryFinding['kind'];
export const inventoryFaults: readonly InventoryFault[] = [
  'missing',
  'wrong-size',
  'wrong-hash',
  'orphan',
  'torn',
];

export type InventoryReport = {
  /** Blobs that have their row, whether or not they are what it says. */
  readonly matched: number;
  /** Bytes of all committed blobs that were seen. */
  readonly storedBytes: number;
  /** How many of each, all of them. */
  readonly counts: Readonly<Record<InventoryFault, number>>;
  /** The first of them, bounded. */
  readonly findings: readonly InventoryFinding[];
  /** Rows whose blob nobody could look for; they are not counted as missing. */
  readonly unseen: number;
  /** Why not everything was seen, in words that say what to do. */
  readonly troubles: readonly string[];
};

/** True when rows and storage agree, and all of the storage was seen. */
export function isInventoryClean({ counts, troubles }: InventoryReport): boolean {
  return troubles.length === 0 && inventoryFaults.every((kind) => counts[kind] === 0);
}

/**
 * Compares a row and a blob that stand next in two lists in the order of their keys.
 * @returns which list goes on, and what is wrong where something is. Null in both: the lists are through.
 */
export function compareNext(
  row: InventoryRow | null,
  blob: StoredBlob | null,
): { readonly takes: 'row' | 'blob' | 'both'; readonly finding: InventoryFinding | null } | null {
  if (row === null && blob === null) return null;
  if (row !== null && (blob === null || row.key < blob.key)) {
    return { takes: 'row', finding: { kind: 'missing', key: row.key, bytes: row.bytes } };
  }
  if (blob !== null && (row === null || blob.key < row.key)) {
    return { takes: 'blob', finding: { kind: 'orphan', key: blob.key, bytes: blob.bytes } };
  }
  const isWrongSize = row!.bytes !== blob!.bytes;
  return {
    takes: 'both',
    finding: isWrongSize
      ? { kind: 'wrong-size', key: row!.key, bytes: row!.bytes, storedBytes: blob!.bytes }
      : null,
  };
}

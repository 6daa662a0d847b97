/**
 * Where footage and exhibits lie. Disk on one machine, S3 beyond it; one test states what both promise.
 * A key is a relative path of a-z, 0-9, '-', '_', '.' and '/', at most 200 characters, and never holds a name or a local time.
 *
 * What a power cut or a dead process takes from a blob that is being written: on disk, what came after its last `sync`;
 * on S3, what did not fill a part of 5 MiB yet, and the parts that were sent cannot be read before they are a blob.
 *
 * Where a part of the storage cannot be read (a disk is not mounted), null and false are never the answer: it throws.
 * A listing then gives everything else, and throws at its end.
 */
export type Blobs = {
  /**
   * What was synced survives its writer (disk). Where it does not (S3), a blob is lost until it is committed: who must not
   * lose more than a while commits as often.
   */
  readonly keepsSynced: boolean;
  /**
   * Begins a blob. Readers do not see it before `commit`, but for `readOpen`.
   * @throws StorageError when the key is taken or the storage refuses.
   */
  create(key: string): Promise<BlobWriter>;
  /** @returns null where there is none. @param range bytes; the whole blob without. */
  read(key: string, range?: ByteRange): Promise<Uint8Array | null>;
  /** In pieces of at most 1 MiB; null where there is none. */
  stream(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | null>;
  stat(key: string): Promise<{ readonly bytes: number } | null>;
  /** Committed blobs in the order of their keys. */
  list(prefix: string): AsyncIterable<{ readonly key: string; readonly bytes: number }>;
  /** Gone for good when it resolves, also after a power cut. @returns false where there was none. */
  remove(key: string): Promise<boolean>;
  /** What writers that died have left: begun and not committed. */
  listOpen(prefix: string): AsyncIterable<{ readonly key: string; readonly bytes: number }>;
  /** Of a blob that grows: what is durable of it. Null where the storage cannot (S3) or there is none. */
  readOpen(key: string, range: ByteRange): Promise<Uint8Array | null>;
  /** Makes a blob of the first `bytes` of what a dead writer left; 0 removes it. */
  salvage(key: string, bytes: number): Promise<void>;
  /** One line a volume. */
  usage(): Promise<readonly VolumeUsage[]>;
  /** What is still being written is left as it is, for `listOpen`. */
  close(): Promise<void>;
};

export type ByteRange = { readonly offset: number; readonly length: number };

export type BlobWriter = {
  readonly key: string;
  /** Bytes appended so far. */
  readonly bytes: number;
  /** Of these, what survives a power cut by now: up to the last `sync` (disk), or what was sent in whole parts (S3). */
  readonly durableBytes: number;
  /** Resolves when the storage has taken them; not durable yet. One call at a time. */
  append(bytes: Uint8Array): Promise<void>;
  /** What was appended survives a power cut when it resolves (disk), or is sent with the next part (S3). */
  sync(): Promise<void>;
  /** Durable under its key when it resolves: file, then name, then directory. */
  commit(): Promise<void>;
  /** Nothing stays. */
  abort(): Promise<void>;
};

export type VolumeUsage = {
  /** Directory or bucket. */
  readonly name: string;
  /** Null where the storage knows no bound. */
  readonly totalBytes: number | null;
  readonly freeBytes: number | null;
  readonly usedBytes: number | null;
  /** Why it cannot be used, in words that say what to do; null: it can. */
  readonly trouble: string | null;
};

export type StorageFault = 'full' | 'missing' | 'denied' | 'taken' | 'failed';

/** The storage said no. `message` says what happened, to what, and what to do. */
export class StorageError extends Error {
  readonly fault: StorageFault;
  constructor(fault: StorageFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
    this.fault = fault;
  }
}

import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import type { StorageSettings } from '../contract/storage.ts';
import { type Blobs, type BlobWriter, type ByteRange, StorageError } from './blobs.ts';
import { checkKey, checkPrefix } from './key.ts';
import { isNameless, isOutOfRange, isS3Absent, s3Error } from './s3-fault.ts';
import { listUploads, partsOf, salvageUpload, sizeOf as sentBytesOf } from './s3-salvage.ts';
import { s3Writer } from './s3-writer.ts';

type S3Settings = Extract<StorageSettings, { kind: 's3' }>;

const pieceBytes = 1024 * 1024;
export type S3Patience = {
  /** A storage that has not even connected by then is not reachable. */
  readonly connectMs: number;
  /** For one part of 5 MiB, or for the silence between two pieces of an answer. */
  readonly answerMs: number;
  /** The client waits longer before each, by chance, at most 20 s. */
  readonly attempts: number;
};

const usualPatience: S3Patience = { connectMs: 5_000, answerMs: 30_000, attempts: 4 };

/** A blob is an object of its key; what is written is an upload in parts, invisible until it is completed. */
export function openS3(settings: S3Settings, patience: S3Patience = usualPatience): Blobs {
  const { connectMs, answerMs, attempts } = patience;
  const { bucket, endpoint, region, accessKeyId, secretAccessKey } = settings;
  const place = `${bucket} at ${endpoint}`;
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    // Older storages refuse the checksums that the client would add by itself; the signature covers the bytes.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
      socketTimeout: answerMs,
    },
  });
  /** Begun here and not ended: S3 itself lets two write one key. */
  const writing = new Set<string>();

  async function attempt<T>(what: string, key: string, call: () => Promise<T>): Promise<T> {
    checkKey(key);
    try {
      return await call();
    } catch (cause) {
      throw s3Error(`${what} ${key} in ${place}`, cause);
    }
  }

  /** That there is none is only certain where the bucket is. HEAD tells neither that nor why it refuses. */
  async function unlessAbsent<T>(call: () => Promise<T>): Promise<T | null> {
    try {
      return await call();
    } catch (cause) {
      if (!isS3Absent(cause) && !isNameless(cause)) throw cause;
      await checkBucket();
      if (isNameless(cause)) throw cause;
      return null;
    }
  }

  async function checkBucket(): Promise<void> {
    await client.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 }));
  }

  const sizeOf = (key: string) =>
    unlessAbsent(
      async () => (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength!,
    );

  const writerOf = (key: string): BlobWriter =>
    s3Writer({ client, bucket, key, place, onEnd: () => writing.delete(key) });

  async function create(key: string): Promise<BlobWriter> {
    if (writing.has(key)) throw taken(key);
    writing.add(key);
    try {
      if ((await sizeOf(key)) !== null) throw taken(key);
      return writerOf(key);
    } catch (cause) {
      writing.delete(key);
      throw cause;
    }
  }

  function taken(key: string): StorageError {
    return new StorageError(
      'taken',
      `${key} is in ${place} already. Choose another key, or remove it first.`,
    );
  }

  async function get(key: string, range?: ByteRange) {
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...headerOf(range) }),
    );
    return Body!;
  }

  async function read(key: string, range?: ByteRange): Promise<Uint8Array | null> {
    if (range?.length === 0) return (await sizeOf(key)) === null ? null : new Uint8Array(0);
    try {
      return await unlessAbsent(async () => (await get(key, range)).transformToByteArray());
    } catch (cause) {
      if (isOutOfRange(cause)) return new Uint8Array(0);
      throw cause;
    }
  }

  async function* pieces(key: string, range: ByteRange): AsyncGenerator<Uint8Array> {
    if (range.length === 0) return;
    try {
      for await (const chunk of (await get(key, range)) as AsyncIterable<Uint8Array>) {
        for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes);
      }
    } catch (cause) {
      throw s3Error(`read ${key} in ${place}`, cause);
    }
  }

  async function* list(prefix: string) {
    let after: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          ...(after === undefined ? {} : { ContinuationToken: after }),
        }),
      );
      for (const { Key, Size } of page.Contents ?? []) yield { key: Key!, bytes: Size! };
      after = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (after !== undefined);
  }

  async function* listOpen(prefix: string) {
    for await (const upload of listUploads(client, bucket, prefix)) {
      const parts = await partsOf(client, bucket, upload);
      if (parts) yield { key: upload.key, bytes: sentBytesOf(parts) };
    }
  }

  async function* listing<T>(prefix: string, entries: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* entries;
    } catch (cause) {
      throw s3Error(`list ${prefix === '' ? 'the blobs' : prefix} in ${place}`, cause);
    }
  }

  async function troubleOf(): Promise<string | null> {
    try {
      await checkBucket();
      const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: bucket }));
      return Status === 'Enabled'
        ? `The bucket ${place} keeps old versions, so what is deleted stays. Turn its versioning off.`
        : null;
    } catch (cause) {
      return s3Error(`look at ${place}`, cause).message;
    }
  }

  return {
    keepsSynced: false,
    create: (key) => attempt('begin', key, () => create(key)),
    read: (key, range) => attempt('read', key, () => read(key, range)),
    stream: (key, range) =>
      attempt('read', key, async () => {
        const size = await sizeOf(key);
        if (size === null) return null;
        const offset = Math.min(size, range?.offset ?? 0);
        const length = Math.min(size - offset, range?.length ?? size);
        // Asks only when somebody reads: a stream that nobody takes holds no connection.
        return pieces(key, { offset, length });
      }),
    stat: (key) =>
      attempt('look for', key, async () => {
        const bytes = await sizeOf(key);
        return bytes === null ? null : { bytes };
      }),
    list: (prefix) => {
      checkPrefix(prefix);
      return listing(prefix, list(prefix));
    },
    listOpen: (prefix) => {
      checkPrefix(prefix);
      return listing(prefix, listOpen(prefix));
    },
    remove: (key) =>
      attempt('remove', key, async () => {
        if ((await sizeOf(key)) === null) return false;
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
        return true;
      }),
    readOpen: async () => null,
    salvage: (key, bytes) =>
      attempt('salvage', key, () => salvageUpload(client, bucket, key, bytes, () => writerOf(key))),
    usage: async () => [
      { name: bucket, totalBytes: null, freeBytes: null, usedBytes: null, trouble: await troubleOf() },
    ],
    close: async () => client.destroy(),
  };
}

function headerOf(range?: ByteRange): { Range?: string } {
  return range ? { Range: `bytes=${range.offset}-${range.offset + range.length - 1}` } : {};
}

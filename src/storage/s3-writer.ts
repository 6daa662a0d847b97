import assert from 'node:assert/strict';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { BlobWriter } from './blobs.ts';
import { isS3Absent, s3Error } from './s3-fault.ts';

/** The smallest part that S3 takes. With 10,000 parts a blob has at most 50 GB. */
const partBytes = 5 * 1024 * 1024;

type Options = {
  readonly client: S3Client;
  readonly bucket: string;
  readonly key: string;
  /** "footage at https://s3.example", for messages. */
  readonly place: string;
  /** Called once it is committed, aborted or broken. */
  readonly onEnd: () => void;
};

/**
 * Holds less than one part in memory and sends it when it is full; a blob that never fills one is one PUT at commit.
 * What is held, and what was sent but not committed, is not there for readers.
 */
export function s3Writer({ client, bucket, key, place, onEnd }: Options): BlobWriter {
  const target = { Bucket: bucket, Key: key };
  const parts: { PartNumber: number; ETag: string }[] = [];
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let bytes = 0;
  let uploadId: string | null = null;
  let isCommitTried = false;
  let isBusy = false;
  let broken: unknown = null;
  let ending: 'committed' | 'aborted' | null = null;

  async function alone(what: string, call: () => Promise<void>): Promise<void> {
    assert(!isBusy, `${key}: one call at a time`);
    assert(ending === null, `${key} was ${ending} already`);
    isBusy = true;
    try {
      await call();
    } catch (cause) {
      throw s3Error(`${what} ${key} in ${place}`, cause);
    } finally {
      isBusy = false;
    }
  }

  async function unlessBroken(call: () => Promise<void>): Promise<void> {
    if (broken !== null) throw broken;
    try {
      await call();
    } catch (cause) {
      broken = cause;
      release();
      throw cause;
    }
  }

  /** Nothing of it is of use any more. */
  function release(): void {
    held = [];
    heldBytes = 0;
    onEnd();
  }

  async function sendPart(): Promise<void> {
    if (uploadId === null) {
      const begun = await client.send(new CreateMultipartUploadCommand(target));
      uploadId = begun.UploadId!;
    }
    const PartNumber = parts.length + 1;
    const sent = await client.send(
      new UploadPartCommand({ ...target, UploadId: uploadId, PartNumber, Body: Buffer.concat(held) }),
    );
    parts.push({ PartNumber, ETag: sent.ETag! });
    held = [];
    heldBytes = 0;
  }

  async function append(more: Uint8Array): Promise<void> {
    for (let at = 0; at < more.length; ) {
      // Copied: its owner may use the buffer again.
      const piece = Buffer.from(more.subarray(at, at + partBytes - heldBytes));
      held.push(piece);
      heldBytes += piece.length;
      bytes += piece.length;
      at += piece.length;
      if (heldBytes === partBytes) await sendPart();
    }
  }

  async function complete(): Promise<void> {
    if (heldBytes > 0) await sendPart();
    try {
      await client.send(
        new CompleteMultipartUploadCommand({
          ...target,
          UploadId: uploadId!,
          MultipartUpload: { Parts: parts },
        }),
      );
    } catch (cause) {
      // The answer to the first attempt may have been lost, and then there is no such upload any more.
      if (!isS3Absent(cause)) throw cause;
      const found = await client.send(new HeadObjectCommand(target));
      if (found.ContentLength !== bytes) throw cause;
    }
  }

  return {
    key,
    get bytes() {
      return bytes;
    },
    get durableBytes() {
      return ending === 'committed' ? bytes : bytes - heldBytes;
    },
    append: (more) => alone('write', () => unlessBroken(() => append(more))),
    // What is held goes with the next part: S3 takes no less.
    sync: () => alone('write', () => unlessBroken(async () => undefined)),
    commit: () =>
      alone('finish', () =>
        unlessBroken(async () => {
          isCommitTried = true;
          if (uploadId !== null) await complete();
          else await client.send(new PutObjectCommand({ ...target, Body: Buffer.concat(held) }));
          ending = 'committed';
          release();
        }),
      ),
    abort: () =>
      alone('remove', async () => {
        release();
        if (uploadId !== null) await abortUpload(client, { ...target, UploadId: uploadId });
        // A commit whose answer was lost may have made it; the key is still this writer's.
        if (isCommitTried) await client.send(new DeleteObjectCommand(target));
        ending = 'aborted';
      }),
  };
}

export async function abortUpload(
  client: S3Client,
  upload: { Bucket: string; Key: string; UploadId: string },
): Promise<void> {
  try {
    await client.send(new AbortMultipartUploadCommand(upload));
  } catch (cause) {
    if (!isS3Absent(cause)) throw cause;
  }
}

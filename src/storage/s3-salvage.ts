import {
  CompleteMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type BlobWriter, StorageError } from './blobs.ts';
import { isS3Absent } from './s3-fault.ts';
import { abortUpload } from './s3-writer.ts';

/** What has arrived of an upload; its etag is what completes it. */
type SentPart = { readonly number: number; readonly etag: string; readonly bytes: number };
type Upload = { readonly key: string; readonly uploadId: string };

/** Uploads that were begun and not completed, by key; of one key in the order they were begun. */
export async function* listUploads(client: S3Client, bucket: string, prefix: string): AsyncGenerator<Upload> {
  let after: { KeyMarker?: string; UploadIdMarker?: string } = {};
  for (;;) {
    const page = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...after }),
    );
    for (const { Key, UploadId } of page.Uploads ?? []) yield { key: Key!, uploadId: UploadId! };
    if (!page.IsTruncated || !page.NextKeyMarker) return;
    after = { KeyMarker: page.NextKeyMarker };
    if (page.NextUploadIdMarker) after.UploadIdMarker = page.NextUploadIdMarker;
  }
}

/** Null where the upload has ended meanwhile. */
export async function partsOf(client: S3Client, bucket: string, upload: Upload): Promise<SentPart[] | null> {
  const parts: SentPart[] = [];
  let marker: string | undefined;
  do {
    try {
      const page = await client.send(
        new ListPartsCommand({
          Bucket: bucket,
          Key: upload.key,
          UploadId: upload.uploadId,
          ...(marker === undefined ? {} : { PartNumberMarker: marker }),
        }),
      );
      for (const { PartNumber, ETag, Size } of page.Parts ?? []) {
        parts.push({ number: PartNumber!, etag: ETag!, bytes: Size! });
      }
      marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
    } catch (cause) {
      if (isS3Absent(cause)) return null;
      throw cause;
    }
  } while (marker !== undefined);
  return parts;
}

/**
 * Parts cannot be read or cut before they are one object. So the parts are made one, and where that is longer than
 * wanted, its beginning is written over it.
 */
export async function salvageUpload(
  client: S3Client,
  bucket: string,
  key: string,
  bytes: number,
  rewrite: () => BlobWriter,
): Promise<void> {
  const uploads: Upload[] = [];
  for await (const upload of listUploads(client, bucket, key)) if (upload.key === key) uploads.push(upload);
  let isDone = bytes === 0;
  for (const upload of uploads) {
    const parts = isDone ? null : await partsOf(client, bucket, upload);
    if (parts && sizeOf(parts) >= bytes) {
      await completeUpload(client, bucket, upload, parts);
      if (sizeOf(parts) > bytes) await shorten(client, bucket, key, bytes, rewrite());
      isDone = true;
    } else {
      await abortUpload(client, { Bucket: bucket, Key: key, UploadId: upload.uploadId });
    }
  }
  if (isDone) return;
  // It was done before, and only the answer was lost; or its writer's commit was.
  const storedBytes = await sizeOfObject(client, bucket, key);
  if (storedBytes > bytes) await shorten(client, bucket, key, bytes, rewrite());
  if (storedBytes < bytes) {
    throw new StorageError(
      'missing',
      `${bucket} does not hold ${bytes} bytes of ${key}. They were never sent.`,
    );
  }
}

/** 0 where there is none. */
async function sizeOfObject(client: S3Client, bucket: string, key: string): Promise<number> {
  try {
    return (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength ?? 0;
  } catch (cause) {
    if (isS3Absent(cause)) return 0;
    throw cause;
  }
}

export function sizeOf(parts: readonly SentPart[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function completeUpload(client: S3Client, bucket: string, upload: Upload, parts: readonly SentPart[]) {
  await client.send(
    new CompleteMultipartUploadCommand({
      Bucket: bucket,
      Key: upload.key,
      UploadId: upload.uploadId,
      MultipartUpload: { Parts: parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag })) },
    }),
  );
}

async function shorten(client: S3Client, bucket: string, key: string, bytes: number, writer: BlobWriter) {
  const { Body } = await client.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=0-${bytes - 1}` }),
  );
  for await (const piece of Body as AsyncIterable<Uint8Array>) await writer.append(piece);
  await writer.commit();
}

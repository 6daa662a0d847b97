import { type Blobs, StorageError } from './blobs.ts';

export function openS3(settings: { readonly bucket: string }): Blobs {
  throw new StorageError('missing', `This build does not reach S3 (${settings.bucket}). Use directories.`);
}

import { createRequire } from 'node:module';
import type { StorageSettings } from '../contract/storage.ts';
import { unreachable } from '../core/unreachable.ts';
import type { Blobs } from './blobs.ts';
import { openDisk } from './disk.ts';
import { type DiskCalls, nodeDiskCalls } from './disk-calls.ts';
import { joinVolumes } from './volumes.ts';

const require = createRequire(import.meta.url);

/**
 * Opens nothing yet: what is wrong with a storage is told by `usage()`, and by the call that needs it.
 * @param calls how a disk is reached; tests put a failing or recorded one there.
 */
export function openStorage(settings: StorageSettings, calls: DiskCalls = nodeDiskCalls): Blobs {
  switch (settings.kind) {
    case 'disk': {
      const { reserveBytes } = settings;
      return joinVolumes(settings.volumes.map((directory) => openDisk({ directory, reserveBytes, calls })));
    }
    case 's3':
      // Loaded only where it is used: the client is 35 MB of memory in every ingest process.
      return (require('./s3.ts') as typeof import('./s3.ts')).openS3(settings);
    default:
      return unreachable(settings);
  }
}

import type { StorageSettings } from '../contract/storage.ts';
import { unreachable } from '../core/unreachable.ts';
import type { Blobs } from './blobs.ts';
import { openDisk } from './disk.ts';
import { openS3 } from './s3.ts';
import { joinVolumes } from './volumes.ts';

/** Opens nothing yet: what is wrong with a storage is told by `usage()`, and by the call that needs it. */
export function openStorage(settings: StorageSettings): Blobs {
  switch (settings.kind) {
    case 'disk': {
      const { reserveBytes } = settings;
      return joinVolumes(settings.volumes.map((directory) => openDisk({ directory, reserveBytes })));
    }
    case 's3':
      return openS3(settings);
    default:
      return unreachable(settings);
  }
}

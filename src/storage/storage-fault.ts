import { StorageError, type StorageFault } from './blobs.ts';

/** What the operating system's refusal means, and what somebody can do about it. */
const refusals: Readonly<Record<string, { fault: StorageFault; advice: string }>> = {
  ENOSPC: {
    fault: 'full',
    advice: 'The volume is full. Free room on it, shorten the terms, or add a volume.',
  },
  EDQUOT: { fault: 'full', advice: 'The quota is used up. Raise it, shorten the terms, or add a volume.' },
  EROFS: {
    fault: 'denied',
    advice:
      'The volume is read-only. Linux mounts it so after a disk fault: look at the kernel log, then mount it for writing.',
  },
  EACCES: { fault: 'denied', advice: 'Lamplighter has no right to it. Give its user read and write access.' },
  EPERM: { fault: 'denied', advice: 'Lamplighter has no right to it. Give its user read and write access.' },
  EIO: {
    fault: 'failed',
    advice: 'The disk does not answer as it should. Check its cable and health, and replace it.',
  },
  ENODEV: { fault: 'missing', advice: 'The disk is gone. Check its cable and mount it again.' },
  ENXIO: { fault: 'missing', advice: 'The disk is gone. Check its cable and mount it again.' },
  ESTALE: { fault: 'missing', advice: 'The network share is gone. Mount it again.' },
  ENOENT: { fault: 'missing', advice: 'It is not there. Where a disk should be, mount it.' },
  ENOTDIR: { fault: 'taken', advice: 'A part of its path is a blob, not a directory. Choose another key.' },
  EISDIR: { fault: 'taken', advice: 'A directory lies there. Choose another key.' },
  EMFILE: { fault: 'failed', advice: 'Too many files are open. Raise the limit of open files (ulimit -n).' },
  ENFILE: {
    fault: 'failed',
    advice: 'Too many files are open. Raise the limit of open files (fs.file-max).',
  },
  EFBIG: { fault: 'failed', advice: 'The file system takes no file of this size. Use another file system.' },
};

/** @param did what was tried, to what: "write masked/a.mp4 on /mnt/disk1". A StorageError passes as it is. */
export function storageError(did: string, cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause;
  const code = codeOf(cause);
  const refusal = code === null ? undefined : refusals[code];
  if (refusal)
    return new StorageError(refusal.fault, `Could not ${did}. ${refusal.advice} (${code})`, { cause });
  const said = cause instanceof Error ? cause.message : String(cause);
  return new StorageError('failed', `Could not ${did}: ${said}. Check the volume and the kernel log.`, {
    cause,
  });
}

/** ENOSPC and the like; null where it is another kind of failure. */
export function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

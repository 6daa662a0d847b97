/** Makes the Nth call to a disk fail, so that every place where it may fail can be tried in turn. */
import { type DiskCalls, type DiskFile, nodeDiskCalls } from '../../src/storage/disk-calls.ts';

export type Failing = {
  readonly calls: DiskCalls;
  /** Calls so far. Where it stays below `at`, nothing failed: the story has been tried to its end. */
  readonly count: number;
};

export type Failure = {
  /** 1: the first call. */
  readonly at: number;
  /** ENOSPC, EIO, and so on. */
  readonly code: string;
  /** Whether the call had its effect before it failed. */
  readonly isDone: boolean;
  /** Every call from there on fails: the disk has died. */
  readonly isForGood?: boolean;
};

export function failAt(
  { at, code, isDone, isForGood = false }: Failure,
  under: DiskCalls = nodeDiskCalls,
): Failing {
  let count = 0;

  async function through<T>(name: string, call: () => Promise<T>): Promise<T> {
    count += 1;
    if (count !== at && !(isForGood && count > at)) return call();
    if (isDone) {
      const done = await call();
      // A file opened in vain is nobody's to close.
      if (name === 'open') await (done as DiskFile).close();
    }
    throw Object.assign(new Error(`${code}: made to fail, ${name}`), { code });
  }

  const failingFile = (file: DiskFile): DiskFile => ({
    write: (bytes, offset) => through('write', () => file.write(bytes, offset)),
    read: (into, offset) => through('read', () => file.read(into, offset)),
    truncate: (bytes) => through('truncate', () => file.truncate(bytes)),
    datasync: () => through('datasync', () => file.datasync()),
    sync: () => through('sync', () => file.sync()),
    // Whatever it says, the descriptor is gone: as in Linux.
    close: async () => {
      await file.close();
      await through('close', async () => undefined);
    },
  });

  return {
    get count() {
      return count;
    },
    calls: {
      open: async (path, flags) => failingFile(await through('open', () => under.open(path, flags))),
      rename: (from, to) => through('rename', () => under.rename(from, to)),
      unlink: (path) => through('unlink', () => under.unlink(path)),
      mkdir: (path) => through('mkdir', () => under.mkdir(path)),
      rmdir: (path) => through('rmdir', () => under.rmdir(path)),
      readdir: (path) => through('readdir', () => under.readdir(path)),
      stat: (path) => through('stat', () => under.stat(path)),
      statfs: (path) => through('statfs', () => under.statfs(path)),
      checkWritable: (path) => through('checkWritable', () => under.checkWritable(path)),
    },
  };
}

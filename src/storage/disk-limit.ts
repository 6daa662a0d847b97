import { StorageError } from './blobs.ts';
import type { DiskCalls, DiskFile } from './disk-calls.ts';

/** Each writer waits with one call; a disk with so many waiting does not keep up with anything. */
const mostWaiting = 1_000;

/**
 * Lets at most `atOnce` calls wait for this disk. libuv has four threads for the whole process: a disk that hangs may
 * take its share of them, and the others go on.
 */
export function limitDiskCalls(calls: DiskCalls, atOnce: number): DiskCalls {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<T>(call: () => Promise<T>): Promise<T> {
    if (running < atOnce) running += 1;
    else {
      if (waiting.length >= mostWaiting) {
        throw new StorageError(
          'failed',
          `A disk does not keep up: ${mostWaiting} calls wait for it. Check its health, or add a volume.`,
        );
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await call();
    } finally {
      // The place goes to the next one straight away, so nobody slips in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  const limited = (file: DiskFile): DiskFile => ({
    write: (bytes, offset) => inTurn(() => file.write(bytes, offset)),
    read: (into, offset) => inTurn(() => file.read(into, offset)),
    truncate: (bytes) => inTurn(() => file.truncate(bytes)),
    datasync: () => inTurn(() => file.datasync()),
    sync: () => inTurn(() => file.sync()),
    close: () => inTurn(() => file.close()),
  });

  return {
    open: async (path, flags) => limited(await inTurn(() => calls.open(path, flags))),
    rename: (from, to) => inTurn(() => calls.rename(from, to)),
    unlink: (path) => inTurn(() => calls.unlink(path)),
    mkdir: (path) => inTurn(() => calls.mkdir(path)),
    rmdir: (path) => inTurn(() => calls.rmdir(path)),
    readdir: (path) => inTurn(() => calls.readdir(path)),
    stat: (path) => inTurn(() => calls.stat(path)),
    statfs: (path) => inTurn(() => calls.statfs(path)),
    checkWritable: (path) => inTurn(() => calls.checkWritable(path)),
  };
}

import assert from 'node:assert/strict';
import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { openDisk } from './disk.ts';
import { nodeDiskCalls } from './disk-calls.ts';

async function removed(key: string, bytes: number, calls = nodeDiskCalls): Promise<Buffer> {
  const directory = mkdtempSync(path.join(tmpdir(), 'lamplighter-shred-'));
  try {
    const disk = openDisk({ directory, reserveBytes: 0, calls });
    const writer = await disk.create(key);
    await writer.append(new Uint8Array(bytes).fill(7));
    await writer.commit();
    const entry = readdirSync(directory, { recursive: true, withFileTypes: true }).find((found) =>
      found.isFile(),
    )!;
    // A second name keeps what the disk holds in sight.
    const kept = path.join(directory, 'kept');
    linkSync(path.join(entry.parentPath, entry.name), kept);
    assert.equal(await disk.remove(key), true);
    assert.equal(await disk.stat(key), null);
    return readFileSync(kept);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test('the wrapped key of a sealed file is written over before its name goes', async () => {
  const left = await removed('sealed/yard/20261124/one.mp4.age', 10_000);
  assert.equal(left.length, 10_000);
  assert.ok(left.subarray(0, 4_096).every((byte) => byte === 0));
  assert.ok(left.subarray(4_096).every((byte) => byte === 7));
  assert.deepEqual(await removed('sealed/yard/20261124/short.mp4.age', 100), Buffer.alloc(100));
});

test('other files are only removed', async () => {
  assert.ok((await removed('masked/yard/20261124/one.mp4', 100)).every((byte) => byte === 7));
});

test('a disk without room for it loses the file nonetheless', async () => {
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  const calls: typeof nodeDiskCalls = {
    ...nodeDiskCalls,
    open: async (file, flags) => {
      if (flags === 'r+') throw full;
      return nodeDiskCalls.open(file, flags);
    },
  };
  assert.ok((await removed('sealed/yard/20261124/one.mp4.age', 100, calls)).every((byte) => byte === 7));
});

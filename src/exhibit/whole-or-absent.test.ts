/** An exhibit is whole or absent, whichever call to the disk fails and whenever the power goes. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { exhibitOrder, recordSegment, startMs } from '../../test/support/exhibit-world.ts';
import { failAt } from '../../test/support/failing-disk.ts';
import { recordDisk } from '../../test/support/power-cut.ts';
import type { Segment } from '../core/recording/segment.ts';
import type { Blobs } from '../storage/blobs.ts';
import { type DiskCalls, nodeDiskCalls } from '../storage/disk-calls.ts';
import { openStorage } from '../storage/open-storage.ts';
import { openSiteKey, type SiteKey } from './site-key.ts';
import { verifyExhibit } from './verify-exhibit.ts';
import { bundleKey, writeExhibit } from './write-exhibit.ts';

let folder = '';
let key: SiteKey;
let segments: Segment[];
const span = { fromMs: startMs, toMs: startMs + 4_000 };

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-whole-'));
  mkdirSync(path.join(folder, 'recorded'));
  key = await openSiteKey(path.join(folder, 'keys'), { name: 'Test city', nowMs: Date.now() });
  const blobs = storageIn('recorded');
  segments = [await recordSegment(blobs, { fromMs: 0, groups: 2 })];
  await blobs.close();
});
after(() => rmSync(folder, { recursive: true, force: true }));

function storageIn(name: string, calls: DiskCalls = nodeDiskCalls): Blobs {
  return openStorage({ kind: 'disk', volumes: [path.join(folder, name)], reserveBytes: 0 }, calls);
}

function copyTo(name: string): string {
  cpSync(path.join(folder, 'recorded'), path.join(folder, name), { recursive: true });
  return name;
}

/** @returns whether it is there; asserts that it is whole then. */
async function isThere(blobs: Blobs, id: string): Promise<boolean> {
  const bundle = await blobs.read(bundleKey(id));
  if (bundle === null) return false;
  const source = {
    bytes: bundle.length,
    read: async (offset: number, length: number) => bundle.subarray(offset, offset + length),
  };
  const verdict = await verifyExhibit(source, { createHash: () => createHash('sha256') });
  assert.deepEqual(verdict.findings, []);
  return true;
}

/** What the next start does with what a writer has left. */
async function sweep(blobs: Blobs): Promise<void> {
  for await (const open of blobs.listOpen('exhibits/')) await blobs.salvage(open.key, 0);
  for await (const open of blobs.listOpen('exhibits/')) assert.fail(`${open.key} was left`);
}

for (const isDone of [false, true]) {
  const when = isDone ? 'after it had its effect' : 'before it had any';
  test(`a call to the disk that fails ${when} leaves an exhibit whole or absent`, async () => {
    const order = exhibitOrder(segments, span);
    for (let at = 1; ; at += 1) {
      const name = copyTo(`fail-${isDone}-${at}`);
      const failing = failAt({ at, code: 'EIO', isDone });
      const broken = storageIn(name, failing.calls);
      const isMade = await writeExhibit(order, { blobs: broken, key, authority: null }).then(
        () => true,
        () => false,
      );
      await broken.close();
      const blobs = storageIn(name);
      await sweep(blobs);
      const there = await isThere(blobs, order.exhibit.id);
      if (isMade) assert.ok(there, `call ${at}: it was said to be made, and is not there`);
      await blobs.close();
      rmSync(path.join(folder, name), { recursive: true });
      if (failing.count < at) {
        assert.ok(isMade && at > 10, 'it is tried to its end');
        return;
      }
    }
  });
}

test('a power cut leaves an exhibit whole or absent, and one that was said to be made is there', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const name = copyTo('power');
  const disk = recordDisk(path.join(folder, name));
  const recorded = storageIn(name, disk.calls);
  const order = exhibitOrder(segments, span);
  await writeExhibit(order, { blobs: recorded, key, authority: null });
  const madeAt = disk.moment;
  for (let cut = 0; cut < 60; cut += 1) {
    const moment = cut % 5 === 0 ? madeAt : Math.floor((madeAt * cut) / 60);
    const after = `after-${cut}`;
    disk.cutTo(path.join(folder, after), seed + cut, moment);
    const blobs = storageIn(after);
    await sweep(blobs);
    const there = await isThere(blobs, order.exhibit.id);
    if (moment === madeAt) assert.ok(there, `SEED=${seed}: it was made, and is gone`);
    await blobs.close();
    rmSync(path.join(folder, after), { recursive: true });
  }
  await recorded.close();
});

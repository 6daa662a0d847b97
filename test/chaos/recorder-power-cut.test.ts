import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { OpenSegment, Segment } from '../../src/core/recording/segment.ts';
import { decodedPictures, hasFfmpeg, probe } from '../../src/ingest/record/ffmpeg.support.ts';
import {
  continuous,
  openDiskBlobs,
  RecorderWorld,
  startMs,
  unsynced,
} from '../../src/ingest/record/recorder-world.support.ts';
import { adoptSegment, salvageSegment } from '../../src/ingest/record/salvage.ts';
import { recordDisk } from '../support/power-cut.ts';
import { randomOf } from '../support/random.ts';

const seed = Number(process.env.SEED ?? 20261124);
const cuts = 100;
/** What may be lost of what was seen: the group of pictures under way. Storage that is slow adds its time. */
const lossWindowMs = 2_000;
let folder = '';

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-power-'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** Something told or seen, and how much the disk had done by then. */
type At<T> = { readonly moment: number; readonly cameraId: string; readonly what: T };

test(`after ${cuts} power cuts while 8 cameras record, everything told is there, and all of it plays`, async () => {
  const root = path.join(folder, 'root');
  mkdirSync(root);
  const disk = recordDisk(root);
  const grown: At<OpenSegment>[] = [];
  const closed: At<Segment>[] = [];
  const seen: At<number>[] = [];
  const worlds = Array.from({ length: 8 }, (_, i) => {
    const cameraId = `camera-${i}`;
    return new RecorderWorld({
      directory: root,
      calls: disk.calls,
      cameraId,
      segmentMs: 6_000,
      onMessage: (message) => {
        const at = { moment: disk.moment, cameraId };
        if (message.type === 'segment.grew') grown.push({ ...at, what: message.segment });
        if (message.type === 'segment.closed') closed.push({ ...at, what: message.segment });
      },
    });
  });
  for (const world of worlds) world.recorder.setOrder(continuous);
  for (let i = 0; i < 5 * 20; i++) {
    worlds.forEach((world, camera) => {
      // Not all at once: key frames of cameras have nothing to do with each other.
      if (i < camera) return;
      seen.push({ moment: disk.moment, cameraId: `camera-${camera}`, what: world.nowMs });
      world.show();
    });
    await Promise.all(worlds.map(({ recorder }) => recorder.idle()));
  }
  const end = disk.moment;
  await Promise.all(worlds.map((world) => world.close()));

  const random = randomOf(seed);
  let worstLossMs = 0;
  let torn = 0;
  for (let cut = 0; cut < cuts; cut++) {
    const moment = 1 + Math.floor(random() * end);
    const words = `SEED=${seed}, cut ${cut} at ${moment} of ${end}`;
    const directory = path.join(folder, `cut-${cut}`);
    disk.cutTo(directory, seed + cut, moment);
    const blobs = openDiskBlobs(directory, unsynced);
    for await (const { key } of blobs.listOpen('')) if (await salvageSegment(blobs, key)) torn++;
    for await (const { key } of blobs.listOpen('')) assert.fail(`${words}: ${key} is left open`);
    const found = new Map<string, Segment>();
    for await (const { key } of blobs.list('')) {
      const segment = await adoptSegment(blobs, key);
      assert.ok(segment !== null, `${words}: ${key} is damaged`);
      found.set(key, segment);
      if (hasFfmpeg && random() < 0.02) {
        const file = path.join(directory, key);
        assert.equal(decodedPictures(file), probe(file).timesS.length, words);
      }
    }
    for (const { what } of closed.filter((told) => told.moment <= moment)) {
      const bytes = (await blobs.read(what.key))!;
      assert.equal(createHash('sha256').update(bytes).digest('hex'), what.sha256, words);
    }
    for (const { what } of grown.filter((told) => told.moment <= moment)) {
      const left = found.get(what.key);
      assert.ok(left !== undefined && left.toMs >= what.toMs, `${words}: ${what.key} lost what was durable`);
      assert.deepEqual(left.fragments.slice(0, what.fragments.length), what.fragments, words);
    }
    for (const [i] of worlds.entries()) {
      const cameraId = `camera-${i}`;
      const last = seen.findLast((each) => each.cameraId === cameraId && each.moment <= moment);
      const kept = [...found.values()].filter((segment) => segment.cameraId === cameraId);
      const keptToMs = Math.max(startMs, ...kept.map(({ toMs }) => toMs));
      worstLossMs = Math.max(worstLossMs, last === undefined ? 0 : last.what - keptToMs);
    }
    await blobs.close();
    rmSync(directory, { recursive: true });
  }
  assert.ok(worstLossMs <= lossWindowMs, `SEED=${seed}: ${worstLossMs} ms lost`);
  assert.ok(torn > cuts, `only ${torn} torn segments: the cuts hit nothing`);
});

/**
 * How fast footage becomes durable: cameras at once, each appending one group of pictures and syncing it, beside
 *  - disk: `dd oflag=dsync` with the same pieces, one after another, in the same directory;
 *  - S3: the bare client putting the same blobs whole, where a server for tests is installed.
 * Usage: node bench/storage.ts [--directory D] [--seconds 5]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Blobs } from '../src/storage/blobs.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import { s3Missing, startS3 } from '../test/support/start-s3.ts';
import { quantile, round } from './proc.ts';
import { record } from './results.ts';

const { values } = parseArgs({
  options: {
    directory: { type: 'string', default: os.tmpdir() },
    seconds: { type: 'string', default: '5' },
  },
});
const seconds = Number(values.seconds);
const folder = mkdtempSync(path.join(values.directory, 'lamplighter-bench-'));

/** A second of masked video of 0.5 Mbit/s, and of a main stream of 4 Mbit/s. */
const loads = [
  { name: 'one masked', writers: 1, pieceBytes: 64 * 1024 },
  { name: 'eight masked', writers: 8, pieceBytes: 64 * 1024 },
  { name: 'one sealed', writers: 1, pieceBytes: 512 * 1024 },
  { name: 'forty sealed', writers: 40, pieceBytes: 512 * 1024 },
];
/** A segment is about a minute. */
const piecesPerBlob = 60;

try {
  const settings = { kind: 'disk', volumes: [folder], reserveBytes: 1e9 } as const;
  for (const load of loads) {
    const before = directWrites(load.pieceBytes);
    const ours = await fill(openStorage(settings), load);
    // The better of two, around ours: machines are noisy.
    const limit = Math.max(before, directWrites(load.pieceBytes));
    record(`storage-disk-${load.name.replace(' ', '-')}`, {
      writers: load.writers,
      pieceBytes: load.pieceBytes,
      ours,
      limit: { piecesPerSecond: limit },
      ratioToLimit: round(ours.piecesPerSecond / limit, 2),
    });
  }
  if (s3Missing !== null) console.log(s3Missing);
  else await measureS3();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Pieces a second that one writer gets durable with O_DSYNC. */
function directWrites(pieceBytes: number): number {
  const file = path.join(folder, 'dd');
  const count = 300;
  const startedMs = performance.now();
  const args = ['if=/dev/zero', `of=${file}`, `bs=${pieceBytes}`, `count=${count}`, 'oflag=dsync'];
  execFileSync('dd', args, { stdio: 'ignore' });
  const tookMs = performance.now() - startedMs;
  rmSync(file);
  return round((count / tookMs) * 1000, 1);
}

async function fill(storage: Blobs, load: (typeof loads)[number]) {
  const piece = Buffer.alloc(load.pieceBytes, 0x55);
  const tookMs: number[] = [];
  const startedMs = performance.now();
  const untilMs = startedMs + seconds * 1000;
  await Promise.all(
    Array.from({ length: load.writers }, async (_, writer) => {
      for (let blob = 0; performance.now() < untilMs; blob += 1) {
        const key = `masked/c${writer}/${blob}.mp4`;
        const out = await storage.create(key);
        for (let n = 0; n < piecesPerBlob && performance.now() < untilMs; n += 1) {
          const fromMs = performance.now();
          await out.append(piece);
          await out.sync();
          tookMs.push(performance.now() - fromMs);
        }
        await out.commit();
        await storage.remove(key);
      }
    }),
  );
  const piecesPerSecond = tookMs.length / ((performance.now() - startedMs) / 1000);
  return {
    piecesPerSecond: round(piecesPerSecond, 1),
    megabytesPerSecond: round((piecesPerSecond * load.pieceBytes) / 1e6, 1),
    p50Ms: round(quantile(tookMs, 0.5), 1),
    p95Ms: round(quantile(tookMs, 0.95), 1),
  };
}

async function measureS3(): Promise<void> {
  const server = await startS3();
  try {
    const settings = await server.makeBucket('bench');
    const storage = openStorage(settings);
    const client = new S3Client({
      endpoint: settings.endpoint,
      region: settings.region,
      credentials: settings,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
    const blob = Buffer.alloc(30_000_000, 0x55);
    const pieceBytes = 512 * 1024;
    const [oursMs, bareMs]: [number[], number[]] = [[], []];
    for (let n = 0; n < 10; n += 1) {
      const fromMs = performance.now();
      const out = await storage.create(`sealed/${n}`);
      for (let at = 0; at < blob.length; at += pieceBytes)
        await out.append(blob.subarray(at, at + pieceBytes));
      await out.commit();
      const betweenMs = performance.now();
      await client.send(new PutObjectCommand({ Bucket: settings.bucket, Key: `bare/${n}`, Body: blob }));
      oursMs.push(betweenMs - fromMs);
      bareMs.push(performance.now() - betweenMs);
      await storage.remove(`sealed/${n}`);
      await storage.remove(`bare/${n}`);
    }
    record('storage-s3', {
      blobBytes: blob.length,
      server: 'Ceph RGW, store in memory, same machine',
      ours: { p50Ms: round(quantile(oursMs, 0.5), 0) },
      barePut: { p50Ms: round(quantile(bareMs, 0.5), 0) },
      ratioToBarePut: round(quantile(oursMs, 0.5) / quantile(bareMs, 0.5), 2),
    });
    client.destroy();
    await storage.close();
  } finally {
    await server.stop();
  }
}

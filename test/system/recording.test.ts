/** A site that records: its processes are killed in mid-recording, and everything that was durable is found and played. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Footage, FootageSegment } from '../../src/contract/recording.ts';
import { decodedPictures, hasFfmpeg, probe } from '../../src/ingest/record/ffmpeg.support.ts';
import { type App, Operator, startApp, until } from '../support/app.ts';
import { commandOf, descendantsOf } from '../support/processes.ts';
import { makeStreetFilm, type StreetFilm } from '../support/street-film.ts';

const guardMs = 90_000;
/** "Loss on a kill": what was told durable is there afterwards; between two parts lie 1.5 s at most. */
const mostLostMs = 4_000;

let directory: string;
let film: StreetFilm;
let app: App;
let operator: Operator;
let cameraId: string;

before(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'lamplighter-recording-'));
  film = await makeStreetFilm({ seconds: 12 });
  app = await startApp(['--no-demo', '--camera', film.path], { dataDirectory: directory });
  operator = await Operator.first(app);
  cameraId = (await operator.cameras())[0]!.id;
});

after(async () => {
  await app?.stop();
  await film?.remove();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

test('ingest is killed in mid-recording: what was durable has its row, and recording goes on', async () => {
  const grown = await untilGrown(4_000);
  const [ingest] = (await operator.health()).processes;
  process.kill(ingest!.pid!, 'SIGKILL');
  const torn = await until(
    async () => (await masked()).find(({ id, end }) => id === grown.id && end === 'torn'),
    guardMs,
    'the torn segment has its row',
  );
  assert.ok(torn.toMs >= grown.toMs, `${torn.toMs - grown.toMs} ms`);
  const next = await until(
    async () => (await masked()).find(({ fromMs }) => fromMs >= torn.toMs),
    guardMs,
    'it is recorded again',
  );
  const gap = await until(
    async () => (await footage()).gaps.find(({ toMs }) => toMs === next.fromMs),
    guardMs,
    'the gap is closed',
  );
  assert.equal(gap.cause, 'process-restart');
  assert.ok(Math.abs(gap.fromMs - torn.toMs) < mostLostMs, `${gap.fromMs - torn.toMs} ms`);
});

test('the centre is killed in mid-recording: its footage is taken in by the next one', async () => {
  const grown = await untilGrown(4_000);
  process.kill(centre(), 'SIGKILL');
  const torn = await until(
    async () => (await masked()).find(({ id, end }) => id === grown.id && end === 'torn'),
    guardMs,
    'the torn segment is found',
  );
  assert.ok(torn.toMs >= grown.toMs);
  let last = '';
  await until(
    async () => {
      const { gaps } = await footage();
      last = JSON.stringify(gaps);
      return gaps.find(
        ({ cause, fromMs, toMs }) =>
          cause === 'system-stopped' && fromMs === torn.toMs && toMs !== null && toMs > fromMs,
      );
    },
    guardMs,
    () => `the gap begins where the footage ends (${torn.toMs}): ${last}`,
  );
});

test('everything plays: each piece by itself, and its ranges are its bytes', async () => {
  await untilGrown(2_000);
  const segments = await masked();
  assert.ok(segments.length >= 3);
  for (const { id, bytes, widthPx } of segments) {
    const response = await operator.send('GET', `/api/footage/${id}`);
    assert.equal(response.status, 200);
    const file = path.join(directory, `${id}.mp4`);
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
    if (!hasFfmpeg) continue;
    assert.equal(probe(file).widthPx, widthPx);
    assert.ok(decodedPictures(file) > 0, `${bytes} bytes`);
  }
});

test('beside the running site and after it, check finds nothing wrong', async () => {
  assert.equal(check().status, 0, check().output);
  process.kill(centre(), 'SIGKILL');
  await app.stop();
  const repair = check('--repair', '--deep');
  assert.equal(repair.status, 0, repair.output);
  const after = check('--deep');
  assert.equal(after.status, 0, after.output);
  assert.match(after.output, /all is well/);
});

function check(...options: string[]): { status: number | null; output: string } {
  const cli = path.resolve(import.meta.dirname, '../../src/cli/lamplighter.ts');
  const args = [cli, 'check', '--data', directory, ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

function footage(): Promise<Footage> {
  const nowMs = Date.now();
  const query = `fromMs=${nowMs - 3_600_000}&toMs=${nowMs + 60_000}`;
  return operator.json('GET', `/api/cameras/${cameraId}/footage?${query}`);
}

async function masked(): Promise<FootageSegment[]> {
  return (await footage()).segments.filter(({ kind }) => kind === 'masked');
}

/** A segment that grows and is so long already. */
function untilGrown(lengthMs: number): Promise<FootageSegment> {
  return until(
    async () => (await masked()).find((one) => one.end === null && one.toMs - one.fromMs >= lengthMs),
    guardMs,
    () => `something is recorded\n${app.output()}`,
  );
}

function centre(): number {
  const found = descendantsOf(app.keeper.pid!).find((pid) =>
    commandOf(pid).includes('src/cli/lamplighter.ts'),
  );
  assert.ok(found !== undefined, 'there is a centre');
  return found;
}

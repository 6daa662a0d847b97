/** The simulated city: four cameras, their films, zones and calibration, ready for the real pipeline. */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CameraEntry, cameraEntry } from './camera-entry.ts';
import { filmFiles, removeLeftovers } from './film/film.ts';
import type { WorkerMessage } from './film/worker.ts';
import { scenes } from './scene/index.ts';

export type DemoCamera = CameraEntry;

export type DemoCity = {
  readonly siteName: string;
  readonly cameras: readonly DemoCamera[];
  /** Folder of the films, with `<camera id>.truth.json` and `<camera id>.mot.txt` beside each. */
  readonly directory: string;
};

export const siteName = 'Lanternhaven (simulated)';
export const defaultSeed = 42;

/**
 * Makes the films that are not there yet and returns the cameras that watch them.
 * @param at.directory the data directory; films are kept under `demo/<hash of the simulation's source and the seed>/`.
 * @param at.onProgress share of all films that is done, 0..1.
 * @param at.onCamera each camera as soon as its film can be played.
 * @throws when a film cannot be made; those already made are kept.
 */
export async function makeDemoCity(at: {
  readonly directory: string;
  readonly seed?: number;
  readonly onProgress?: (share: number) => void;
  readonly onCamera?: (camera: DemoCamera) => void;
  readonly signal?: AbortSignal;
}): Promise<DemoCity> {
  const seed = at.seed ?? defaultSeed;
  const directory = await demoDirectory(at.directory, seed);
  await mkdir(directory, { recursive: true });
  await removeLeftovers(directory);
  const cameras = new Map(
    scenes.map((scene) => [scene.id, cameraEntry(scene, filmFiles(directory, scene.id).filmPath)]),
  );
  const shares = new Map(scenes.map(({ id }) => [id, 0]));
  const note = (id: string, share: number) => {
    shares.set(id, share);
    at.onProgress?.([...shares.values()].reduce((sum, value) => sum + value, 0) / shares.size);
    if (share === 1) at.onCamera?.(cameras.get(id)!);
  };
  const missing: string[] = [];
  for (const { id } of scenes) {
    if (await exists(filmFiles(directory, id).filmPath)) note(id, 1);
    else missing.push(id);
  }
  await makeAll(missing, { directory, seed, note, ...(at.signal ? { signal: at.signal } : {}) });
  return { siteName, cameras: [...cameras.values()], directory };
}

/** Where the films of this seed and this version of the simulation lie. */
export async function demoDirectory(dataDirectory: string, seed: number): Promise<string> {
  const digest = createHash('sha256').update(`seed ${seed}\n`);
  const root = fileURLToPath(new URL('.', import.meta.url));
  const files = (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    // No film is drawn by them.
    .filter((file) => !/^(lab|days)[\\/]/.test(relative(root, file)))
    .sort();
  for (const file of files) {
    digest.update(relative(root, file)).update(await readFile(file));
  }
  return join(dataDirectory, 'demo', digest.digest('hex').slice(0, 16));
}

/** Two child processes at most take the films from one list. */
async function makeAll(
  missing: string[],
  at: { directory: string; seed: number; note: (id: string, share: number) => void; signal?: AbortSignal },
): Promise<void> {
  const queue = [...missing];
  const takeNext = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) await makeOne(id, at);
  };
  const hands = Math.max(1, Math.min(2, cpus().length, missing.length));
  const results = await Promise.allSettled(Array.from({ length: hands }, takeNext));
  for (const result of results) {
    if (result.status === 'rejected') throw result.reason;
  }
}

function makeOne(
  id: string,
  at: { directory: string; seed: number; note: (id: string, share: number) => void; signal?: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(
      fileURLToPath(new URL('./film/worker.ts', import.meta.url)),
      [at.directory, String(at.seed), id],
      {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        ...(at.signal ? { signal: at.signal } : {}),
      },
    );
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-2_000);
    });
    let isDone = false;
    child.on('message', (message: WorkerMessage) => {
      if (message.kind === 'done') isDone = true;
      else if (message.share < 1) at.note(id, message.share);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (isDone) {
        at.note(id, 1);
        resolve();
        return;
      }
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      reject(new Error(`the film of ${id} could not be made: its process ${how}. ${complaint.trim()}`));
    });
  });
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

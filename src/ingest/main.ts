/**
 * Entry of an ingest process: cameras in, masked video, measures, situations and health out. Crash-only: it ends with
 * its parent and whenever it cannot go on, and the supervisor starts it anew. It writes no
 * file but converted models, and footage: masked, or sealed.
 */
import type { IngestCamera, IngestSettings, ToIngest } from '../contract/ingest.ts';
import type { Blobs } from '../storage/blobs.ts';
import { openStorage } from '../storage/open-storage.ts';
import { CameraLoop } from './camera-loop.ts';
import { createDetector, type Detector } from './detect.ts';
import { DetectorQueue, type DetectorTurn } from './detector-queue.ts';
import { ModelError } from './models/manifest.ts';
import { type Channel, openOutbox } from './outbox.ts';
import { SealedRecorder } from './seal/sealed-recorder.ts';

type Watched = {
  readonly loop: CameraLoop;
  readonly turn: DetectorTurn;
  /** Null without a storage. */
  readonly sealed: SealedRecorder | null;
};

const outbox = openOutbox(process as Channel, () => process.exit(1));
const cameras = new Map<string, Watched>();
/** What each camera is doing: its messages are handled one after the other, and it waits for no other camera. */
const turns = new Map<string, Promise<void>>();
let started: Promise<void> = Promise.resolve();
let detector: Detector | null = null;
let queue: DetectorQueue | null = null;
let blobs: Blobs | null = null;

// A report or a heap dump would carry clear pixels: whatever the environment asks for, none is written.
process.report.reportOnFatalError = false;
process.report.reportOnSignal = false;
process.report.reportOnUncaughtException = false;

process.on('disconnect', () => process.exit(0));
// A terminal's Ctrl-C reaches every process of the group; the parent says when to stop.
process.on('SIGINT', () => {});
process.on('uncaughtException', die);
process.on('unhandledRejection', die);
process.on('message', handle);

function handle(message: ToIngest): void {
  switch (message.type) {
    case 'start':
      started = start(message.settings).catch(die);
      return;
    case 'camera.set':
      inTurn(message.camera.id, () => set(message.camera));
      return;
    case 'camera.watch':
      inTurn(message.cameraId, () => cameras.get(message.cameraId)?.loop.setDemand(message.demand));
      return;
    case 'camera.sample':
      inTurn(message.cameraId, () => cameras.get(message.cameraId)?.loop.sample());
      return;
    case 'camera.proposal':
      inTurn(message.cameraId, () => cameras.get(message.cameraId)?.loop.askProposal());
      return;
    case 'camera.remove':
      inTurn(message.cameraId, () => remove(message.cameraId));
      return;
    case 'stop':
      void stop().catch(die);
  }
}

function inTurn(cameraId: string, work: () => void | Promise<void>): void {
  const turn = (turns.get(cameraId) ?? started).then(work).catch(die);
  turns.set(cameraId, turn);
}

function set(camera: IngestCamera): void {
  const known = cameras.get(camera.id);
  if (known !== undefined) {
    known.loop.set(camera);
    known.sealed?.set(camera);
    return;
  }
  if (detector === null || queue === null) throw new Error('a camera came before the settings');
  const turn = queue.join();
  const { countScore } = detector;
  const loop = new CameraLoop({ camera, detector: { detect: turn.detect, countScore }, outbox, blobs });
  const sealed = blobs && new SealedRecorder({ cameraId: camera.id, blobs, say: outbox.send });
  sealed?.set(camera);
  cameras.set(camera.id, { loop, turn, sealed });
}

async function stop(): Promise<void> {
  for (const cameraId of turns.keys()) inTurn(cameraId, () => remove(cameraId));
  await Promise.all(turns.values());
  await blobs?.close();
  await detector?.close();
  process.disconnect();
}

async function start(settings: IngestSettings): Promise<void> {
  process.title = `lamplighter ${settings.processName}`;
  try {
    detector = await createDetector({
      manifestPath: settings.modelManifest,
      cacheDirectory: settings.cacheDirectory,
    });
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    fatal(error.message);
    // Cameras that were handed over meanwhile wait for an end that is near.
    return new Promise(() => {});
  }
  if (settings.storage) blobs = openStorage(settings.storage);
  queue = new DetectorQueue(detector);
  outbox.send({ type: 'ready', pid: process.pid, model: detector.name });
}

async function remove(cameraId: string): Promise<void> {
  const known = cameras.get(cameraId);
  if (known === undefined) return;
  cameras.delete(cameraId);
  await Promise.all([known.loop.stop(), known.sealed?.stop()]);
  known.turn.close();
}

/** Says why, and ends once it is said. */
function fatal(message: string): void {
  if (!process.connected || process.send === undefined) process.exit(1);
  process.send({ type: 'fatal', message }, undefined, undefined, () => process.exit(1));
  // A parent that does not listen must not keep this process alive.
  setTimeout(() => process.exit(1), 2_000);
}

/** Only the error's own words: a stack may quote an address with its password. */
function die(error: unknown): void {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = `the ingest process failed and starts anew (${words.replace(/\/\/[^@/\s]*@/g, '//***@')})`;
  if (!process.connected || process.send === undefined) process.exit(1);
  process.send({ type: 'log', level: 'error', message, cameraId: null }, undefined, undefined, () =>
    process.exit(1),
  );
  setTimeout(() => process.exit(1), 2_000);
}

/**
 * The other process of console-scale.ts: a whole centre with a town of cameras whose ingest is played. Measures, health
 * and situations come in by the door that ingest processes use.
 */
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { unknownHealth } from '../src/centre/camera-registry.ts';
import type { Situation } from '../src/core/situation/situation.ts';
import { manyCameras, measuresOf, situationIn } from '../test/support/many-cameras.ts';
import { randomOf } from '../test/support/random.ts';
import { startCentre } from '../test/support/start-centre.ts';
import { round } from './proc.ts';

export type ToTown = { readonly type: 'situations'; readonly perSecond: number } | { readonly type: 'stop' };
export type FromTown =
  | { readonly type: 'ready'; readonly url: string; readonly addedInMs: number }
  /** Ingest has begun to tell a situation. */
  | { readonly type: 'told'; readonly situationId: string; readonly atMs: number }
  | {
      readonly type: 'stopped';
      readonly droppedMeasures: number;
      readonly droppedSituations: number;
      /** Of the last minute but the loop's, ms. */
      readonly centre: {
        readonly storeP95Ms: number;
        readonly loopDelayP99Ms: number;
        readonly rssMb: number;
      };
    };

/** A round of all cameras a second, in slices. */
const sliceMs = 20;
const healthEveryMs = 2_000;
const situationLastsMs = 3_000;

const cameras = manyCameras(Number(process.argv[2] ?? 5_000));
const { centre, fleet, url, stop } = await startCentre({
  consoleDirectory: path.join(import.meta.dirname, '../dist/console'),
});
const tell = (message: FromTown) => void process.send!(message);

const addedFromMs = Date.now();
for (const camera of cameras) {
  const source = {
    analysisUrl: `rtsp://viewer:secret@${camera.id}.cameras.example/sub`,
    mainUrl: null,
    analysisFps: 5,
    isEnabled: true,
  };
  const added = await centre.cameras.add(
    { ...camera, sourceSealed: centre.credentials.seal(camera.id, source), version: 1 },
    { atMs: Date.now(), who: 'bench', action: 'camera.created', target: camera.id, detail: {} },
  );
  if (!added.ok) throw new Error(`${camera.id} was not added: ${added.reason}`);
}
const addedInMs = Date.now() - addedFromMs;

const loopDelay = monitorEventLoopDelay({ resolution: 10 });
loopDelay.enable();
const random = randomOf(11);
let position = 0;
let fedUntilMs = Date.now();
const feeding = setInterval(() => {
  const nowMs = Date.now();
  // Behind by more than a second the rest is left out, as ingest does: the newest frame wins.
  const dueMs = Math.min(1_000, nowMs - fedUntilMs);
  fedUntilMs = nowMs;
  for (let due = Math.round((cameras.length * dueMs) / 1_000); due > 0; due--) feed(nowMs);
}, sliceMs);

function feed(nowMs: number): void {
  const lap = Math.floor(position / cameras.length);
  const camera = cameras[position++ % cameras.length]!;
  if ((lap * 1_000) % healthEveryMs === 0) {
    const health = { ...unknownHealth(camera.id), state: 'live', atMs: nowMs, frameAgeMs: 80 } as const;
    fleet.say({ type: 'health', health: { ...health, framesAnalysed: 5 * lap, analysedFps: 5 } });
  }
  fleet.say({ type: 'measures', cameraId: camera.id, measures: measuresOf(camera, nowMs, random) });
}

let lasting: { readonly situation: Situation; readonly endsAtMs: number }[] = [];
let nth = 0;
let telling: NodeJS.Timeout | undefined;

function tellSituation(): void {
  const nowMs = Date.now();
  // A prime, so that neighbours in the list are not neighbours in time.
  const situation = situationIn(cameras[(nth * 137) % cameras.length]!, nth++, nowMs);
  tell({ type: 'told', situationId: situation.id, atMs: nowMs });
  lasting.push({ situation, endsAtMs: nowMs + situationLastsMs });
  fleet.say({ type: 'situation', phase: 'began', situation, jpeg: null });
}

const working = setInterval(() => {
  const nowMs = Date.now();
  for (const { situation } of lasting.filter(({ endsAtMs }) => endsAtMs <= nowMs))
    fleet.say({ type: 'situation', phase: 'ended', situation: { ...situation, endedMs: nowMs }, jpeg: null });
  lasting = lasting.filter(({ endsAtMs }) => endsAtMs > nowMs);
}, 250);

process.on('message', (message: ToTown) => {
  if (message.type === 'situations') {
    clearInterval(telling);
    if (message.perSecond > 0) telling = setInterval(tellSituation, 1_000 / message.perSecond);
    return;
  }
  clearInterval(feeding);
  clearInterval(working);
  clearInterval(telling);
  const droppedMeasures = centre.health().findings.find(({ key }) => key === 'measures-dropped');
  tell({
    type: 'stopped',
    droppedMeasures: Number(droppedMeasures?.values.count ?? 0),
    droppedSituations: centre.engine.dropped(),
    centre: {
      storeP95Ms: round(centre.health().stages.find(({ stage }) => stage === 'store')?.p95Ms ?? 0, 0),
      loopDelayP99Ms: round(loopDelay.percentile(99) / 1e6, 0),
      rssMb: round(process.memoryUsage.rss() / 1e6, 0),
    },
  });
  void stop().then(() => process.disconnect());
});
// The parent is gone: nobody is left to say stop.
process.on('disconnect', () => process.exit());

tell({ type: 'ready', url, addedInMs });

/** Days of a city of cameras: every camera by itself, in threads, then one control room for all, in the order of time. */
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { type CameraDays, cityStartMs, type Pace, simulateCamera, type Told } from './camera-days.ts';
import { type AlarmChange, ControlRoom } from './control-room.ts';
import { rounded } from './measure-log.ts';
import { type Summary, summaryOf } from './summary.ts';

export type CityAsked = {
  readonly seed: number;
  readonly cameras: number;
  readonly hours: number;
  /** Hour of the day at which it begins; default 0. */
  readonly fromHour?: number;
  /** Incidents and faults come so many times as often; default 1. */
  readonly trouble?: number;
  readonly pace?: Pace;
  /** Threads beside this one; 0: none. */
  readonly threads?: number;
};

export type CityDays = {
  readonly summary: Summary;
  /** sha256 over each camera's measures, camera by camera, then every situation and alarm change in order. */
  readonly digest: string;
};

/** @throws Violation when an invariant does not hold. */
export async function simulateCity(asked: CityAsked): Promise<CityDays> {
  const { seed, hours } = asked;
  const cameras = await simulateCameras(asked);
  const told = cameras.flatMap((camera) => camera.told).sort(inOrder);
  const room = new ControlRoom(seed, cityStartMs(asked.fromHour ?? 0));
  const digest = createHash('sha256');
  for (const camera of cameras) digest.update(`${camera.index} ${camera.measureDigest}\n`);
  let alarmsSaid = 0;
  for (const one of told) {
    room.take(one);
    digest.update(saidOf(one));
    for (; alarmsSaid < room.changes.length; alarmsSaid++)
      digest.update(alarmSaid(room.changes[alarmsSaid]!));
  }
  room.close(hours * 3_600_000);
  for (; alarmsSaid < room.changes.length; alarmsSaid++) digest.update(alarmSaid(room.changes[alarmsSaid]!));
  return { summary: summaryOf(asked, cameras, told, room.changes), digest: digest.digest('hex') };
}

/** In the order of cameras, whichever thread was done first. */
async function simulateCameras({
  seed,
  hours,
  fromHour = 0,
  trouble = 1,
  cameras,
  pace = 'sparse',
  threads = 0,
}: CityAsked): Promise<readonly CameraDays[]> {
  const indices = Array.from({ length: cameras }, (_, index) => index);
  if (threads <= 0)
    return indices.map((index) => simulateCamera({ seed, hours, fromHour, trouble, index, pace }));
  const groups = Array.from({ length: Math.min(threads, cameras) }, (_, t) =>
    indices.filter((index) => index % threads === t),
  );
  const done = await Promise.all(
    groups.map((group) => inThread({ seed, hours, fromHour, trouble, pace, group })),
  );
  return done.flat().sort((a, b) => a.index - b.index);
}

function inThread(asked: {
  readonly seed: number;
  readonly hours: number;
  readonly fromHour: number;
  readonly trouble: number;
  readonly pace: Pace;
  readonly group: readonly number[];
}): Promise<readonly CameraDays[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: asked,
      // Most of what a frame makes dies with it: a larger nursery halves the time spent on collecting it.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    let result: readonly CameraDays[] | null = null;
    worker.on('message', (message: { done: readonly CameraDays[] } | { violation: string }) => {
      if ('done' in message) result = message.done;
      else reject(new ViolationInThread(message.violation));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (result !== null) resolve(result);
      else reject(new Error(`a thread of the simulation ended with code ${code} and no result`));
    });
  });
}

/** The words of a violation that a thread found. */
export class ViolationInThread extends Error {}

function inOrder(a: Told, b: Told): number {
  return a.cityMs - b.cityMs || a.camera - b.camera;
}

function saidOf({ cityMs, change: { phase, added, situation: s } }: Told): string {
  const because = s.because.map((m) => `${m.kind} ${m.category} ${rounded(m.value)} ${rounded(m.errorBand)}`);
  return `${cityMs} ${phase} ${added} ${s.id} ${s.kind} ${s.zoneId ?? ''} ${s.sinceMs} ${s.detectedAtMs} ${s.endedMs ?? ''} ${rounded(s.certainty)} ${s.levelOfService ?? ''} ${because.join(', ')}\n`;
}

function alarmSaid({ cityMs, alarm, by }: AlarmChange): string {
  return `${cityMs} ${by} ${alarm.id} ${alarm.situationId} ${alarm.state} ${alarm.priority} ${alarm.version}\n`;
}

/** Days of a city of cameras: every camera by itself, in threads, then one control room for all, in the order of time. */
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import {
  type CameraAsked,
  type CameraDays,
  cityStartMs,
  type Pace,
  simulateCamera,
  type Told,
} from './camera-days.ts';
import { type AlarmChange, ControlRoom } from './control-room.ts';
import { rounded } from './measure-log.ts';
import { type Summary, summaryOf } from './summary.ts';
import type { ThreadMessage } from './thread.ts';

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
  // Each thread takes the next camera when it is done with one: places differ in how much happens.
  const left = indices.values();
  const done = await Promise.all(
    Array.from({ length: Math.min(threads, cameras) }, () =>
      inThread({ seed, hours, fromHour, trouble, pace }, () => left.next().value ?? null),
    ),
  );
  return done.flat().sort((a, b) => a.index - b.index);
}

/** @param next index of the next camera that nobody has taken; null when there is none. */
function inThread(
  asked: Omit<CameraAsked, 'index'>,
  next: () => number | null,
): Promise<readonly CameraDays[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: asked });
    const done: CameraDays[] = [];
    let isOver = false;
    const give = () => {
      const index = next();
      isOver = index === null;
      worker.postMessage(index);
    };
    worker.on('message', (message: ThreadMessage) => {
      if ('violation' in message) {
        reject(new ViolationInThread(message.violation));
        void worker.terminate();
        return;
      }
      done.push(message.done);
      give();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (isOver && code === 0) resolve(done);
      else reject(new Error(`a thread of the simulation ended with code ${code} and no result`));
    });
    give();
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

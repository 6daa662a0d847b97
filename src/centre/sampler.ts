/** Collects masked frames of a camera to be labelled: asks ingest for one after another, and keeps what comes. */
import { randomUUID } from 'node:crypto';
import type { FromIngest } from '../contract/ingest.ts';
import { wantedFrames } from '../core/score/accuracy-card.ts';
import type { Log } from './log.ts';
import { logFailure } from './log-failure.ts';
import type { Clock, Fleet } from './ports.ts';
import { change, isDatabaseDown, type Sql } from './store/database.ts';
import { insertFrame, type OpenLabelling, openLabellings } from './store/labellings.ts';

export type Sample = Extract<FromIngest, { type: 'sample' }>;

export type Sampler = {
  /** Goes on with what was open before this process. */
  resume(): Promise<void>;
  begin(labelling: OpenLabelling): void;
  end(cameraId: string): void;
  accept(sample: Sample): void;
  /** Asks for what is due. Once a second by itself. */
  tick(): void;
  /** Resolves when everything accepted is stored. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

type Collecting = { readonly labelling: OpenLabelling; taken: number; lastAtMs: number; isStoring: boolean };

const tickMs = 1_000;

export function createSampler(world: { sql: Sql; clock: Clock; log: Log; fleet: Fleet }): Sampler {
  const { sql, clock, log, fleet } = world;
  const open = new Map<string, Collecting>();
  let storing: Promise<void> = Promise.resolve();
  const timer = setInterval(tick, tickMs);
  timer.unref();

  function begin(labelling: OpenLabelling): void {
    open.set(labelling.cameraId, {
      labelling,
      taken: labelling.taken,
      lastAtMs: Number.NEGATIVE_INFINITY,
      isStoring: false,
    });
    tick();
  }

  function isDue({ labelling, lastAtMs, isStoring }: Collecting, nowMs: number): boolean {
    const sinceMs = nowMs - lastAtMs;
    // A clock that was set back must not stop the collecting.
    return !isStoring && (sinceMs >= labelling.everyMs || sinceMs < 0);
  }

  function tick(): void {
    const nowMs = clock.nowMs();
    for (const [cameraId, collecting] of open) {
      const isOver = collecting.taken >= wantedFrames || nowMs >= collecting.labelling.expiresAtMs;
      if (isOver) open.delete(cameraId);
      // Asked again each second until it comes: the camera may be dark, or its process new.
      else if (isDue(collecting, nowMs)) fleet.sample(cameraId);
    }
  }

  function accept(sample: Sample): void {
    const collecting = open.get(sample.cameraId);
    if (collecting === undefined || !isDue(collecting, clock.nowMs())) return;
    collecting.isStoring = true;
    collecting.lastAtMs = clock.nowMs();
    storing = storing.then(() => store(collecting, sample));
  }

  async function store(collecting: Collecting, sample: Sample): Promise<void> {
    const { id, cameraId } = collecting.labelling;
    try {
      const { capturedAtMs, jpeg, aspect, meanLuma, reading } = sample;
      const frame = { id: randomUUID(), capturedAtMs, jpeg, aspect, meanLuma, reading };
      const taken = await change(sql, (tx) => insertFrame(tx, id, frame));
      if (taken !== null) collecting.taken = taken;
      else if (open.get(cameraId) === collecting) open.delete(cameraId);
    } catch (cause) {
      // It is not waited for: another one is asked for in a second.
      collecting.lastAtMs = Number.NEGATIVE_INFINITY;
      if (!isDatabaseDown(cause)) logFailure(log, `camera ${cameraId}: a frame to label was not kept`, cause);
    } finally {
      collecting.isStoring = false;
    }
  }

  return {
    async resume() {
      for (const labelling of await openLabellings(sql, clock.nowMs())) begin(labelling);
    },
    begin,
    end: (cameraId) => void open.delete(cameraId),
    accept,
    tick,
    settled: () => storing,
    async stop() {
      clearInterval(timer);
      open.clear();
      await storing;
    },
  };
}

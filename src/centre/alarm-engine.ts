/**
 * The queue between ingest and the alarms. What waits is stored in turns, in the order in which it came: many cameras
 * together in one transaction (alarms/situation-turn.ts), so a flood costs hardly more than a single alarm.
 *
 * What has begun must end. Ingest ends what it began; three rules end what ingest no longer can:
 * - the centre starts: every ingest process is new, so nobody watches what is still open ('system-start');
 * - an ingest process starts anew: what its cameras had open before, nobody watches ('not-reported-any-more');
 * - a camera is disabled, or the zone is gone ('camera-disabled', 'rules-changed').
 * If the condition still holds, the new process reports it again, and the alarm that nobody has noticed stands again.
 */
import type { FromIngest } from '../contract/ingest.ts';
import type { Situation } from '../core/situation/situation.ts';
import { endUnreported, type SituationChange, storeTurn } from './alarms/situation-turn.ts';
import type { CameraRegistry } from './camera-registry.ts';
import type { Latency } from './latency.ts';
import type { Log } from './log.ts';
import { logFailure } from './log-failure.ts';
import type { Clock } from './ports.ts';
import { change, isDatabaseDown, type Sql } from './store/database.ts';
import { type EndCause, openSituations } from './store/situations.ts';

type SituationMessage = Extract<FromIngest, { type: 'situation' }>;

export type AlarmEngine = {
  /** Queues; never waits for the database. */
  accept(message: SituationMessage): void;
  /** Ends what is open and matches, in the order of the queue. */
  endOpen(which: (situation: Situation) => boolean, cause: EndCause): void;
  waiting(): number;
  dropped(): number;
  /** Resolves once everything queued so far is stored, or has failed for good. */
  settled(): Promise<void>;
  /** The database answers: go on, if anything waits. */
  resume(): void;
  stop(): Promise<void>;
};

type Task =
  | { readonly kind: 'message'; readonly change: SituationChange }
  | {
      readonly kind: 'end';
      readonly which: (situation: Situation) => boolean;
      readonly cause: EndCause;
      readonly atMs: number;
    };

const maxWaiting = 5_000;
/** Pictures are given up first: an alarm without one is still an alarm. */
const maxPictureBytes = 128_000_000;
/** As many as a transaction may take without keeping an operator's own change waiting. */
const mostInATurn = 100;

export function createAlarmEngine(world: {
  sql: Sql;
  clock: Clock;
  log: Log;
  registry: CameraRegistry;
  latency: Latency;
  onStored: () => void;
}): AlarmEngine {
  const { sql, clock, log, registry, latency, onStored } = world;
  let queue: Task[] = [];
  let pictureBytes = 0;
  let dropped = 0;
  let working: Promise<void> | null = null;
  let isWaitingForDatabase = false;
  let isStopped = false;

  function add(task: Task): void {
    if (isStopped) return;
    if (queue.length >= maxWaiting) {
      dropped++;
      latency.drop(1);
      return;
    }
    if (task.kind === 'message') pictureBytes += task.change.jpeg?.byteLength ?? 0;
    queue.push(task);
    work();
  }

  function work(): void {
    if (isWaitingForDatabase) return;
    working ??= workOff().finally(() => {
      working = null;
      // Something was added between the last look and here.
      if (queue.length > 0 && !isWaitingForDatabase) work();
    });
  }

  async function workOff(): Promise<void> {
    // How many of the first to try by themselves.
    let alone = 0;
    while (queue.length > 0) {
      const turn: readonly Task[] = alone > 0 ? queue.slice(0, 1) : nextTurn(queue);
      try {
        const startedMs = performance.now();
        await store(turn);
        latency.add(performance.now() - startedMs, clock.nowMs());
        onStored();
      } catch (cause) {
        if (isDatabaseDown(cause)) {
          isWaitingForDatabase = true;
          return;
        }
        // Two changes waited for each other, and this one gave way: it is done anew.
        if ((cause as { code?: string }).code === '40P01') continue;
        // One of them cannot be stored: each is tried by itself, so that the others are.
        if (turn.length > 1) {
          alone = turn.length;
          continue;
        }
        // 23503: the camera was removed meanwhile, and its situations with it.
        if ((cause as { code?: string }).code !== '23503') {
          dropped++;
          latency.drop(1);
          logFailure(log, 'a situation could not be stored', cause);
        }
      }
      queue.splice(0, turn.length);
      alone = Math.max(0, alone - turn.length);
      for (const task of turn) if (task.kind === 'message') pictureBytes -= task.change.jpeg?.byteLength ?? 0;
    }
  }

  async function store(turn: readonly Task[]): Promise<void> {
    const [first] = turn;
    if (first?.kind === 'end') return endMatching(first);
    const changes = turn.flatMap((task) => (task.kind === 'message' ? [task.change] : []));
    await change(sql, (tx) => storeTurn(tx, changes, zoneName));
  }

  function zoneName({ cameraId, zoneId }: Situation): string | null {
    return registry.get(cameraId)?.stored.zones.find(({ id }) => id === zoneId)?.name ?? null;
  }

  async function endMatching({ which, cause, atMs }: Task & { kind: 'end' }): Promise<void> {
    const open = (await openSituations(sql)).filter(which);
    for (let from = 0; from < open.length; from += mostInATurn)
      await change(sql, (tx) => endUnreported(tx, open.slice(from, from + mostInATurn), cause, atMs));
  }

  return {
    accept({ phase, situation, jpeg }) {
      const fits = pictureBytes + (jpeg?.byteLength ?? 0) <= maxPictureBytes;
      add({
        kind: 'message',
        change: { phase, situation, jpeg: fits ? jpeg : null, atMs: clock.nowMs() },
      });
    },
    endOpen: (which, cause) => add({ kind: 'end', which, cause, atMs: clock.nowMs() }),
    waiting: () => queue.length,
    dropped: () => dropped,
    async settled() {
      while (working !== null) await working;
    },
    resume() {
      isWaitingForDatabase = false;
      if (queue.length > 0) work();
    },
    async stop() {
      isStopped = true;
      await working;
      if (queue.length > 0)
        log('warn', `${queue.length} situations were not stored: the database was away at the end`);
      queue = [];
    },
  };
}

/** The first of the queue, and what may be stored together with it: messages, each of another camera. */
function nextTurn(queue: readonly Task[]): readonly Task[] {
  const cameras = new Set<string>();
  for (const task of queue) {
    if (task.kind === 'end' || cameras.size === mostInATurn) break;
    const { cameraId } = task.change.situation;
    if (cameras.has(cameraId)) break;
    cameras.add(cameraId);
  }
  return queue.slice(0, Math.max(1, cameras.size));
}

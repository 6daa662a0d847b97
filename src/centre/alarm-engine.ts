/**
 * Situations become alarms. Each change of one is stored together with its alarm, its masked picture, its audit entry
 * and its announcement, in one transaction. A message that comes twice changes nothing the second time.
 *
 * What has begun must end. Ingest ends what it began; three rules end what ingest no longer can:
 * - the centre starts: every ingest process is new, so nobody watches what is still open ('system-start');
 * - an ingest process starts anew: what its cameras had open before, nobody watches ('not-reported-any-more');
 * - a camera is disabled, or the zone is gone ('camera-disabled', 'rules-changed').
 * If the condition still holds, the new process reports it again, and the alarm that nobody has noticed stands again.
 */
import { randomUUID } from 'node:crypto';
import type { FromIngest } from '../contract/ingest.ts';
import { type Alarm, raise } from '../core/alarm/alarm.ts';
import { advance } from '../core/alarm/alarm-life.ts';
import { isChatter } from '../core/alarm/chatter.ts';
import type { Situation } from '../core/situation/situation.ts';
import { unreachable } from '../core/unreachable.ts';
import { readStanding, settle } from './alarms/aside-at.ts';
import { liftedSuppressions } from './alarms/bring-back.ts';
import { type AlarmChange, recordAlarm, storeAll } from './alarms/record-alarm.ts';
import type { CameraRegistry } from './camera-registry.ts';
import type { Latency } from './latency.ts';
import type { Log } from './log.ts';
import { logFailure } from './log-failure.ts';
import type { Clock } from './ports.ts';
import { begunAt, insertOccurrence } from './store/alarm-occurrences.ts';
import {
  holdAlarmOf,
  holdLastAlarm,
  holdReturnedAlarm,
  insertAlarm,
  lockAlarms,
  replacePicture,
  updateAlarm,
} from './store/alarms.ts';
import { change, isDatabaseDown, type Sql, type Tx } from './store/database.ts';
import {
  type EndCause,
  endSituation,
  insertSituation,
  openSituations,
  updateSituation,
} from './store/situations.ts';

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
  | { readonly kind: 'message'; readonly message: SituationMessage; readonly acceptedAtMs: number }
  | {
      readonly kind: 'end';
      readonly which: (situation: Situation) => boolean;
      readonly cause: EndCause;
      readonly atMs: number;
    };

const maxWaiting = 5_000;
/** Pictures are given up first: an alarm without one is still an alarm. */
const maxPictureBytes = 128_000_000;
const maxPictureBytesEach = 4_000_000;

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
    if (task.kind === 'message') pictureBytes += task.message.jpeg?.byteLength ?? 0;
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
    while (queue.length > 0) {
      const task = queue[0]!;
      try {
        const startedMs = performance.now();
        if (task.kind === 'message') await store(task.message, task.acceptedAtMs);
        else await endMatching(task.which, task.cause, task.atMs);
        latency.add(performance.now() - startedMs, clock.nowMs());
        onStored();
      } catch (cause) {
        if (isDatabaseDown(cause)) {
          isWaitingForDatabase = true;
          return;
        }
        // Two changes waited for each other, and this one gave way: it is done anew.
        if ((cause as { code?: string }).code === '40P01') continue;
        // 23503: the camera was removed meanwhile, and its situations with it.
        if ((cause as { code?: string }).code !== '23503') {
          dropped++;
          latency.drop(1);
          logFailure(log, 'a situation could not be stored', cause);
        }
      }
      queue.shift();
      if (task.kind === 'message') pictureBytes -= task.message.jpeg?.byteLength ?? 0;
    }
  }

  function store(message: SituationMessage, nowMs: number): Promise<void> {
    const { situation, phase, jpeg } = message;
    switch (phase) {
      case 'began':
        return change(sql, (tx) => began(tx, situation, jpeg, nowMs));
      case 'changed':
        return change(sql, (tx) => changed(tx, situation, nowMs));
      case 'ended':
        return change(sql, (tx) => ended(tx, situation, jpeg, nowMs));
      default:
        return unreachable(phase);
    }
  }

  async function began(tx: Tx, situation: Situation, jpeg: Uint8Array | null, nowMs: number): Promise<void> {
    await lockAlarms(tx);
    if (!(await insertSituation(tx, situation))) return;
    const alarm = await standAgain(tx, situation, nowMs);
    if (jpeg !== null && jpeg.byteLength > 0 && jpeg.byteLength <= maxPictureBytesEach) {
      await replacePicture(tx, alarm.id, jpeg);
    }
    const action = alarm.times === 1 ? 'alarm.raised' : 'alarm.re-raised';
    await recordAlarm(tx, alarm, {
      action,
      nowMs,
      detail: alarm.aside === null ? {} : { aside: alarm.aside },
    });
  }

  /**
   * The alarm of the same thing that is still there, or a new one: a flickering cause is one alarm, not fifty. One that
   * was noticed and closed gathers what follows while it chatters. What stood in the queue stays there; only a new one,
   * or one that was closed, can be set aside, because the place is out of service or its camera is blind.
   */
  async function standAgain(tx: Tx, situation: Situation, nowMs: number): Promise<Alarm> {
    const event = { type: 're-raised', situationId: situation.id } as const;
    const before = await holdReturnedAlarm(tx, situation);
    const again = before && advance(before, event, nowMs);
    if (again?.ok) {
      await insertOccurrence(tx, again.alarm, nowMs);
      await updateAlarm(tx, again.alarm);
      return again.alarm;
    }
    const standing = await readStanding(tx, situation.cameraId);
    const { policy, rationalisations } = standing;
    const { chatter, latchingKinds } = policy;
    if (isChatter(await begunAt(tx, situation, nowMs - chatter.withinMs), nowMs, chatter)) {
      const closed = await holdLastAlarm(tx, situation);
      const gathered = closed && advance(closed, event, nowMs);
      if (gathered?.ok) {
        const isLatching = latchingKinds.includes(situation.kind);
        const alarm = settle({ ...gathered.alarm, isLatching }, standing, nowMs);
        await insertOccurrence(tx, alarm, nowMs);
        await updateAlarm(tx, alarm);
        return alarm;
      }
    }
    const isLatching = latchingKinds.includes(situation.kind);
    const raised = raise(situation, { id: randomUUID(), nowMs, isLatching, rationalisations });
    const alarm = settle(raised, standing, nowMs);
    const zone = registry.get(situation.cameraId)?.stored.zones.find(({ id }) => id === situation.zoneId);
    await insertAlarm(tx, alarm, zone?.name ?? null);
    await insertOccurrence(tx, alarm, nowMs);
    return alarm;
  }

  async function changed(tx: Tx, situation: Situation, nowMs: number): Promise<void> {
    if (!(await updateSituation(tx, situation))) return;
    const alarm = await holdAlarmOf(tx, situation.id);
    if (alarm === null) return;
    await recordAlarm(tx, alarm, { action: 'situation.changed', nowMs });
  }

  async function ended(tx: Tx, situation: Situation, jpeg: Uint8Array | null, nowMs: number): Promise<void> {
    // Its beginning was lost, e.g. dropped from a full queue: it is stored whole now.
    if (situation.endedMs !== null) await began(tx, { ...situation, endedMs: null }, jpeg, nowMs);
    await end(tx, situation, situation.endedMs ?? nowMs, 'reported', nowMs);
  }

  async function end(
    tx: Tx,
    situation: Situation,
    endedMs: number,
    cause: EndCause,
    nowMs: number,
  ): Promise<void> {
    await lockAlarms(tx);
    if (!(await endSituation(tx, situation.id, Math.max(endedMs, situation.sinceMs), cause))) return;
    const alarm = await holdAlarmOf(tx, situation.id);
    const returned = alarm && advance(alarm, { type: 'returned' }, nowMs);
    const changes: AlarmChange[] = returned?.ok
      ? [{ alarm: returned.alarm, entry: { action: 'alarm.returned', nowMs, detail: { cause } } }]
      : [];
    // Locked before the first entry is written: whatever this situation suppressed, and nothing else does.
    await storeAll(tx, [...changes, ...(await liftedSuppressions(tx, nowMs))]);
  }

  async function endMatching(
    which: (situation: Situation) => boolean,
    cause: EndCause,
    atMs: number,
  ): Promise<void> {
    for (const situation of await openSituations(sql)) {
      if (which(situation)) await change(sql, (tx) => end(tx, situation, atMs, cause, atMs));
    }
  }

  return {
    accept(message) {
      const size = message.jpeg?.byteLength ?? 0;
      const fits = pictureBytes + size <= maxPictureBytes;
      add({
        kind: 'message',
        message: fits ? message : { ...message, jpeg: null },
        acceptedAtMs: clock.nowMs(),
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

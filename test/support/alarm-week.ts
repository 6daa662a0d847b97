/** A week of alarms through the real engine: quiet nights, a flood on the fourth evening, two operators, one nuisance. */
import type { Situation } from '../../src/core/situation/situation.ts';
import { randomOf } from './random.ts';
import { situation } from './situations.ts';
import type { StartedCentre } from './start-centre.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What of a clock the week turns. */
export type TurnedClock = { nowMs: number };

type Step = { readonly atMs: number; readonly run: () => Promise<void> };

/**
 * @param clock the centre's; stands at `untilMs` at the end. @param cameraIds of the configuration.
 * @returns how many situations there were.
 */
export async function liveAWeek(
  started: StartedCentre,
  clock: TurnedClock,
  { untilMs, cameraIds, days = 7 }: { untilMs: number; cameraIds: readonly string[]; days?: number },
): Promise<number> {
  const random = randomOf(7);
  const kinds = ['crowding', 'queue', 'loitering', 'slow-traffic', 'line-crossing', 'intrusion'] as const;
  const steps: Step[] = [];
  let count = 0;
  const add = (atMs: number, more: Partial<Situation>, waitMs: number | null, isNuisance = false) => {
    const what = situation(`week-${++count}`, { sinceMs: atMs, detectedAtMs: atMs, ...more });
    steps.push({ atMs, run: () => say(started, 'began', what) });
    const over = { ...what, endedMs: atMs + minuteMs + Math.floor(random() * 5 * minuteMs) };
    steps.push({ atMs: over.endedMs, run: () => say(started, 'ended', over) });
    if (waitMs === null) return;
    const hour = new Date(atMs).getUTCHours();
    const by = hour >= 7 && hour < 19 ? 'Ada' : 'Bert';
    steps.push({ atMs: atMs + waitMs, run: () => take(started, what.id, { by, isNuisance }) });
  };
  for (let hour = 0; hour < days * 24; hour++) {
    const atMs = untilMs - (days * 24 - hour) * hourMs;
    const isDay = new Date(atMs).getUTCHours() >= 7 && new Date(atMs).getUTCHours() < 22;
    for (let i = 0; i < (isDay ? 3 : 1); i++) {
      const kind = kinds[Math.floor(random() ** 2 * kinds.length)]!;
      const cameraId = cameraIds[Math.floor(random() * cameraIds.length)]!;
      const waitMs = 5_000 + Math.floor(random() ** 3 * 4 * minuteMs);
      add(atMs + Math.floor(random() * 50 * minuteMs), { kind, cameraId }, waitMs, kind === 'loitering');
    }
  }
  // A match ends: people everywhere at once.
  const floodMs = untilMs - Math.floor(days / 2) * 24 * hourMs - 3 * hourMs;
  for (let i = 0; i < 40; i++)
    add(
      floodMs + i * 15_000,
      { kind: i % 3 === 0 ? 'crowding' : 'queue', cameraId: cameraIds[i % cameraIds.length]! },
      i % 4 === 0 ? null : 3 * minuteMs,
    );
  for (const { atMs, run } of steps.filter((step) => step.atMs < untilMs).sort((a, b) => a.atMs - b.atMs)) {
    clock.nowMs = atMs;
    await run();
  }
  clock.nowMs = untilMs;
  return count;
}

async function say(started: StartedCentre, phase: 'began' | 'ended', what: Situation): Promise<void> {
  started.fleet.say({ type: 'situation', phase, situation: what, jpeg: null });
  await started.centre.engine.settled();
}

async function take(
  { centre }: StartedCentre,
  situationId: string,
  { by, isNuisance }: { by: string; isNuisance: boolean },
): Promise<void> {
  const [alarm] = await centre.sql<{ id: string; version: number }[]>`
    select id, version from alarms where situation_id = ${situationId}`;
  // It has gathered another beginning meanwhile, and goes on under that one.
  if (alarm === undefined) return;
  const command = { alarmId: alarm.id, by };
  const taken = await centre.desk.acknowledge({
    ...command,
    version: alarm.version,
    action: 'alarm.acknowledged',
  });
  if (taken.ok && isNuisance)
    await centre.desk.markNuisance({
      ...command,
      version: taken.alarm.version,
      action: 'alarm.nuisance-marked',
      isNuisance: true,
    });
}

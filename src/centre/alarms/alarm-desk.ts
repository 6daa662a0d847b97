/** What people do with alarms. Each is a transition of core/alarm/alarm-life.ts, stored with its audit entry and its announcement. */
import type { Alarm } from '../../core/alarm/alarm.ts';
import { type AlarmEvent, advance } from '../../core/alarm/alarm-life.ts';
import { type ShelfReason, shelfRefusal } from '../../core/alarm/set-aside.ts';
import type { Clock } from '../ports.ts';
import { holdAlarms, isAnythingDue, lockAlarms } from '../store/alarms.ts';
import { change, type Sql, type Tx } from '../store/database.ts';
import { readSettings } from '../store/settings.ts';
import { readStanding } from './aside-at.ts';
import { bringBack, bringBackDue } from './bring-back.ts';
import { type AlarmChange, storeAll } from './record-alarms.ts';

/** `action` is the name of the audit entry, `version` the one the person saw. */
export type AlarmCommand = {
  readonly alarmId: string;
  readonly version: number;
  readonly by: string;
  readonly action: string;
};

export type Answer =
  | { readonly ok: true; readonly alarm: Alarm }
  | { readonly ok: false; readonly reason: 'unknown' }
  /** Somebody else was quicker, or the alarm has changed since it was read. */
  | { readonly ok: false; readonly reason: 'changed'; readonly alarm: Alarm }
  | { readonly ok: false; readonly reason: 'too-long'; readonly longestShelfMs: number };

/** @returns the alarm after a step, or null where the step is refused. */
type Next = (
  tx: Tx,
  alarm: Alarm,
  at: { readonly by: string; readonly nowMs: number },
) => Promise<Alarm | null>;

export type AlarmDesk = {
  acknowledge(command: AlarmCommand): Promise<Answer>;
  /** Together: of those that have changed meanwhile the answer says so. In the order asked. */
  acknowledgeMany(commands: readonly AlarmCommand[]): Promise<Answer[]>;
  reset(command: AlarmCommand): Promise<Answer>;
  markNuisance(command: AlarmCommand & { readonly isNuisance: boolean }): Promise<Answer>;
  shelve(command: AlarmCommand & { readonly reason: ShelfReason; readonly forMs: number }): Promise<Answer>;
  unshelve(command: AlarmCommand): Promise<Answer>;
  /** Brings back what is due by the clock. Cheap when nothing is. */
  lookAtClock(): Promise<void>;
};

export function createAlarmDesk(world: { sql: Sql; clock: Clock; onStored: () => void }): AlarmDesk {
  const { sql, clock, onStored } = world;

  /** In one transaction: of those that have changed meanwhile the answer says so. In the order asked. */
  async function actOnAll(
    commands: readonly AlarmCommand[],
    next: Next,
    detail: { readonly [key: string]: unknown } = {},
  ): Promise<Answer[]> {
    const nowMs = clock.nowMs();
    const answers = await change(sql, async (tx): Promise<Answer[]> => {
      await lockAlarms(tx);
      const alarms = new Map(
        await holdAlarms(
          tx,
          commands.map(({ alarmId }) => alarmId),
        ),
      );
      const answered: Answer[] = [];
      const changes: AlarmChange[] = [];
      for (const { alarmId, version, by, action } of commands) {
        const before = alarms.get(alarmId);
        const alarm = before?.version === version ? await next(tx, before, { by, nowMs }) : null;
        if (before === undefined) answered.push({ ok: false, reason: 'unknown' });
        else if (alarm === null) answered.push({ ok: false, reason: 'changed', alarm: before });
        else {
          // Asked for twice in one call, the second finds it changed.
          alarms.set(alarmId, alarm);
          answered.push({ ok: true, alarm });
          changes.push({ alarm, entry: { action, nowMs, who: by, detail } });
        }
      }
      await storeAll(tx, changes);
      return answered;
    });
    onStored();
    return answers;
  }

  async function act(command: AlarmCommand, next: Next, detail = {}): Promise<Answer> {
    const [answer] = await actOnAll([command], next, detail);
    return answer!;
  }

  const step =
    (event: AlarmEvent): Next =>
    async (_, alarm, { nowMs }) => {
      const result = advance(alarm, event, nowMs);
      return result.ok ? result.alarm : null;
    };
  const acknowledge: Next = (tx, alarm, at) => step({ type: 'acknowledged', by: at.by })(tx, alarm, at);

  return {
    acknowledge: (command) => act(command, acknowledge),
    acknowledgeMany: (commands) => actOnAll(commands, acknowledge),
    markNuisance(command) {
      const { isNuisance } = command;
      const by = isNuisance ? command.by : null;
      return act(command, step({ type: 'marked-nuisance', by }), { isNuisance });
    },
    reset: (command) => act(command, step({ type: 'reset', by: command.by })),
    async shelve(command) {
      const { reason, forMs, by } = command;
      const { longestShelfMs } = (await readSettings(sql)).alarmPolicy;
      if (shelfRefusal(forMs, longestShelfMs) !== null)
        return { ok: false, reason: 'too-long', longestShelfMs };
      return act(
        command,
        (tx, alarm, at) => {
          const untilMs = at.nowMs + forMs;
          const aside = { as: 'shelved', by, reason, sinceMs: at.nowMs, untilMs } as const;
          return step({ type: 'set-aside', aside })(tx, alarm, at);
        },
        { reason, forMs },
      );
    },
    unshelve: (command) =>
      act(command, async (tx, alarm, { nowMs }) =>
        bringBack(alarm, 'shelved', await readStanding(tx, [alarm.cameraId]), nowMs),
      ),
    async lookAtClock() {
      const nowMs = clock.nowMs();
      if (!(await isAnythingDue(sql, nowMs))) return;
      await change(sql, async (tx) => {
        await lockAlarms(tx);
        await bringBackDue(tx, nowMs);
      });
      onStored();
    },
  };
}

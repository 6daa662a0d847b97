/** What people do with alarms. Each is a transition of core/alarm/alarm-life.ts, stored with its audit entry and its announcement. */
import type { Alarm } from '../../core/alarm/alarm.ts';
import { type AlarmEvent, advance } from '../../core/alarm/alarm-life.ts';
import { type ShelfReason, shelfRefusal } from '../../core/alarm/set-aside.ts';
import type { Clock } from '../ports.ts';
import { holdAlarm, isAnythingDue, lockAlarms, updateAlarm } from '../store/alarms.ts';
import { change, type Sql, type Tx } from '../store/database.ts';
import { readSettings } from '../store/settings.ts';
import { readStanding } from './aside-at.ts';
import { bringBack, bringBackDue } from './bring-back.ts';
import { recordAlarm } from './record-alarm.ts';

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

export type AlarmDesk = {
  acknowledge(command: AlarmCommand): Promise<Answer>;
  /** Each by itself: of those that have changed meanwhile the answer says so. In the order asked. */
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

  async function act(
    { alarmId, version, by, action }: AlarmCommand,
    next: (tx: Tx, alarm: Alarm, nowMs: number) => Promise<Alarm | null>,
    detail: { readonly [key: string]: unknown } = {},
  ): Promise<Answer> {
    const nowMs = clock.nowMs();
    const answer = await change(sql, async (tx): Promise<Answer> => {
      await lockAlarms(tx);
      const before = await holdAlarm(tx, alarmId);
      if (before === null) return { ok: false, reason: 'unknown' };
      if (before.version !== version) return { ok: false, reason: 'changed', alarm: before };
      const alarm = await next(tx, before, nowMs);
      if (alarm === null) return { ok: false, reason: 'changed', alarm: before };
      await updateAlarm(tx, alarm);
      await recordAlarm(tx, alarm, { action, nowMs, who: by, detail });
      return { ok: true, alarm };
    });
    onStored();
    return answer;
  }

  const step = (event: AlarmEvent) => async (_: Tx, alarm: Alarm, nowMs: number) => {
    const result = advance(alarm, event, nowMs);
    return result.ok ? result.alarm : null;
  };

  return {
    acknowledge: (command) => act(command, step({ type: 'acknowledged', by: command.by })),
    async acknowledgeMany(commands) {
      const answers: Answer[] = [];
      // One after the other: other people's changes come in between, and none waits for a hundred.
      for (const command of commands)
        answers.push(await act(command, step({ type: 'acknowledged', by: command.by })));
      return answers;
    },
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
        (tx, alarm, nowMs) => {
          const aside = { as: 'shelved', by, reason, sinceMs: nowMs, untilMs: nowMs + forMs } as const;
          return step({ type: 'set-aside', aside })(tx, alarm, nowMs);
        },
        { reason, forMs },
      );
    },
    unshelve: (command) =>
      act(command, async (tx, alarm, nowMs) =>
        bringBack(alarm, 'shelved', await readStanding(tx, alarm.cameraId), nowMs),
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

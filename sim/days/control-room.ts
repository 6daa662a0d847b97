/** The control room of the simulated city: alarms by the real state machine, and one operator who takes notice of them in turn. */
import { type Alarm, raise } from '../../src/core/alarm/alarm.ts';
import { type AlarmEvent, advance } from '../../src/core/alarm/alarm-life.ts';
import type { SituationChange } from '../../src/core/scene.ts';
import { type Random, randomOf } from '../random.ts';
import { type Told, Violation } from './camera-days.ts';

export type AlarmChange = {
  readonly cityMs: number;
  readonly alarm: Alarm;
  readonly by: 'raised' | AlarmEvent['type'];
};

/** Seconds the operator spends on one alarm. */
const attentionS = [15, 90] as const;
const rank = { high: 0, medium: 1, low: 2 } as const;

export class ControlRoom {
  readonly changes: AlarmChange[] = [];
  readonly #alarms = new Map<string, Alarm>();
  /** By situation. */
  readonly #alarmOf = new Map<string, string>();
  readonly #open = new Set<string>();
  /** Alarms that nobody has noticed, oldest first. */
  readonly #unnoticed = new Set<string>();
  readonly #random: Random;
  readonly #seed: number;
  readonly #startMs: number;
  #busyUntilMs = 0;
  #attending: string | null = null;

  /** @param startMs of the city's time, UTC. */
  constructor(seed: number, startMs: number) {
    this.#seed = seed;
    this.#startMs = startMs;
    this.#random = randomOf(seed, 'operator');
  }

  take({ cityMs, change }: Told): void {
    this.workUntil(cityMs);
    const { phase, situation } = change;
    if (phase === 'began') this.#begin(change, cityMs);
    else if (!this.#open.has(situation.id)) this.#fail(cityMs, `${situation.kind} ${phase} that is not open`);
    if (phase !== 'ended') return;
    this.#open.delete(situation.id);
    const id = this.#alarmOf.get(situation.id);
    if (id === undefined) this.#fail(cityMs, `${situation.kind} has no alarm`);
    this.#step(id, { type: 'returned' }, cityMs);
  }

  /** The operator goes on: one alarm after the other, the gravest first, then the oldest. */
  workUntil(cityMs: number): void {
    while (this.#busyUntilMs <= cityMs) {
      const nowMs = this.#busyUntilMs;
      if (this.#attending !== null) {
        const alarm = this.#alarms.get(this.#attending)!;
        if (alarm.acknowledgedAtMs === null)
          this.#step(alarm.id, { type: 'acknowledged', by: 'operator' }, nowMs);
        this.#attending = null;
      }
      const next = this.#next();
      if (next === null) {
        this.#busyUntilMs = cityMs + 1;
        return;
      }
      this.#attending = next.id;
      const fromMs = Math.max(nowMs, next.raisedAtMs - this.#startMs);
      this.#busyUntilMs = fromMs + Math.round(this.#random.between(...attentionS)) * 1000;
    }
  }

  /** After the last change: everything has ended, and every alarm belongs to a situation. */
  close(cityMs: number): void {
    this.workUntil(cityMs);
    const left = [...this.#open][0];
    if (left !== undefined) this.#fail(cityMs, `situation ${left} never ended`);
    const standing = [...this.#alarms.values()].find(({ returnedAtMs }) => returnedAtMs === null);
    if (standing !== undefined) this.#fail(cityMs, `alarm ${standing.id} stands without a situation`);
  }

  #begin({ situation }: SituationChange, cityMs: number): void {
    this.#open.add(situation.id);
    // As the centre does it: the alarm of the same thing that nobody has noticed yet stands again.
    const before = [...this.#waiting()].findLast(
      (a) =>
        a.state === 'returned-unacknowledged' &&
        a.cameraId === situation.cameraId &&
        a.zoneId === situation.zoneId &&
        a.kind === situation.kind,
    );
    if (before !== undefined) {
      this.#alarmOf.set(situation.id, before.id);
      this.#step(before.id, { type: 're-raised', situationId: situation.id }, cityMs);
      return;
    }
    const alarm = raise(situation, { id: `alarm-${this.#alarms.size + 1}`, nowMs: this.#startMs + cityMs });
    this.#alarms.set(alarm.id, alarm);
    this.#unnoticed.add(alarm.id);
    this.#alarmOf.set(situation.id, alarm.id);
    this.changes.push({ cityMs, alarm, by: 'raised' });
  }

  *#waiting(): Generator<Alarm> {
    for (const id of this.#unnoticed) yield this.#alarms.get(id)!;
  }

  #next(): Alarm | null {
    let first: Alarm | null = null;
    for (const alarm of this.#waiting()) {
      if (first === null || rank[alarm.priority] < rank[first.priority]) first = alarm;
    }
    return first;
  }

  #step(id: string, event: AlarmEvent, cityMs: number): void {
    const step = advance(this.#alarms.get(id)!, event, this.#startMs + cityMs);
    if (!step.ok) this.#fail(cityMs, `alarm ${id} refused "${event.type}": ${step.reason}`);
    this.#alarms.set(id, step.alarm);
    if (step.alarm.acknowledgedAtMs !== null) this.#unnoticed.delete(id);
    else this.#unnoticed.add(id);
    this.changes.push({ cityMs, alarm: step.alarm, by: event.type });
  }

  #fail(cityMs: number, what: string): never {
    throw new Violation(`seed ${this.#seed}, ${new Date(this.#startMs + cityMs).toISOString()}: ${what}`);
  }
}

/** What the days of a city come to, for reading. Simulated, and said to be. */
import { type CameraFaultKind, cameraFaultKinds, type SituationKind } from '../../src/core/zone.ts';
import type { CameraDays, Told } from './camera-days.ts';
import type { AlarmChange } from './control-room.ts';

export type Summary = {
  readonly isSimulated: true;
  readonly seed: number;
  readonly cameras: number;
  readonly hours: number;
  readonly situations: number;
  readonly alarms: number;
  readonly reRaised: number;
  readonly alarmsByKind: Readonly<Partial<Record<SituationKind, number>>>;
  /** One operator for the whole city. */
  readonly alarmsPerOperatorHour: number;
  /** Periods of ten minutes with more than ten alarms (EEMUA 191). */
  readonly floods: number;
  readonly acknowledgedAfterS: { readonly mean: number; readonly p95: number } | null;
  /** Camera-hours in which a fault of the kind was open. */
  readonly notMeasuredHours: Readonly<Partial<Record<CameraFaultKind, number>>>;
  readonly measures: number;
  readonly framesAnalysed: number;
  /** Share of the time in which the places were empty and settled, passed over. */
  readonly passedShare: number;
};

const tenMinutesMs = 600_000;

export function summaryOf(
  asked: { readonly seed: number; readonly cameras: number; readonly hours: number },
  cameras: readonly CameraDays[],
  told: readonly Told[],
  changes: readonly AlarmChange[],
): Summary {
  const raised = changes.filter(({ by }) => by === 'raised');
  const again = changes.filter(({ by }) => by === 're-raised');
  const standing = [...raised, ...again];
  const alarmsByKind: Partial<Record<SituationKind, number>> = {};
  for (const { alarm } of raised) alarmsByKind[alarm.kind] = (alarmsByKind[alarm.kind] ?? 0) + 1;
  const inPeriod = new Map<number, number>();
  for (const { cityMs } of standing) {
    const period = Math.floor(cityMs / tenMinutesMs);
    inPeriod.set(period, (inPeriod.get(period) ?? 0) + 1);
  }
  const passedS = cameras.reduce((sum, c) => sum + c.passedS, 0);
  return {
    isSimulated: true,
    seed: asked.seed,
    cameras: asked.cameras,
    hours: asked.hours,
    situations: told.filter(({ change }) => change.phase === 'began').length,
    alarms: raised.length,
    reRaised: again.length,
    alarmsByKind: Object.fromEntries(Object.entries(alarmsByKind).sort(([a], [b]) => (a < b ? -1 : 1))),
    alarmsPerOperatorHour: standing.length / asked.hours,
    floods: [...inPeriod.values()].filter((n) => n > 10).length,
    acknowledgedAfterS: spreadOf(
      changes
        .filter(({ by }) => by === 'acknowledged')
        .map(({ alarm }) => (alarm.acknowledgedAtMs! - alarm.raisedAtMs) / 1000),
    ),
    notMeasuredHours: notMeasured(told),
    measures: cameras.reduce((sum, c) => sum + c.measures, 0),
    framesAnalysed: cameras.reduce((sum, c) => sum + c.frames, 0),
    passedShare: passedS / (asked.cameras * asked.hours * 3600),
  };
}

function notMeasured(told: readonly Told[]): Partial<Record<CameraFaultKind, number>> {
  const hours: Partial<Record<CameraFaultKind, number>> = {};
  const since = new Map<string, number>();
  for (const { cityMs, change } of told) {
    const { id, kind } = change.situation;
    const fault = cameraFaultKinds.find((k) => k === kind);
    if (fault === undefined) continue;
    if (change.phase === 'began') since.set(id, cityMs);
    if (change.phase === 'ended') hours[fault] = (hours[fault] ?? 0) + (cityMs - since.get(id)!) / 3_600_000;
  }
  return hours;
}

function spreadOf(seconds: readonly number[]): { mean: number; p95: number } | null {
  if (seconds.length === 0) return null;
  const sorted = [...seconds].sort((a, b) => a - b);
  return {
    mean: sorted.reduce((sum, s) => sum + s, 0) / sorted.length,
    p95: sorted[Math.ceil(0.95 * sorted.length) - 1]!,
  };
}

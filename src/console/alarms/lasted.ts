import type { AlarmView } from '../../contract/shapes.ts';

type Timed = Pick<AlarmView, 'raisedAtMs' | 'returnedAtMs'> & {
  readonly situation: Pick<AlarmView['situation'], 'sinceMs'>;
};

/** The condition came back before anybody had noticed: the alarm tells of its last time, and was raised before that. */
export function isRepeated({ raisedAtMs, situation }: Timed): boolean {
  return situation.sinceMs > raisedAtMs;
}

/** From the first sign to the end, or to now; with what came back before anybody had noticed, ms. */
export function lastedMs(alarm: Timed, nowMs: number): number {
  return (alarm.returnedAtMs ?? nowMs) - Math.min(alarm.raisedAtMs, alarm.situation.sinceMs);
}

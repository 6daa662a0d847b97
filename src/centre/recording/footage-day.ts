import type { FootageDay } from '../../contract/recording.ts';
import type { Query } from '../store/database.ts';
import { alarmsByStep, bytesByStep, peopleByStep } from '../store/footage-day.ts';
import { listGaps } from '../store/gaps.ts';

const stepMs = 60_000;

/** A day by the minute: where something moved, how many people there were, which alarms were raised. */
export async function dayOf(
  query: Query,
  span: { readonly cameraId: string; readonly fromMs: number; readonly toMs: number },
): Promise<FootageDay> {
  const { cameraId, fromMs } = span;
  const steps = Math.ceil((span.toMs - fromMs) / stepMs);
  const fill = <T>(empty: T, found: readonly { readonly step: number; readonly value: T }[]): T[] => {
    const values = new Array<T>(steps).fill(empty);
    for (const { step, value } of found) if (step >= 0 && step < steps) values[step] = value;
    return values;
  };
  const asked = { ...span, stepMs };
  return {
    cameraId,
    fromMs,
    stepMs,
    bytes: fill<number | null>(null, await bytesByStep(query, asked)),
    people: fill<number | null>(null, await peopleByStep(query, asked)),
    alarms: fill(0, await alarmsByStep(query, asked)),
    gaps: await listGaps(query, span),
  };
}

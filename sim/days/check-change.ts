/** What must hold of every change of a situation, whatever the city does. */
import type { SituationChange } from '../../src/core/scene.ts';

/** @param at.holdMs of its rule; null while the camera's clock is not to be trusted. */
export function checkChange(
  { phase, situation }: SituationChange,
  at: { readonly holdMs: number | null },
  fail: (what: string) => never,
): void {
  const { kind, sinceMs, detectedAtMs, endedMs, certainty } = situation;
  if (!(certainty >= 0 && certainty <= 1)) fail(`${kind} has a certainty of ${certainty}`);
  if (detectedAtMs < sinceMs) fail(`${kind} was found before it began`);
  if ((phase === 'ended') !== (endedMs !== null)) fail(`${kind} ${phase} with ${endedMs} as its end`);
  if (endedMs !== null && endedMs < sinceMs) fail(`${kind} ended before it began`);
  if (phase === 'began' && at.holdMs !== null && detectedAtMs - sinceMs < at.holdMs)
    fail(`${kind} was told after ${detectedAtMs - sinceMs} ms, before its hold time of ${at.holdMs} ms`);
  for (const m of situation.because) {
    if (!(m.coverage >= 0 && m.coverage <= 1))
      fail(`${kind} gives a measure with a coverage of ${m.coverage}`);
    if (m.value !== null && !Number.isFinite(m.value)) fail(`${kind} gives ${m.kind} as ${m.value}`);
  }
}

/** Decides whether a picture needs its own detection, or may keep the last one because nothing changed since. */
import type { TrackedBox } from '../core/track/tracked-box.ts';

/** On a quiet camera the detector still looks this often: what the motion model cannot see must not hide for long. */
export const quietIntervalMs = 4_000;

export type GateInput = {
  readonly atMs: number;
  /** When the detector last gave a result in this run; null: never. */
  readonly detectedAtMs: number | null;
  /** Some cell changed since the picture of that result. */
  readonly isChanged: boolean;
  /** The motion model cannot say what changed. */
  readonly isUnsure: boolean;
  readonly tracks: readonly TrackedBox[];
};

/**
 * A reused result counts as a sighting for the tracker. So while a track still has to prove itself, or is not seen,
 * every picture is detected anew: one false detection must not confirm itself by being repeated.
 */
export function needsDetection({ atMs, detectedAtMs, isChanged, isUnsure, tracks }: GateInput): boolean {
  if (detectedAtMs === null || isChanged || isUnsure) return true;
  if (atMs < detectedAtMs || atMs - detectedAtMs >= quietIntervalMs) return true;
  return tracks.some((track) => !track.isConfirmed || track.isCoasting);
}

import type { Box } from '../core/geometry.ts';
import type { ScoredFrame } from '../core/score/comparison.ts';
import { advanceTracks, createTracker } from '../core/track/tracker.ts';
import type { MotLine } from './truth/mot-text.ts';

export type TrackLine = {
  readonly frame: number;
  readonly id: number;
  readonly box: Box;
  readonly score: number;
};

/**
 * The live tracker over a table of detections. A track's first boxes are written as soon as it is confirmed, which
 * a file allows and a live picture does not; predicted boxes of unseen tracks are not written.
 */
export function trackTable(
  detections: readonly MotLine[],
  settings: { readonly fps: number; readonly strongScore: number },
): TrackLine[] {
  const byFrame = Map.groupBy(detections, (line) => line.frame);
  const last = detections.reduce((most, line) => Math.max(most, line.frame), 0);
  const state = createTracker({
    strongScore: settings.strongScore,
    // Nobody says from which score on a thing in a table counts: standing still is not held against it, and the
    // doubtful are left out rather than in, where the live system must not miss an intruder.
    stillScore: Number.NEGATIVE_INFINITY,
    newcomerShare: 1,
  });
  const lines: TrackLine[] = [];
  const confirmed = new Set<number>();
  const first = detections.reduce((least, line) => Math.min(least, line.frame), last);
  for (let frame = first; frame <= last; frame++) {
    const seen = (byFrame.get(frame) ?? []).map(({ box, confidence }) => ({
      category: 'person' as const,
      box,
      score: confidence,
    }));
    for (const track of advanceTracks(state, seen, (frame * 1_000) / settings.fps).tracks) {
      if (track.isConfirmed) confirmed.add(track.id);
      if (!track.isCoasting) lines.push({ frame, id: track.id, box: track.box, score: track.score });
    }
  }
  return lines.filter((line) => confirmed.has(line.id));
}

/**
 * Where "strong" begins for a detector nobody told us about: 0.9 where at least half of its scores reach that, as
 * the usual deep detectors' do, otherwise the median score.
 */
export function usualStrongScore(detections: readonly MotLine[]): number {
  const scores = detections.map((line) => line.confidence).sort((a, b) => a - b);
  return Math.min(0.9, scores[Math.floor(scores.length / 2)] ?? 0.9);
}

/** Truth and result side by side, every frame from the first to the last of either. Truth marked 0 is left out, as MOTChallenge does. */
export function sideBySide(truth: readonly MotLine[], result: readonly TrackLine[]): ScoredFrame[] {
  const frames = [...truth, ...result].map((line) => line.frame);
  const first = frames.reduce((least, n) => Math.min(least, n), Number.POSITIVE_INFINITY);
  const last = frames.reduce((most, n) => Math.max(most, n), 0);
  const truthByFrame = Map.groupBy(
    truth.filter((line) => line.confidence !== 0),
    (line) => line.frame,
  );
  const resultByFrame = Map.groupBy(result, (line) => line.frame);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ({
    truth: truthByFrame.get(first + i) ?? [],
    result: resultByFrame.get(first + i) ?? [],
  }));
}

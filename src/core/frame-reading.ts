import { countOf } from './measure/count.ts';
import { windowOf } from './measure/window.ts';
import type { SceneState } from './scene.ts';
import { isCounted } from './scene-track.ts';
import type { ZoneCount } from './score/accuracy-card.ts';
import type { FoundPerson } from './score/person-match.ts';
import { isDoubtful } from './situation/camera-faults.ts';

/** What the camera says of its newest frame, to be compared with what a person sees in it. */
export type FrameReading = {
  /** Ordered by place, so that the order joins nothing to any other frame. */
  readonly people: readonly FoundPerson[];
  /** Of every area, the number that is shown for it. */
  readonly counts: readonly ZoneCount[];
};

/** @returns null while the camera does not measure, or has seen no frame yet. */
export function readFrame(state: SceneState): FrameReading | null {
  if (state.size === null || state.lastFrameMs === null || state.isWaiting || isDoubtful(state.faults))
    return null;
  const { size, tMs, lastFrameMs } = state;
  const people = [...state.tracks.values()]
    .filter((track) => track.category === 'person' && isCounted(track, tMs))
    .map(({ foot, box }) => ({
      x: rounded(foot.x),
      y: rounded(foot.y),
      height: rounded(Math.min(box.h / size.heightPx, 1)),
    }))
    .sort((a, b) => a.x - b.x || a.y - b.y);
  const counts = [...state.zones.values()].flatMap((zone) => {
    const { view, recent } = zone;
    if (view.zone.shape !== 'area' || recent.length === 0) return [];
    const { value } = countOf(
      windowOf(view, recent, { atMs: Math.round(lastFrameMs), windowMs: 1_000 }, zone),
      'person',
    );
    return value === null ? [] : [{ zoneId: view.zone.id, people: value }];
  });
  return { people, counts };
}

/** A thousandth of the picture is finer than any click. */
function rounded(fraction: number): number {
  return Math.round(Math.max(fraction, 0) * 1_000) / 1_000;
}

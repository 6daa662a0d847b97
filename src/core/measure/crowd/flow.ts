import type { CumulativeCount } from './cumulative-count.ts';
import { speedOf } from './individual-velocity.ts';
import type { Crossing } from './line-crossing.ts';
import type { Walker } from './trajectory.ts';

/** Flow through a line over one stretch of time. */
export type Flow = {
  readonly fromFrame: number;
  readonly toFrame: number;
  readonly people: number;
  /** 1/s. */
  readonly flowPerS: number;
  /** Mean speed of those who crossed, in the frame they did, m/s; null when none is known. */
  readonly meanSpeedMps: number | null;
};

/**
 * Flow J = N / dt, 1/s, over successive stretches of about `deltaFrame`. The first begins with the first crossing; each
 * ends with the frame after its last crossing, where the next begins, so standing time between two people belongs to
 * the later one. Stretches without a crossing are not told.
 * @param counts N(t) of every frame.
 * @param by `step` is the frame numbers between two annotated frames, 1 unless the film was thinned.
 * @see PedPy, compute_flow; Zhang et al. 2011, doi:10.1088/1742-5468/2011/06/P06004, method A
 */
export function flowsOf(
  counts: readonly CumulativeCount[],
  crossings: readonly Crossing[],
  speeds: ReadonlyMap<number, readonly Walker[]>,
  by: { readonly framesPerSecond: number; readonly deltaFrame: number; readonly step?: number },
): Flow[] {
  const first = counts.find((c) => c.people > 0)?.frame;
  const last = counts.at(-1)?.frame;
  if (first === undefined || last === undefined) return [];
  const step = by.step ?? 1;
  const flows: Flow[] = [];
  let [fromFrame, passedBefore] = [first, 0];
  for (let until = first + by.deltaFrame; until < last; until += by.deltaFrame) {
    const passed = counts.findLast((c) => c.frame <= until)!.people;
    if (passed === passedBefore) continue;
    const toFrame = counts.find((c) => c.people === passed)!.frame + step;
    const people = passed - passedBefore;
    const meanSpeedMps = meanCrossingSpeed(
      crossings.filter((c) => c.frame >= fromFrame && c.frame <= toFrame),
      speeds,
    );
    const flowPerS = (people / (toFrame - fromFrame)) * by.framesPerSecond;
    flows.push({ fromFrame, toFrame, people, flowPerS, meanSpeedMps });
    [fromFrame, passedBefore] = [toFrame, passed];
  }
  return flows;
}

/**
 * Specific flow Js = J / width, 1/(m s): the same as density times speed where both are even across the line.
 * Below 0.8 a crowded outlet is near stop and go (Helbing et al. 2007, doi:10.1103/PhysRevE.75.046109).
 */
export function specificFlow(flowPerS: number, widthM: number): number {
  return flowPerS / widthM;
}

function meanCrossingSpeed(
  crossings: readonly Crossing[],
  walkers: ReadonlyMap<number, readonly Walker[]>,
): number | null {
  const speeds = crossings
    .map(({ id, frame }) => speedOf(walkers.get(frame)?.find((w) => w.id === id)?.velocity ?? null))
    .filter((v) => v !== null);
  return speeds.length === 0 ? null : speeds.reduce((sum, v) => sum + v, 0) / speeds.length;
}

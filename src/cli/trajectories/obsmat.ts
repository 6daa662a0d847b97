/**
 * ETH and UCY obsmat: `frame id x z y vx vz vy`, metres, annotated every 0.4 s. Its velocities are left: ours are worked out from
 * the places, alike for every file.
 * @see Pellegrini et al. 2009, doi:10.1109/ICCV.2009.5459260
 */
import { frameStepOf, type Recording } from '../../core/measure/crowd/trajectory.ts';
import type { NumberRow } from './number-rows.ts';
import type { Read, Said } from './reading.ts';
import { trajectoriesOf } from './sightings.ts';

/** Between two annotated frames. */
const annotatedEveryS = 0.4;

export function parseObsmat(rows: readonly NumberRow[], name: string, said: Said): Read {
  const metres = said.unit === 'cm' ? 0.01 : 1;
  const trajectories = trajectoriesOf(
    rows.map(({ line, numbers: [frame, id, x, , y] }) => ({
      line,
      id: id!,
      frame: frame!,
      x: x! * metres,
      y: y! * metres,
    })),
    name,
  );
  const recording: Recording = { framesPerSecond: said.framesPerSecond ?? 1, trajectories };
  if (said.framesPerSecond !== null) return { recording, notes: [] };
  const step = frameStepOf(recording);
  const framesPerSecond = step / annotatedEveryS;
  return {
    recording: { framesPerSecond, trajectories },
    notes: [
      `an obsmat does not say its frame rate; every ${step} frame numbers taken as ${annotatedEveryS} s, so ` +
        `${framesPerSecond} a second (say otherwise with --fps)`,
    ],
  };
}

import type { CalibrationPoint } from '../camera.ts';
import type { Point } from '../geometry.ts';
import { groundAt } from '../ground-plane.ts';
import { type Placement, placed, unplaced } from './align.ts';
import type { GroundProposal } from './propose.ts';

const columns = [0.08, 0.36, 0.64, 0.92];
/** Shares of the way from the nearest to the farthest row in which feet were seen. */
const rows = [0, 0.34, 0.67, 1];
const farthestM = 120;

/**
 * Sixteen calibration points of a proposed ground, over the rows in which people walked: what lies beyond was not seen.
 * They fit each other perfectly, which says nothing of how true they are: `isProposed` stays with them.
 * @param placement lays them on the ground as somebody measured it; without, the camera is the origin.
 */
export function proposedPoints(
  { groundFromImage, seen }: Pick<GroundProposal, 'groundFromImage' | 'seen'>,
  placement: Placement = unplaced,
): CalibrationPoint[] {
  return rows.flatMap((share) =>
    columns.flatMap((x): CalibrationPoint[] => {
      const image: Point = { x, y: seen.bottom + (seen.top - seen.bottom) * share };
      const ground = groundAt(groundFromImage, image);
      if (ground === null || Math.hypot(ground.x, ground.y) > farthestM) return [];
      return [{ image, ground: placed(placement, ground), isProposed: true }];
    }),
  );
}

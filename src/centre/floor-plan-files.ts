import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Config } from '../contract/config.ts';
import { type FloorPlan, mostPictureBytes } from '../contract/map-plans.ts';
import {
  leastPlanPoints,
  mostPlanM,
  type PlanRefusal,
  placePlan,
  planResidualLimitM,
} from '../core/plan/floor-plan.ts';
import { type PictureHead, pictureType } from '../core/plan/picture-head.ts';

export type PlanFile = {
  readonly plan: FloorPlan;
  readonly file: string;
  readonly type: PictureHead['type'];
};

export type FloorPlansReading =
  | { readonly ok: true; readonly plans: readonly PlanFile[] }
  | { readonly ok: false; readonly message: string };

/** Reads what `map.plans` names: each drawing must be a picture, and its points must agree. A refusal says which does not. */
export function readFloorPlans(plans: Config['map']['plans']): FloorPlansReading {
  const read: PlanFile[] = [];
  for (const { id, file, name, level, levelName, points } of plans) {
    const refuse = (what: string) =>
      ({ ok: false, message: `The floor plan ${id} (map.plans) ${what}.` }) as const;
    if (read.some(({ plan }) => plan.id === id)) return refuse('stands twice. Give each its own id');
    const picture = pictureAt(file);
    if (typeof picture === 'string') return refuse(picture);
    const placed = placePlan(points);
    if (!placed.ok) return refuse(explain(placed.reason, placed.point));
    const corners = placed.corners.map(({ longitude, latitude }) => [longitude, latitude]);
    read.push({
      plan: {
        id,
        name,
        level,
        levelName,
        corners: corners as FloorPlan['corners'],
        residualM: placed.residualM,
        origin: 'configuration',
        changedBy: null,
        changedAtMs: null,
        version: 0,
      },
      file,
      type: picture.type,
    });
  }
  return { ok: true, plans: read };
}

/** @returns what is wrong with it, or its type by its first bytes: a name can say anything. */
function pictureAt(file: string): string | { readonly type: PlanFile['type'] } {
  let handle: number | null = null;
  try {
    handle = openSync(file, 'r');
    const { size } = fstatSync(handle);
    if (size > mostPictureBytes)
      return `has ${(size / 1e6).toFixed(1)} MB (${file}); at most ${mostPictureBytes / 1e6} are drawn. Scale it down`;
    const head = Buffer.alloc(12);
    readSync(handle, head, 0, 12, 0);
    const type = pictureType(head);
    return type === null ? `is no PNG, JPEG or WebP (${file}). Export the drawing as one of them` : { type };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? `names ${file}, which does not exist. Check its path`
      : `names ${file}, which cannot be read (${code}). Let the user the server runs as read it`;
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

function explain(reason: PlanRefusal, point: number | null): string {
  switch (reason) {
    case 'too-few':
      return `has too few points; at least ${leastPlanPoints} are needed, better 6, spread over the drawing`;
    case 'on-a-line':
      return 'has points that lie on, or nearly on, one line. Add points well to both sides of it';
    case 'mirrored':
      return 'would be seen from below. Check which point of the drawing is which place, and that y grows downwards';
    case 'too-large':
      return `would be larger than ${mostPlanM} m. Check the degrees of its points`;
    case 'residual':
      return `is off by more than ${planResidualLimitM} m: point ${(point ?? 0) + 1} fits worst. Correct or remove it`;
  }
}

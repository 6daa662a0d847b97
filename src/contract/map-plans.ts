/** Floor plans of stations as the map lays them on the ground. */
import { z } from 'zod';
import { Id } from './shapes.ts';

/** WGS 84 degrees, east and north. */
const Corner = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

export const FloorPlan = z.object({
  id: Id,
  /** Of the building. */
  name: z.string(),
  /** 0: the street; below it negative. */
  level: z.number().int(),
  /** In the site's own words; empty: its number says it. */
  levelName: z.string(),
  /** Of the drawing: top left, top right, bottom right, bottom left. */
  corners: z.tuple([Corner, Corner, Corner, Corner]),
  /** How far its points disagree, metres; null where there are only four. */
  residualM: z.number().nullable(),
});
export type FloorPlan = z.infer<typeof FloorPlan>;

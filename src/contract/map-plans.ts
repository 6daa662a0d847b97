/** Floor plans of stations as the map lays them on the ground. */
import { z } from 'zod';
import { Id, Level, UtcMs } from './shapes.ts';

/** WGS 84 degrees, east and north. */
const Corner = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

export const PlanCorners = z.tuple([Corner, Corner, Corner, Corner]);
export type PlanCorners = z.infer<typeof PlanCorners>;

export const FloorPlan = z.object({
  id: Id,
  /** Of the building. */
  name: z.string(),
  /** 0: the street; below it negative. */
  level: z.number().int(),
  /** In the site's own words; empty: its number says it. */
  levelName: z.string(),
  /** Of the drawing: top left, top right, bottom right, bottom left. */
  corners: PlanCorners,
  /** How far its points disagree, metres; null where there are only four. */
  residualM: z.number().nullable(),
  /** From the configuration file (`map.plans`), where alone it is changed; or made in a console. */
  origin: z.enum(['configuration', 'console']),
  /** Null: the configuration file has neither. */
  changedBy: z.string().nullable(),
  changedAtMs: UtcMs.nullable(),
  /** Counts changes of one that was made in a console; 0 for the others. */
  version: z.number().int().nonnegative(),
});
export type FloorPlan = z.infer<typeof FloorPlan>;

/** Each is kept whole in the database and in every backup of it. */
export const mostPlans = 100;
export const mostPictureBytes = 8_000_000;
/** A browser unpacks four bytes for each. */
export const mostPicturePx = 40_000_000;

/** Base64 of a PNG, JPEG or WebP; what it is, is read from its bytes. */
const Picture = z
  .string()
  .min(1)
  .max(Math.ceil(mostPictureBytes / 3) * 4);

const PlanBody = z.object({
  name: z.string().trim().min(1).max(80),
  level: Level,
  levelName: z.string().trim().max(40),
  corners: PlanCorners,
});
export const PlanDraft = PlanBody.extend({ picture: Picture });
export type PlanDraft = z.infer<typeof PlanDraft>;
/** Without a picture the one that is there stays. */
export const PlanChange = PlanBody.extend({
  picture: Picture.optional(),
  version: z.number().int().nonnegative(),
});
export type PlanChange = z.infer<typeof PlanChange>;

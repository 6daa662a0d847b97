/** The video wall: saved layouts, tours through them, and what somebody has pushed before everybody. */
import { z } from 'zod';
import { type WallLayout as CoreLayout, tilesOf, wallShapes } from '../core/wall/wall-layout.ts';
import type { WallPush as CorePush } from '../core/wall/wall-push.ts';
import { type WallTour as CoreTour, leastStepSeconds, mostStepSeconds } from '../core/wall/wall-tour.ts';
import { Id, UtcMs } from './shapes.ts';

const Name = z.string().trim().min(1).max(60);
const Changed = z.object({ changedBy: z.string(), changedAtMs: UtcMs, version: z.number().int().min(1) });

/** More could not be told apart in a menu. */
export const mostLayouts = 200;
export const mostTours = 50;

const LayoutBody = z.object({
  name: Name,
  shape: z.enum(wallShapes),
  tiles: z.array(Id.nullable()).min(1).max(16),
});
export const WallLayoutDraft = LayoutBody.refine(({ shape, tiles }) => tiles.length === tilesOf[shape], {
  error: 'a layout has as many tiles as its shape',
  path: ['tiles'],
});
export const WallLayoutChange = z.intersection(
  WallLayoutDraft,
  z.object({ version: z.number().int().nonnegative() }),
);
export const WallLayout = LayoutBody.extend(Changed.shape).extend({
  id: z.uuid(),
}) satisfies z.ZodType<CoreLayout>;
export type WallLayout = z.infer<typeof WallLayout>;

export const WallTourDraft = z.object({
  name: Name,
  steps: z
    .array(
      z.object({
        layoutId: z.uuid(),
        seconds: z.number().int().min(leastStepSeconds).max(mostStepSeconds),
      }),
    )
    .min(1)
    .max(50),
});
export const WallTour = WallTourDraft.extend(Changed.shape).extend({
  id: z.uuid(),
}) satisfies z.ZodType<CoreTour>;
export type WallTour = z.infer<typeof WallTour>;

export const WallPush = z.object({
  id: z.uuid(),
  cameraId: Id,
  alarmId: z.uuid().nullable(),
  pushedBy: z.string(),
  pushedAtMs: UtcMs,
  endsAtMs: UtcMs,
}) satisfies z.ZodType<CorePush>;
export type WallPush = z.infer<typeof WallPush>;

export const Wall = z.object({
  /** By name. */
  layouts: z.array(WallLayout),
  tours: z.array(WallTour),
  /** Newest first. */
  pushes: z.array(WallPush),
});
export type Wall = z.infer<typeof Wall>;

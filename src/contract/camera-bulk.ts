/** One change of many cameras. */
import { z } from 'zod';
import type { Camera } from '../core/camera.ts';
import { type CameraLabels, mostTags, tidyTags } from '../core/camera-labels.ts';
import { CameraGroup, CameraTag, Id, Level } from './shapes.ts';

/** What is left out stays as it is. */
export const BulkChange = z
  .strictObject({
    group: CameraGroup.optional(),
    /** Null: in no building, or not known. */
    level: Level.nullable().optional(),
    addTags: z.array(CameraTag).max(mostTags).optional(),
    removeTags: z.array(CameraTag).max(mostTags).optional(),
    purpose: z.string().trim().max(500).optional(),
    isEnabled: z.boolean().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'a change changes something: name group, level, tags, purpose or isEnabled',
  });
export type BulkChange = z.infer<typeof BulkChange>;

/** So many at once; a console sends more in turns and shows how far it is. */
export const mostAtOnce = 200;

export const BulkOrder = z.object({
  /** With the version each was seen at: what somebody else has changed since is left alone, and told. */
  cameras: z
    .array(z.object({ id: Id, version: z.number().int().nonnegative() }))
    .min(1)
    .max(mostAtOnce),
  change: BulkChange,
});

export const BulkReport = z.object({
  changed: z.array(Id),
  /** It was so already. */
  unchanged: z.array(Id),
  refused: z.array(
    z.object({ id: Id, reason: z.enum(['unknown', 'version', 'too-many-tags', 'unreadable']) }),
  ),
});
export type BulkReport = z.infer<typeof BulkReport>;

type Described = CameraLabels & Pick<Camera, 'purpose' | 'level'>;

/** The camera after the change; null: it would have too many tags. */
export function withBulkChange<C extends Described>(camera: C, change: BulkChange): C | null {
  const removed = new Set(change.removeTags?.map((tag) => tag.toLowerCase()));
  const tags = tidyTags([
    ...camera.tags.filter((tag) => !removed.has(tag.toLowerCase())),
    ...(change.addTags ?? []),
  ]);
  if (tags.length > mostTags) return null;
  return {
    ...camera,
    tags,
    group: change.group ?? camera.group,
    level: change.level === undefined ? camera.level : change.level,
    purpose: change.purpose ?? camera.purpose,
  };
}

export function isSame(a: Described, b: Described): boolean {
  return (
    a.group === b.group && a.level === b.level && a.purpose === b.purpose && String(a.tags) === String(b.tags)
  );
}

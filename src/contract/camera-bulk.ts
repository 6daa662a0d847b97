/** One change of many cameras. */
import { z } from 'zod';
import { type CameraLabels, mostTags, tidyTags } from '../core/camera-labels.ts';
import { CameraGroup, CameraTag, Id } from './shapes.ts';

/** What is left out stays as it is. */
export const BulkChange = z
  .strictObject({
    group: CameraGroup.optional(),
    addTags: z.array(CameraTag).max(mostTags).optional(),
    removeTags: z.array(CameraTag).max(mostTags).optional(),
    purpose: z.string().trim().max(500).optional(),
    isEnabled: z.boolean().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'a change changes something: name group, tags, purpose or isEnabled',
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

type Labelled = CameraLabels & { readonly purpose: string };

/** The camera's words after the change; null: it would have too many tags. */
export function withBulkChange<C extends Labelled>(camera: C, change: BulkChange): C | null {
  const removed = new Set(change.removeTags?.map((tag) => tag.toLowerCase()));
  const tags = tidyTags([
    ...camera.tags.filter((tag) => !removed.has(tag.toLowerCase())),
    ...(change.addTags ?? []),
  ]);
  if (tags.length > mostTags) return null;
  return { ...camera, tags, group: change.group ?? camera.group, purpose: change.purpose ?? camera.purpose };
}

export function isSame(a: Labelled, b: Labelled): boolean {
  return a.group === b.group && a.purpose === b.purpose && String(a.tags) === String(b.tags);
}

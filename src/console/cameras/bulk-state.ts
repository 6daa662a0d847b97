/** What was chosen and typed, as the change that is sent. */
import { BulkChange } from '../../contract/camera-bulk.ts';
import { levelOf } from '../../core/plan/level.ts';

export const bulkKinds = ['group', 'level', 'addTags', 'removeTags', 'purpose', 'on', 'off'] as const;
export type BulkKind = (typeof bulkKinds)[number];

/** Null: it is no change yet. */
export function changeOf(kind: BulkKind, typed: string): BulkChange | null {
  const tags = typed.split(',').flatMap((tag) => tag.trim() || []);
  const change = {
    group: { group: typed },
    level: { level: levelOf(typed) },
    addTags: { addTags: tags },
    removeTags: { removeTags: tags },
    purpose: { purpose: typed },
    on: { isEnabled: true },
    off: { isEnabled: false },
  }[kind];
  if ((kind === 'addTags' || kind === 'removeTags') && tags.length === 0) return null;
  const checked = BulkChange.safeParse(change);
  return checked.success ? checked.data : null;
}

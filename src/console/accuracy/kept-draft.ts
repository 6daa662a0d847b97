/** Clicks survive a reload of the page: they are the only part of a labelling that the server does not hold. */
import { z } from 'zod';
import { ImagePoint } from '../../contract/shapes.ts';
import { type LabellingState, openLabelling } from './labelling-state.ts';

const Kept = z.object({
  labellingId: z.string(),
  at: z.number().int().nonnegative(),
  marks: z.record(
    z.string(),
    z.object({ labels: z.array(ImagePoint), state: z.enum(['open', 'done', 'skipped']) }),
  ),
  events: z.array(
    z.object({ kind: z.string(), zoneId: z.string().nullable(), startMs: z.number(), endMs: z.number() }),
  ),
});

/** One a camera: a new labelling replaces it. */
const keyOf = (cameraId: string) => `lamplighter.labelling.${cameraId}`;

/** What was clicked in this labelling so far; nothing where it is another one, or unreadable. */
export function keptDraft(cameraId: string, labellingId: string): LabellingState {
  try {
    const kept = Kept.parse(JSON.parse(localStorage.getItem(keyOf(cameraId)) ?? ''));
    const { marks, at, events } = kept;
    return kept.labellingId === labellingId ? { marks, at, events, past: [] } : openLabelling;
  } catch {
    return openLabelling;
  }
}

export function keepDraft(cameraId: string, labellingId: string, state: LabellingState): void {
  const { marks, at, events } = state;
  try {
    localStorage.setItem(keyOf(cameraId), JSON.stringify({ labellingId, marks, at, events }));
  } catch {
    // Private windows refuse storage: the clicks then last as long as the page.
  }
}

export function forgetDraft(cameraId: string): void {
  try {
    localStorage.removeItem(keyOf(cameraId));
  } catch {
    // Nothing was kept.
  }
}

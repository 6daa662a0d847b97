import type { Query } from '../store/database.ts';
import { lastBeat } from '../store/gaps.ts';
import { newestFootage } from '../store/segments.ts';
import type { GapBook } from './gap-book.ts';
import type { Policies } from './policies.ts';

/** Longer than any segment that may have been lost with its row, and than signs of life lie apart. */
const oneSegmentMs = 5 * 60_000;

/**
 * The centre starts: since it last gave a sign of life nothing was recorded. Each gap begins where the footage ends, or
 * at the last sign of life; footage that is found later moves it (store/gaps.ts: trimGaps). It ends with the first footage.
 */
export async function noteStop(world: {
  readonly sql: Query;
  readonly gaps: GapBook;
  readonly policies: Policies;
  readonly runningCameraIds: readonly string[];
}): Promise<void> {
  const { sql, gaps, policies } = world;
  const beatMs = await lastBeat(sql);
  if (beatMs === null) return;
  const running = new Set(world.runningCameraIds);
  for (const { cameraId, kind, toMs } of await newestFootage(sql)) {
    if (!running.has(cameraId)) continue;
    const { masked, isSealed } = policies.of(cameraId);
    const isWanted = kind === 'masked' ? masked === 'continuous' : isSealed;
    if (!isWanted) continue;
    gaps.wentSilent({ cameraId, kind }, beatMs - toMs < oneSegmentMs ? toMs : beatMs, 'system-stopped');
  }
}

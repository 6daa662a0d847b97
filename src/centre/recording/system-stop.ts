import { segmentKinds } from '../../core/recording/segment.ts';
import type { Query } from '../store/database.ts';
import { lastBeat } from '../store/gaps.ts';
import { newestFootage } from '../store/segments.ts';
import type { GapBook } from './gap-book.ts';
import type { Policies } from './policies.ts';

/** Longer than any segment that may have been lost with its row, and than signs of life lie apart. */
const oneSegmentMs = 5 * 60_000;

/**
 * The centre starts: since it last gave a sign of life nothing was recorded. Each gap begins where the footage ends, or
 * at the last sign of life where none has a row; footage that is found later moves it (store/gaps.ts: trimGaps). It ends
 * with the first footage.
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
  const newest = await newestFootage(sql);
  for (const cameraId of world.runningCameraIds) {
    const { masked, isSealed } = policies.of(cameraId);
    for (const kind of segmentKinds) {
      if (kind === 'masked' ? masked !== 'continuous' : !isSealed) continue;
      const toMs = newest.find((one) => one.cameraId === cameraId && one.kind === kind)?.toMs;
      const isClose = toMs !== undefined && beatMs - toMs < oneSegmentMs;
      gaps.wentSilent({ cameraId, kind }, isClose ? toMs : beatMs, 'system-stopped');
    }
  }
}

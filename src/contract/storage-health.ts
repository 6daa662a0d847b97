import { z } from 'zod';

const Ms = z.number().int().nonnegative();

/** How full the storage is, when it will be, and what was given up. In the health page. */
export const StorageHealth = z.object({
  volumes: z.array(
    z.object({
      name: z.string(),
      totalBytes: z.number().nullable(),
      freeBytes: z.number().nullable(),
      usedBytes: z.number().nullable(),
      trouble: z.string().nullable(),
    }),
  ),
  /** By the growth of the last hours; null: it does not fill up, or that cannot be said. */
  fullAtMs: Ms.nullable(),
  /** Segments that grow now. */
  openSegments: z.number().int(),
  /** Rows that wait for the database. */
  waitingRows: z.number().int(),
  /** Rows that waited too long; their files are found again by themselves. */
  droppedRows: z.number().int(),
  /** Gaps that began in the last 24 hours, without those that were wanted. */
  gaps: z.number().int(),
  /** Footage deleted before its term because the storage was full, in the last 24 hours. */
  givenUp: z.object({ segments: z.number().int(), bytes: z.number().int(), untilMs: Ms.nullable() }),
});
export type StorageHealth = z.infer<typeof StorageHealth>;

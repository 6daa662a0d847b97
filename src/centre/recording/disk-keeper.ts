/** Watches how full the storage is, says when it will be, and gives up what may go before it is. */
import { fullAt, keepSample, type UsageSample } from '../../core/recording/storage-forecast.ts';
import type { Blobs, VolumeUsage } from '../../storage/blobs.ts';
import type { Log } from '../log.ts';
import type { RetentionSweeper } from './retention-sweeper.ts';

export type DiskKeeper = {
  /** One look; gives up footage where the reserve is touched. */
  look(nowMs: number): Promise<void>;
  volumes(): readonly VolumeUsage[];
  /** UTC ms; null: it does not fill up, or that cannot be said yet. */
  fullAtMs(): number | null;
  /** Footage of before this was given up last; null: none since the start. */
  givenUpUntilMs(): number | null;
};

export function createDiskKeeper(world: {
  readonly blobs: Blobs;
  readonly sweeper: RetentionSweeper;
  readonly log: Log;
  /** Bytes that stay free on each volume. */
  readonly reserveBytes: number;
}): DiskKeeper {
  const { blobs, sweeper, log, reserveBytes } = world;
  let volumes: readonly VolumeUsage[] = [];
  let samples: readonly UsageSample[] = [];
  let givenUpUntilMs: number | null = null;

  return {
    async look(nowMs) {
      volumes = await blobs.usage();
      const free = freeOf(volumes, reserveBytes);
      if (free === null) return;
      samples = keepSample(samples, { atMs: nowMs, freeBytes: free.bytes });
      // A margin beyond the reserve, so that writers are not refused while room is made.
      const marginBytes = Math.max(reserveBytes / 10, free.totalBytes / 200);
      if (free.bytes >= marginBytes) return;
      await sweeper.sweep(nowMs);
      volumes = await blobs.usage();
      const left = freeOf(volumes, reserveBytes);
      if (left === null || left.bytes >= marginBytes) return;
      // Twice the margin: not every minute a little.
      const given = await sweeper.giveUp(2 * marginBytes - left.bytes, nowMs);
      volumes = await blobs.usage();
      givenUpUntilMs = given.untilMs ?? givenUpUntilMs;
      if (given.segments > 0)
        log(
          'warn',
          `the storage is full: ${given.segments} pieces of footage (${Math.round(given.bytes / 1e6)} MB) were given up before their time. Add room, or keep less`,
        );
      if (given.missingBytes > 0)
        log(
          'error',
          'the storage is full, and all that is left is held: recording stops, live pictures go on. Add room, or end a hold',
        );
    },
    volumes: () => volumes,
    fullAtMs: () => fullAt(samples),
    givenUpUntilMs: () => givenUpUntilMs,
  };
}

/** Free above the reserve (negative: it is touched), over all volumes that can be used and know their bound; null: none. */
function freeOf(
  volumes: readonly VolumeUsage[],
  reserveBytes: number,
): { readonly bytes: number; readonly totalBytes: number } | null {
  let bytes = 0;
  let totalBytes = 0;
  for (const volume of volumes) {
    if (volume.freeBytes === null || volume.totalBytes === null) continue;
    // A full one counts, as full; one that cannot be written to for another reason has room for nobody.
    if (volume.trouble !== null && volume.freeBytes > reserveBytes) continue;
    bytes += volume.freeBytes - reserveBytes;
    totalBytes += volume.totalBytes;
  }
  return totalBytes === 0 ? null : { bytes, totalBytes };
}

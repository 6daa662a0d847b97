import type { ReleaseProgress } from '../../contract/evidence.ts';
import type { RenderOrder } from '../../contract/vault.ts';
import type { Opening } from '../../core/evidence/opening.ts';
import type { ByteRange } from '../../storage/blobs.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import type { Blobs, Clock, VaultSession } from '../ports.ts';
import type { SealedSegment } from '../store/openings.ts';
import { createSealedClip, removeOldClips, type SealedClip } from './sealed-clip.ts';

/** What an opening released, for whoever may see it: to be shown, or made into an exhibit. */
export type ReleasedFootage = {
  readonly openingId: string;
  /** The sealed segments it was made of, as they were when it was released. */
  readonly segments: readonly SealedSegment[];
  /** Fragmented MP4. Grows while it is rendered. */
  bytes(): number;
  /** Of all of it, hex; null while it is rendered, or when that failed. */
  sha256(): string | null;
  read(range: ByteRange): AsyncIterable<Uint8Array>;
};

export type Releases = {
  /** Takes the session over: it is closed once everything is rendered. */
  begin(of: {
    readonly opening: Opening;
    readonly segments: readonly SealedSegment[];
    readonly order: RenderOrder;
    readonly session: VaultSession;
  }): void;
  get(openingId: string): ReleasedFootage | null;
  progress(openingId: string): ReleaseProgress | null;
  end(openingId: string): Promise<void>;
  /** Removes what earlier runs left. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

type Release = {
  readonly clip: SealedClip;
  readonly footage: ReleasedFootage;
  readonly session: VaultSession;
  state: ReleaseProgress['state'];
  message: string | null;
  rendering: Promise<void>;
};

/** The first pictures are readable at once, then every so often. */
const flushEveryMs = 500;
const eagerPieces = 4;

export function createReleases(world: {
  readonly blobs: Blobs | null;
  readonly clock: Clock;
  readonly log: Log;
}): Releases {
  const { blobs, clock, log } = world;
  const releases = new Map<string, Release>();

  async function render(release: Release, order: RenderOrder): Promise<void> {
    const { clip, session } = release;
    let pieces = 0;
    let flushedAtMs = clock.nowMs();
    for await (const piece of session.render(order)) {
      await clip.append(piece);
      if (++pieces > eagerPieces && clock.nowMs() - flushedAtMs < flushEveryMs) continue;
      await clip.flush();
      flushedAtMs = clock.nowMs();
    }
    await clip.finish();
  }

  async function run(openingId: string, release: Release, order: RenderOrder): Promise<void> {
    try {
      await render(release, order);
      release.state = 'ready';
    } catch (cause) {
      if (!releases.has(openingId)) return;
      release.state = 'failed';
      release.message = cause instanceof Error ? cause.message : String(cause);
      logFailure(log, `the footage of opening ${openingId} could not be rendered to its end`, cause);
    } finally {
      // The key has no use any more.
      await release.session.close().catch(() => {});
    }
  }

  async function end(openingId: string): Promise<void> {
    const release = releases.get(openingId);
    if (release === undefined) return;
    releases.delete(openingId);
    await release.session.close().catch(() => {});
    await release.rendering;
    await release.clip.destroy();
  }

  return {
    begin({ opening, segments, order, session }) {
      if (blobs === null) throw new Error('there is no storage to keep released footage in');
      const clip = createSealedClip(blobs, opening.id);
      const footage: ReleasedFootage = {
        openingId: opening.id,
        segments,
        bytes: clip.bytes,
        sha256: clip.sha256,
        read: clip.read,
      };
      const release: Release = {
        clip,
        footage,
        session,
        state: 'rendering',
        message: null,
        rendering: Promise.resolve(),
      };
      releases.set(opening.id, release);
      release.rendering = run(opening.id, release, order);
    },
    get: (openingId) => releases.get(openingId)?.footage ?? null,
    progress(openingId) {
      const release = releases.get(openingId);
      if (release === undefined) return null;
      return { state: release.state, bytes: release.clip.bytes(), message: release.message };
    },
    end,
    async start() {
      if (blobs === null) return;
      await removeOldClips(blobs).catch((cause: unknown) =>
        logFailure(log, 'opened footage of an earlier run could not be removed (nobody can read it)', cause),
      );
    },
    async stop() {
      for (const openingId of [...releases.keys()]) await end(openingId);
    },
  };
}

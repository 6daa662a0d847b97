import type { Opening } from '../../core/evidence/opening.ts';
import type { Segment, SegmentKind } from '../../core/recording/segment.ts';
import { cutToSpan } from '../../exhibit/cut.ts';
import type { Making, Manifest } from '../../exhibit/manifest.ts';
import type { SiteKey } from '../../exhibit/site-key.ts';
import {
  type ExhibitOrder,
  ExhibitRefused,
  type ExhibitTools,
  type Footage,
  type WrittenExhibit,
} from '../../exhibit/write-exhibit.ts';
import type { CameraRegistry } from '../camera-registry.ts';
import type { OpeningDesk } from '../evidence/opening-desk.ts';
import type { Clock } from '../ports.ts';
import { custodyOf } from '../store/audit.ts';
import type { Sql } from '../store/database.ts';
import type { StoredExhibit } from '../store/exhibits.ts';
import { listGaps } from '../store/gaps.ts';
import { findSegment, listSegments } from '../store/segments.ts';

/** What an exhibit is made of, gathered when its turn has come. */
export type ExhibitSource = {
  readonly order: ExhibitOrder;
  readonly tools: Pick<ExhibitTools, 'key' | 'authority'>;
  /** For the share of the work; the bundle may become a little larger. */
  readonly expectedBytes: number;
  onMade(written: WrittenExhibit): Promise<void>;
};

export type ExhibitSources = {
  /** @throws ExhibitRefused in words for the one who asked. */
  of(exhibit: StoredExhibit): Promise<ExhibitSource>;
};

/** PDF, certificate, proofs, headers. */
const besidesFootageBytes = 100_000;

export function createExhibitSources(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly registry: CameraRegistry;
  readonly openings: OpeningDesk;
  readonly key: SiteKey;
  readonly site: { readonly name: string; readonly timeZone: string };
  readonly software: Manifest['software'];
  readonly timeStampUrl: string | null;
}): ExhibitSources {
  const { sql, clock, registry, openings, key, timeStampUrl } = world;

  async function common(exhibit: StoredExhibit, kind: SegmentKind) {
    const { id, cameraId, fromMs, toMs } = exhibit;
    const targets = exhibit.openingId === null ? [id] : [id, exhibit.openingId];
    return {
      exhibit: {
        id,
        title: exhibit.title,
        reason: exhibit.reason,
        incident: exhibit.incident,
        madeAtMs: clock.nowMs(),
        madeBy: exhibit.askedBy,
        deleteAfterMs: exhibit.deleteAfterMs,
      },
      site: world.site,
      software: world.software,
      camera: cameraOf(registry, exhibit),
      span: { fromMs, toMs },
      gaps: (await listGaps(sql, { cameraId, fromMs, toMs })).filter((gap) => gap.kind === kind),
      custody: await custodyOf(sql, targets),
      language: exhibit.language,
    };
  }

  /** @param sources of the footage. */
  function sourceOf(
    order: ExhibitOrder,
    footageBytes: number,
    onMade: ExhibitSource['onMade'],
  ): ExhibitSource {
    const sealedBytes = order.sealed.reduce((sum, { bytes }) => sum + bytes, 0);
    const authority = timeStampUrl === null ? null : { url: timeStampUrl };
    return {
      order,
      tools: { key, authority },
      expectedBytes: footageBytes + sealedBytes + besidesFootageBytes,
      onMade,
    };
  }

  async function masked(exhibit: StoredExhibit): Promise<ExhibitSource> {
    const all = await listSegments(sql, exhibit);
    const segments = all.filter(({ kind }) => kind === 'masked');
    const sealed = exhibit.hasSealed ? all.filter(({ kind }) => kind === 'sealed') : [];
    const footage: Footage = { kind: 'segments', segments };
    const made: Making = { kind: 'masked' };
    const bytes = cutToSpan(segments, exhibit)
      .flatMap(({ fragments }) => fragments)
      .reduce((sum, fragment) => sum + fragment.bytes, 0);
    return sourceOf({ ...(await common(exhibit, 'masked')), made, footage, sealed }, bytes, async () => {});
  }

  async function opened(exhibit: StoredExhibit, openingId: string): Promise<ExhibitSource> {
    const by = { id: exhibit.askedById, name: exhibit.askedBy };
    const opening = await openings.get(openingId);
    const released = await openings.footage(openingId, by);
    if (opening === null || !released.ok || released.value.sha256() === null) {
      throw new ExhibitRefused(
        'What was opened cannot be looked at any more, or is not opened to its end. Ask for the opening again',
      );
    }
    const clip = released.value.read({ offset: 0, length: released.value.bytes() });
    const found = await Promise.all(released.value.segments.map(({ id }) => findSegment(sql, id)));
    const sources: Segment[] = found.flatMap((segment) => (segment === null ? [] : [segment]));
    const order: ExhibitOrder = {
      ...(await common(exhibit, 'sealed')),
      made: makingOf(opening),
      footage: { kind: 'clip', clip, sources },
      sealed: exhibit.hasSealed ? sources : [],
    };
    return sourceOf(order, released.value.bytes(), async ({ sha256 }) => {
      await openings.exported(openingId, sha256, by);
    });
  }

  return {
    of: (exhibit) => (exhibit.openingId === null ? masked(exhibit) : opened(exhibit, exhibit.openingId)),
  };
}

function makingOf(
  opening: Pick<Opening, 'id' | 'asked' | 'requester' | 'askedAtMs' | 'isEmergency' | 'approvals'>,
): Making {
  const { mode, caseNumber, reason, legalBasis } = opening.asked;
  return {
    kind: 'opened',
    mode,
    openingId: opening.id,
    caseNumber,
    reason,
    legalBasis,
    requestedBy: opening.requester.name,
    requestedAtMs: opening.askedAtMs,
    isEmergency: opening.isEmergency,
    approvers: opening.approvals.map(({ name, atMs }) => ({ name, atMs })),
  };
}

/** As it is now; of a camera that was removed, what is left of it. */
function cameraOf(registry: CameraRegistry, exhibit: StoredExhibit): Manifest['camera'] {
  const camera = registry.get(exhibit.cameraId)?.stored ?? null;
  const { cameraId: id, cameraName: name } = exhibit;
  if (camera === null) {
    return { id, name, purpose: '', isSimulated: false, position: null, calibration: null };
  }
  const { purpose, isSimulated, position, calibration } = camera;
  return {
    id,
    name,
    purpose,
    isSimulated,
    position: position === null ? null : { latitude: position.latitude, longitude: position.longitude },
    calibration:
      calibration === null
        ? null
        : {
            groundFromImage: [...calibration.groundFromImage],
            residualM: calibration.residualM,
            points: calibration.points.length,
          },
  };
}

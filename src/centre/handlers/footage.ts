import type { FootageGap, FootageSegment } from '../../contract/recording.ts';
import type { Gap } from '../../core/recording/gap.ts';
import type { OpenSegment, Segment } from '../../core/recording/segment.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, refuse } from '../http/problem.ts';
import { footageBytes } from '../recording/footage-bytes.ts';
import { dayOf } from '../recording/footage-day.ts';
import { listGaps } from '../store/gaps.ts';
import { holdsInForce } from '../store/holds.ts';
import { findSegment, listSegments } from '../store/segments.ts';
import { spanRefusal } from './span.ts';

const hourMs = 3_600_000;
/** A day of 25 hours, and some. */
const longestMs = 26 * hourMs;
/** Two hours of fragments are half a megabyte. */
const longestWithFragmentsMs = 2 * hourMs;

const isSealed = refuse(
  403,
  'sealed',
  'This footage is a sealed original: it is opened by its custodians only. Ask for an opening',
);

export function footageHandlers(
  centre: Centre,
): Pick<Handlers, 'footage.list' | 'footage.day' | 'footage.segment' | 'gaps.list'> {
  const { sql, registry, recording } = centre;
  return {
    async 'footage.list'({ params, query, nowMs }) {
      const cameraId = params.id;
      if (registry.get(cameraId) === null) return notFound(`Camera ${cameraId}`);
      const withFragments = query.fragments === 'true';
      const refusal = spanRefusal(query, withFragments ? longestWithFragmentsMs : longestMs);
      if (refusal !== null) return refusal;
      const span = { cameraId, fromMs: query.fromMs, toMs: query.toMs };
      // What has no row yet first: a segment that gets its row in between is met twice, never missed.
      const open = recording.book.listOpen(span);
      const stored = await listSegments(sql, span);
      const storedIds = new Set(stored.map(({ id }) => id));
      const segments = [...stored, ...open.filter(({ id }) => !storedIds.has(id))];
      const holds = await holdsInForce(sql, nowMs);
      return {
        cameraId,
        atMs: nowMs,
        segments: segments.sort((a, b) => a.fromMs - b.fromMs).map((one) => segmentView(one, withFragments)),
        gaps: (await listGaps(sql, span)).map(gapView),
        holds: holds.filter(
          (hold) => hold.cameraIds.includes(cameraId) && hold.fromMs < query.toMs && hold.toMs > query.fromMs,
        ),
      };
    },

    async 'footage.day'({ params, query }) {
      if (registry.get(params.id) === null) return notFound(`Camera ${params.id}`);
      return spanRefusal(query, longestMs) ?? dayOf(sql, { cameraId: params.id, ...query });
    },

    async 'footage.segment'({ params, who }) {
      const { blobs, book, viewings } = recording;
      const stored = await findSegment(sql, params.id);
      const segment = stored ?? book.find(params.id);
      if (segment === null || blobs === null || stored?.removedAtMs) return notFound('This footage');
      if (segment.kind === 'sealed') return isSealed;
      await viewings.note(who, segment);
      return footageBytes(blobs, segment);
    },

    async 'gaps.list'({ query }) {
      return spanRefusal(query) ?? (await listGaps(sql, { cameraId: null, ...query })).reverse().map(gapView);
    },
  };
}

function segmentView(segment: Segment | OpenSegment, withFragments: boolean): FootageSegment {
  const { id, kind, fromMs, toMs, codec, widthPx, heightPx, bytes, clockOffsetMs, fragments } = segment;
  return {
    id,
    kind,
    fromMs: Math.round(fromMs),
    toMs: Math.round(toMs),
    codec,
    widthPx,
    heightPx,
    bytes,
    end: 'end' in segment ? segment.end : null,
    clockOffsetMs,
    fragments:
      withFragments && kind === 'masked'
        ? fragments.map((fragment) => ({ ...fragment, fromMs: Math.round(fragment.fromMs) }))
        : null,
  };
}

function gapView({ cameraId, kind, fromMs, toMs, cause }: Gap): FootageGap {
  return { cameraId, kind, fromMs, toMs, cause };
}

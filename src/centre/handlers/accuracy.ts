import { createHash, randomUUID } from 'node:crypto';
import type { AccuracyCard, AccuracyDraft, Labelling } from '../../contract/accuracy.ts';
import { accuracyFigures, type LabelledFrame } from '../../core/score/accuracy-card.ts';
import { drawnToleranceMs, type EventOutcome, eventOutcomes } from '../../core/score/event-outcome.ts';
import { matchPeople } from '../../core/score/person-match.ts';
import type { RegisteredCamera } from '../camera-registry.ts';
import type { Centre } from '../centre.ts';
import { starOutSource } from '../credentials.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, refuse } from '../http/problem.ts';
import { insertCard, listCards, newestCards, type StoredCard } from '../store/accuracy-cards.ts';
import { change } from '../store/database.ts';
import {
  deleteLabelling,
  findFramePicture,
  findLabelling,
  insertLabelling,
  listReadings,
} from '../store/labellings.ts';
import { record } from '../store/ledger.ts';
import { listSituations } from '../store/situations.ts';

type Names =
  | 'accuracy.list'
  | 'accuracy.ofCamera'
  | 'accuracy.create'
  | 'labelling.get'
  | 'labelling.start'
  | 'labelling.discard'
  | 'labelling.picture';

const keptMs = 24 * 3_600_000;

export function accuracyHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql, registry, sampler, clock } = centre;

  /** Null: the camera has gone. */
  function told(card: StoredCard): AccuracyCard | null {
    const camera = registry.get(card.cameraId);
    if (camera === null) return null;
    const { id, cameraId, madeAtMs, madeBy, figures } = card;
    const isCurrent = setupHash(camera).equals(card.setupHash);
    return { ...(figures as AccuracyCard), id, cameraId, madeAtMs, madeBy, isCurrent };
  }

  return {
    async 'accuracy.list'() {
      return (await newestCards(sql)).flatMap((card) => told(card) ?? []);
    },

    async 'accuracy.ofCamera'({ params }) {
      if (registry.get(params.id) === null) return notFound(`Camera ${params.id}`);
      return (await listCards(sql, params.id)).flatMap((card) => told(card) ?? []);
    },

    async 'labelling.get'({ params, nowMs }) {
      if (registry.get(params.id) === null) return notFound(`Camera ${params.id}`);
      return { labelling: await findLabelling(sql, params.id, nowMs) };
    },

    async 'labelling.start'({ params, body, who, nowMs, entry }) {
      const camera = registry.get(params.id);
      if (camera === null) return notFound(`Camera ${params.id}`);
      if (camera.state === 'disabled') {
        return refuse(409, 'camera-off', `Camera ${params.id} is switched off. Switch it on, then start`);
      }
      const made = {
        id: randomUUID(),
        cameraId: params.id,
        startedAtMs: nowMs,
        startedBy: who.userName,
        everyMs: body.everyMs,
        expiresAtMs: nowMs + keptMs,
        zones: areasOf(camera),
      };
      const isNew = await change(sql, async (tx) => {
        if (!(await insertLabelling(tx, made))) return false;
        await record(tx, { audit: entry(params.id, { everyMs: body.everyMs }) });
        return true;
      });
      if (!isNew) {
        return refuse(
          409,
          'labelling-open',
          `Frames of camera ${params.id} are being collected or labelled already. Go on with those, or discard them first`,
        );
      }
      sampler.begin({ ...made, taken: 0 });
      return { labelling: (await findLabelling(sql, params.id, nowMs))! };
    },

    async 'labelling.discard'({ params, entry }) {
      const wasThere = await change(sql, async (tx) => {
        if (!(await deleteLabelling(tx, params.id))) return false;
        await record(tx, { audit: entry(params.id, {}) });
        return true;
      });
      if (!wasThere) return notFound(`A labelling of camera ${params.id}`);
      sampler.end(params.id);
      return {};
    },

    async 'labelling.picture'({ params, nowMs }) {
      const found = await findFramePicture(sql, { cameraId: params.id, frameId: params.frameId, nowMs });
      return found ?? notFound('This frame');
    },

    async 'accuracy.create'({ params, body, who, nowMs, entry }) {
      const camera = registry.get(params.id);
      if (camera === null) return notFound(`Camera ${params.id}`);
      const gone = notFound(`This labelling of camera ${params.id}`);
      const outcomes = await outcomesOf(centre, camera, body.events);
      const result = await change(sql, async (tx) => {
        const labelling = await findLabelling(tx, params.id, nowMs);
        if (labelling?.id !== body.labellingId) return gone;
        const frames = labelledFrames(await listReadings(tx, labelling.id), body.frames);
        if (frames === null) {
          return refuse(400, 'invalid', 'A frame is named twice or is not of this labelling. Load it anew', {
            errors: [{ path: 'body.frames', message: 'names a frame twice, or one of another labelling' }],
          });
        }
        // Only the delete decides which of two who finish at once makes the card.
        if (!(await deleteLabelling(tx, params.id))) return gone;
        const card: StoredCard = {
          id: randomUUID(),
          cameraId: params.id,
          madeAtMs: nowMs,
          madeBy: who.userName,
          setupHash: setupHash(camera),
          figures: accuracyFigures(frames, unchanged(labelling.zones, camera), outcomes),
        };
        await insertCard(tx, card);
        const { whole } = card.figures;
        await record(tx, {
          audit: entry(params.id, { frames: frames.length, people: whole.people, error: whole.error.value }),
        });
        return { card, frames };
      });
      if (!('card' in result)) return result;
      sampler.end(params.id);
      return {
        card: told(result.card)!,
        frames: result.frames.map(({ id, labels, found, aspect }) => ({
          id,
          found,
          foundOfLabel: matchPeople(labels, found, aspect).foundOfLabel,
        })),
      };
    },
  };

  async function outcomesOf(
    { sql }: Centre,
    camera: RegisteredCamera,
    events: AccuracyDraft['events'],
  ): Promise<readonly EventOutcome[]> {
    if (events.length === 0) return [];
    const { id: cameraId, zones } = camera.stored;
    const situations = await listSituations(sql, {
      cameraId,
      fromMs: Math.max(0, Math.min(...events.map(({ startMs }) => startMs)) - drawnToleranceMs),
      toMs: Math.min(Math.max(...events.map(({ endMs }) => endMs)) + drawnToleranceMs, clock.nowMs() + 1),
    });
    return eventOutcomes(events, situations, (kind, zoneId) =>
      zones.some(
        (zone) => (zoneId === null || zone.id === zoneId) && zone.rules.some((rule) => rule.kind === kind),
      ),
    );
  }
}

type Labelled = LabelledFrame & { readonly id: string };

/** @returns null when a frame is named twice or does not belong here. */
function labelledFrames(
  readings: Awaited<ReturnType<typeof listReadings>>,
  sent: AccuracyDraft['frames'],
): readonly Labelled[] | null {
  const byId = new Map(readings.map((frame) => [frame.id, frame]));
  const labelled: Labelled[] = [];
  for (const { id, labels } of sent) {
    const frame = byId.get(id);
    if (frame === undefined) return null;
    byId.delete(id);
    const { capturedAtMs, aspect, meanLuma, reading } = frame;
    labelled.push({
      id,
      capturedAtMs,
      aspect,
      meanLuma,
      labels,
      found: reading.people,
      counts: reading.counts,
    });
  }
  return labelled;
}

function areasOf(camera: RegisteredCamera): Labelling['zones'] {
  return camera.stored.zones
    .filter((zone) => zone.shape === 'area')
    .map(({ id, name, points }) => ({ id, name, points: [...points] }));
}

/** A zone that was moved meanwhile counted in two outlines: it gets no figure. */
function unchanged(zones: Labelling['zones'], camera: RegisteredCamera): Labelling['zones'] {
  const now = new Map(areasOf(camera).map((zone) => [zone.id, JSON.stringify(zone.points)]));
  return zones.filter((zone) => now.get(zone.id) === JSON.stringify(zone.points));
}

/** What the figures are of: whoever changes it makes a card old. The address is taken without its credentials. */
function setupHash({ stored, source }: RegisteredCamera): Buffer {
  const shown = source === null ? null : starOutSource(source);
  const setup = [
    stored.zones.map(({ id, shape, points }) => [id, shape, points.map(({ x, y }) => [x, y])]),
    stored.calibration?.groundFromImage ?? null,
    shown?.analysisUrl ?? null,
    shown?.analysisFps ?? null,
  ];
  return createHash('sha256').update(JSON.stringify(setup)).digest();
}

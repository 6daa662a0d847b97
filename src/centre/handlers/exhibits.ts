import { isAllowed } from '../../core/access.ts';
import type { Centre } from '../centre.ts';
import { openingRefusalWords } from '../evidence/refusal-words.ts';
import type { DeskAnswer } from '../exhibits/exhibit-desk.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, type Refusal, refuse } from '../http/problem.ts';
import { spanRefusal } from './span.ts';
import { personOf } from './vault.ts';

type Names =
  | 'exhibits.list'
  | 'exhibits.get'
  | 'exhibits.create'
  | 'exhibits.download'
  | 'exhibits.hold'
  | 'exhibits.delete';

/** Five minutes of a day of nine cameras is a day: longer footage is asked for piece by piece. */
const longestMs = 24 * 3_600_000;
const longestHoldMs = 366 * 86_400_000;

const noStorage = refuse(
  409,
  'no-recording',
  'Nothing is recorded on this site, so there is nothing to export. Switch recording on in the configuration',
);
const notYours = refuse(
  403,
  'opened-footage',
  'This exhibit shows footage that custodians opened: only investigators may have it',
);
const stillRendered = refuse(
  409,
  'not-opened-yet',
  'This footage is still being opened. Wait until it is there as a whole, then export it',
);

export function exhibitHandlers(centre: Centre): Pick<Handlers, Names> {
  const { exhibits: desk, custody, registry, config } = centre;
  return {
    async 'exhibits.list'({ query }) {
      return {
        exhibits: desk === null ? [] : await desk.list(query.limit),
        keyFingerprint: desk?.key.fingerprint ?? null,
        timeStampUrl: config.exhibits.timeStampUrl,
      };
    },

    'exhibits.get': async ({ params }) => (await desk?.get(params.id)) ?? notFound('This exhibit'),

    async 'exhibits.create'({ body, who, entry }) {
      if (desk === null) return noStorage;
      const { source, ...draft } = body;
      if (source.kind === 'masked') {
        const refusal = spanRefusal(source, longestMs);
        if (refusal !== null) return refusal;
        const camera = registry.get(source.cameraId);
        if (camera === null) return notFound(`Camera ${source.cameraId}`);
        const { cameraId, fromMs, toMs } = source;
        const of = {
          kind: 'masked',
          openingId: null,
          cameraId,
          cameraName: camera.stored.name,
          fromMs,
          toMs,
        };
        return answerOf(await desk.request(draft, { ...of, kind: 'masked' }, who, entry));
      }
      const { openingId } = source;
      const released = await custody.openings.footage(openingId, personOf(who));
      const opening = await custody.openings.get(openingId);
      if (!released.ok) {
        const [status, detail] = openingRefusalWords(released.reason, custody.policy);
        return refuse(status, `custody-${released.reason}`, detail);
      }
      if (opening === null) return notFound('This opening');
      if (released.value.sha256() === null) return stillRendered;
      const { cameraId, cameraName, fromMs, toMs } = opening.asked;
      const of = { kind: 'opened', openingId, cameraId, cameraName, fromMs, toMs } as const;
      return answerOf(await desk.request(draft, of, who, entry));
    },

    async 'exhibits.download'({ params, who }) {
      const exhibit = await desk?.get(params.id);
      if (desk === null || exhibit === null || exhibit === undefined) return notFound('This exhibit');
      // An administrator runs the site, and sees nothing that custodians opened.
      if (exhibit.kind === 'opened' && !isAllowed(who.role, 'evidence.view')) return notYours;
      return answerOf(await desk.bundle(params.id, who));
    },

    async 'exhibits.hold'({ params, body, who, nowMs, entry }) {
      if (desk === null) return notFound('This exhibit');
      if (body.untilMs <= nowMs || body.untilMs > nowMs + longestHoldMs) {
        return refuse(400, 'invalid', 'A hold ends between now and a year from now. Choose such a day', {
          errors: [{ path: 'body.untilMs', message: 'is not between now and a year from now' }],
        });
      }
      const { untilMs, reason } = body;
      const hold = { untilMs, reason, by: who.userName };
      return answerOf(await desk.hold(params.id, hold, entry(params.id, { untilMs, reason })));
    },

    async 'exhibits.delete'({ params, body, who, entry }) {
      if (desk === null) return notFound('This exhibit');
      return answerOf(
        await desk.delete(params.id, who.userName, ({ sha256, bytes, cameraId }) =>
          entry(params.id, { rule: 'asked', reason: body.reason, cameraId, sha256, bytes }),
        ),
      );
    },
  };
}

function answerOf<T>(answer: DeskAnswer<T>): T | Refusal {
  if (answer.ok) return answer.value;
  switch (answer.reason) {
    case 'unknown':
      return notFound('This exhibit');
    case 'not-ready':
      return refuse(409, 'not-ready', 'This exhibit is not there: it is being made, failed, or was deleted');
    case 'held':
      return refuse(409, 'held', 'This exhibit is held. It can be deleted once its hold has ended');
    case 'shorter':
      return refuse(
        409,
        'hold-is-longer',
        'This exhibit is held for longer already. A hold is never shortened',
      );
    case 'too-many':
      return refuse(429, 'too-many-exhibits', 'Many exhibits wait to be made. Ask again when some are done', {
        retryAfterS: 60,
      });
  }
}

import type { Centre } from '../centre.ts';
import type { Opened } from '../evidence/opening-desk.ts';
import { openingRefusalWords } from '../evidence/refusal-words.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, Refusal, refuse } from '../http/problem.ts';
import { personOf } from './vault.ts';

type Names =
  | 'openings.list'
  | 'openings.get'
  | 'openings.request'
  | 'openings.emergency'
  | 'openings.session'
  | 'openings.approve'
  | 'openings.refuse'
  | 'openings.end'
  | 'openings.review'
  | 'openings.footage';

/** Custody makes the entries of the log itself, in the transaction of each transition: only it knows what came out. */
export function openingHandlers(centre: Centre): Pick<Handlers, Names> {
  const { openings: desk, policy } = centre.custody;

  function answerOf<T>(answer: Opened<T>): T | Refusal {
    if (answer.ok) return answer.value;
    const [status, detail] = openingRefusalWords(answer.reason, policy);
    return refuse(status, `custody-${answer.reason}`, detail);
  }

  return {
    'openings.list': ({ query }) => desk.list(query.limit),
    'openings.get': async ({ params }) => (await desk.get(params.id)) ?? notFound('This opening'),
    async 'openings.request'({ body, who, entry }) {
      const answer = answerOf(await desk.request(body, { by: personOf(who), isEmergency: false }));
      if (!(answer instanceof Refusal)) entry(answer.id, {});
      return answer;
    },
    async 'openings.emergency'({ body, who, entry }) {
      const answer = answerOf(await desk.request(body, { by: personOf(who), isEmergency: true }));
      if (!(answer instanceof Refusal)) entry(answer.id, {});
      return answer;
    },
    async 'openings.session'({ params, who, entry }) {
      return answerOf(await desk.session(params.id, personOf(who), () => entry(params.id, {})));
    },
    async 'openings.approve'({ params, body, who, entry }) {
      entry(params.id, {});
      return answerOf(await desk.approve(params.id, body, personOf(who)));
    },
    async 'openings.refuse'({ params, body, who, entry }) {
      entry(params.id, {});
      return answerOf(await desk.refuse(params.id, body.reason, personOf(who)));
    },
    async 'openings.end'({ params, body, who, entry }) {
      entry(params.id, {});
      return answerOf(await desk.end(params.id, body.reason, personOf(who)));
    },
    async 'openings.review'({ params, body, who, entry }) {
      entry(params.id, {});
      return answerOf(await desk.review(params.id, body, personOf(who)));
    },
    async 'openings.footage'({ params, who }) {
      const answer = answerOf(await desk.footage(params.id, personOf(who)));
      if (answer instanceof Refusal) return answer;
      return {
        totalBytes: answer.bytes(),
        etag: answer.sha256(),
        stream: async (range) => answer.read(range),
      };
    },
  };
}

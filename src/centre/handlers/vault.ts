import type { Centre } from '../centre.ts';
import { vaultRefusalWords } from '../evidence/refusal-words.ts';
import type { Desk } from '../evidence/vault-desk.ts';
import type { Handlers } from '../http/call.ts';
import { Refusal, refuse } from '../http/problem.ts';
import type { SignedIn } from '../sessions.ts';
import { listUsers } from '../store/users.ts';

type Names =
  | 'vault.get'
  | 'ceremony.begin'
  | 'ceremony.abandon'
  | 'ceremony.join'
  | 'ceremony.collect'
  | 'ceremony.confirm'
  | 'redeal.handIn'
  | 'drill.begin'
  | 'drill.handIn';

/** Custody makes the entries of the log itself, in the transaction of each transition: only it knows what came out. */
export function vaultHandlers(centre: Centre): Pick<Handlers, Names> {
  const { vault: desk, policy } = centre.custody;

  async function candidates() {
    const users = await listUsers(centre.sql);
    return users
      .filter(({ role, isEnabled }) => role === 'custodian' && isEnabled)
      .map(({ id, name }) => ({ id, name }));
  }

  return {
    'vault.get': async () => ({ ...(await desk.view(await candidates())), policy }),

    async 'ceremony.begin'({ body, who, entry }) {
      const known = await candidates();
      const custodians = body.custodianIds.map((id) => known.find((person) => person.id === id));
      const named = custodians.filter((person) => person !== undefined);
      if (named.length < custodians.length) return refused('not-a-candidate');
      const { threshold, kind } = body;
      const answer = answerOf(await desk.begin({ threshold, kind }, named, personOf(who)));
      if (!(answer instanceof Refusal)) entry(answer.id, {});
      return answer;
    },
    async 'ceremony.abandon'({ params, body, who, entry }) {
      entry(params.id, {});
      return answerOf(await desk.abandon(params.id, body.reason, personOf(who)));
    },
    async 'ceremony.join'({ params, body, who, entry }) {
      entry(params.id, {});
      return answerOf(await desk.join(params.id, body.recipient, personOf(who)));
    },
    async 'ceremony.collect'({ params, who, entry }) {
      entry(params.id, {});
      return answerOf(await desk.collect(params.id, personOf(who)));
    },
    async 'ceremony.confirm'({ params, who, entry }) {
      entry(params.id, {});
      return answerOf(await desk.confirm(params.id, personOf(who)));
    },
    async 'redeal.handIn'({ body, who, entry }) {
      return answerOf(await desk.handInRedeal(body, personOf(who), (id) => entry(id, {})));
    },
    async 'drill.begin'({ who, entry }) {
      return answerOf(await desk.beginDrill(personOf(who), (id) => entry(id, {})));
    },
    async 'drill.handIn'({ body, who, entry }) {
      return answerOf(await desk.handInDrill(body, personOf(who), (id) => entry(id, {})));
    },
  };
}

export function personOf(who: SignedIn) {
  return { id: who.userId, name: who.userName };
}

function answerOf<T>(answer: Desk<T>): T | Refusal {
  return answer.ok ? answer.value : refused(answer.reason);
}

function refused(reason: Parameters<typeof vaultRefusalWords>[0]): Refusal {
  const [status, detail] = vaultRefusalWords(reason);
  return refuse(status, `custody-${reason}`, detail);
}

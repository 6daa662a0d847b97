/** What is known at this moment of everybody who can be told. */
import type { Duty } from '../../core/notification/duty.ts';
import { presentForMs } from '../sessions.ts';
import type { Query } from '../store/database.ts';
import { listPeople } from '../store/sessions.ts';
import type { Setup, StoredRecipient } from './setup.ts';

/** Of recipients that are switched on. Who may not sign in any more is no person here. */
export async function readDuties(query: Query, setup: Setup, nowMs: number): Promise<readonly Duty[]> {
  const people = new Map((await listPeople(query, nowMs - presentForMs)).map((one) => [one.userId, one]));
  return setup.recipients
    .filter(({ isEnabled }) => isEnabled)
    .map((recipient) => {
      const person = people.get(personOf(recipient, setup) ?? '');
      const { id: recipientId, area, shift } = recipient;
      return { recipientId, role: person?.role ?? null, isPresent: person?.isPresent ?? null, area, shift };
    });
}

/** A push goes to a person by itself. */
function personOf(recipient: StoredRecipient, { channels }: Setup): string | null {
  const channel = channels.find(({ id }) => id === recipient.channelId);
  return recipient.personId ?? (channel?.settings.kind === 'push' ? recipient.address : null);
}

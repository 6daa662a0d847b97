/** Channels, recipients and rules, opened. */
import type { z } from 'zod';
import { ChannelDraft, RecipientDraft, RuleDraft } from '../../contract/notifications.ts';
import type { Credentials } from '../credentials.ts';
import type { Query } from '../store/database.ts';
import { listSetup, type SetupPart, type SetupRow } from '../store/notification-setup.ts';

type Kept = {
  readonly id: string;
  readonly version: number;
  readonly changedBy: string;
  readonly changedAtMs: number;
};
export type StoredChannel = Kept & ChannelDraft;
export type StoredRecipient = Kept & RecipientDraft;
export type StoredRule = Kept & RuleDraft;

export type Setup = {
  readonly channels: readonly StoredChannel[];
  readonly recipients: readonly StoredRecipient[];
  readonly rules: readonly StoredRule[];
};

const shapes = { channel: ChannelDraft, recipient: RecipientDraft, rule: RuleDraft } as const;

export async function readSetup(query: Query, credentials: Credentials): Promise<Setup> {
  return setupOf(await listSetup(query), credentials);
}

/** What no longer opens, because the key is another one, is left out: nothing can be sent with it. */
export function setupOf(rows: readonly SetupRow[], credentials: Credentials): Setup {
  const all = <P extends SetupPart>(part: P) =>
    rows
      .filter((row) => row.part === part)
      .flatMap((row) => {
        const text = credentials.openText(bond(row.id), row.sealed);
        if (text === null) return [];
        const { id, version, changedBy, changedAtMs } = row;
        const body = shapes[part].parse(JSON.parse(text)) as z.output<(typeof shapes)[P]>;
        return [{ ...body, id, version, changedBy, changedAtMs }];
      });
  return { channels: all('channel'), recipients: all('recipient'), rules: all('rule') };
}

export function sealed(credentials: Credentials, id: string, body: object): Uint8Array {
  return credentials.sealText(bond(id), JSON.stringify(body));
}

function bond(id: string): string {
  return `notification:${id}`;
}

/** People at their screens: custodians who take part in ceremonies and openings over the API, as their browsers would. */
import { armor, Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Opening, Vault } from '../../src/contract/evidence.ts';
import type { Role } from '../../src/core/access.ts';
import { handIn } from './custodians.ts';
import { clientOf, type SignedInClient, type StartedCentre, testPassword } from './start-centre.ts';

export type Somebody = {
  readonly id: string;
  readonly name: string;
  readonly client: SignedInClient;
  /** The sheet of paper; the newest last. */
  readonly sheets: string[];
};

export async function somebody(started: StartedCentre, name: string, role: Role): Promise<Somebody> {
  const user = await started.administrator.call('users.create', {
    body: { name, password: testPassword, role },
  });
  const client = clientOf(started.url);
  await client.call('session.create', { body: { name, password: testPassword } });
  return { id: user.id, name, client, sheets: [] };
}

/** The whole ceremony. Everybody has a sheet after it. @param helpers hand in their shares where a key is dealt again. */
export async function holdCeremony(
  administrator: SignedInClient,
  custodians: readonly Somebody[],
  order: { readonly threshold: number; readonly helpers?: readonly Somebody[] },
): Promise<Vault> {
  const { threshold, helpers = [] } = order;
  const kind = helpers.length > 0 ? 'redeal' : 'new-key';
  const custodianIds = custodians.map(({ id }) => id);
  const { id } = await administrator.call('ceremony.begin', { body: { custodianIds, threshold, kind } });
  const params = { id };
  for (const helper of helpers) {
    const { redeal } = await helper.client.call('vault.get');
    const share = helper.sheets.at(-1)!;
    const sealed = await sealedShare(redeal!.sessionId, redeal!.recipient, { helper, share });
    await helper.client.call('redeal.handIn', { body: { sessionId: redeal!.sessionId, sealed } });
  }
  const identities = new Map<string, string>();
  for (const custodian of custodians) {
    const identity = await generateX25519Identity();
    identities.set(custodian.id, identity);
    const recipient = await identityToRecipient(identity);
    await custodian.client.call('ceremony.join', { params, body: { recipient } });
  }
  for (const custodian of custodians) {
    const { sealed } = await custodian.client.call('ceremony.collect', { params, body: {} });
    const decrypter = new Decrypter();
    decrypter.addIdentity(identities.get(custodian.id)!);
    custodian.sheets.push(await decrypter.decrypt(armor.decode(sealed), 'text'));
  }
  let vault: Vault | null = null;
  for (const custodian of custodians) {
    vault = await custodian.client.call('ceremony.confirm', { params, body: {} });
  }
  return vault!;
}

async function sealedShare(
  sessionId: string,
  recipient: string,
  { helper, share }: { readonly helper: Somebody; readonly share: string },
): Promise<string> {
  return (await handIn({ sessionId, userId: helper.id, share }, recipient)).sealed;
}

/** What a custodian's browser sends to approve an opening. */
export async function approvalOf(by: Somebody, openingId: string, share = by.sheets.at(-1)!) {
  const params = { id: openingId };
  const { askedSha256 } = await by.client.call('openings.get', { params });
  const { sessionId, recipient } = await by.client.call('openings.session', { params, body: {} });
  const sealed = await sealedShare(sessionId, recipient, { helper: by, share });
  return { sessionId, sealed, seenSha256: askedSha256 };
}

export async function approve(by: Somebody, openingId: string, share?: string): Promise<Opening> {
  const body = await approvalOf(by, openingId, share);
  return by.client.call('openings.approve', { params: { id: openingId }, body });
}

/** Proves a share in the drill under way, or begins one. */
export async function drill(by: Somebody) {
  const { sessionId, recipient } = await by.client.call('drill.begin', { body: {} });
  const sealed = await sealedShare(sessionId, recipient, { helper: by, share: by.sheets.at(-1)! });
  return by.client.call('drill.handIn', { body: { sessionId, sealed } });
}

import { randomUUID } from 'node:crypto';
import type {
  Channel,
  ChannelDraft,
  ChannelKind,
  NotificationRule,
  Recipient,
  RecipientDraft,
  RuleDraft,
} from '../../contract/notifications.ts';
import { isAllowed, type Role } from '../../core/access.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, Refusal, refuse } from '../http/problem.ts';
import { restoreSettings, starOutSettings } from '../notify/channel-secrets.ts';
import {
  readSetup,
  type Setup,
  type StoredChannel,
  type StoredRecipient,
  type StoredRule,
  sealed,
  setupOf,
} from '../notify/setup.ts';
import { presentForMs } from '../sessions.ts';
import type { AuditDraft } from '../store/audit.ts';
import { change, type Tx } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import { deleteSetup, holdSetup, type SetupPart, writeSetup } from '../store/notification-setup.ts';
import { countPush } from '../store/push-subscriptions.ts';
import { listPeople } from '../store/sessions.ts';

type Names =
  | 'notifications.setup'
  | `notification-${'channels' | 'recipients' | 'rules'}.${'create' | 'update' | 'delete'}`;

type Bodies = { channel: ChannelDraft; recipient: RecipientDraft; rule: RuleDraft };
type Stored = { channel: StoredChannel; recipient: StoredRecipient; rule: StoredRule };
type Entry = (target: string | null, detail: AuditDraft['detail']) => AuditDraft;

/** Hand-written rows: more is a mistake. */
const most = 500;

export function notificationSetupHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql, credentials, config } = centre;

  /** One change at a time, so that what a row refers to is there when it is written. */
  function write<P extends SetupPart>(
    part: P,
    what: {
      readonly id: string | null;
      readonly version: number;
      readonly body: (
        setup: Setup,
        before: Stored[P] | null,
        tx: Tx,
      ) => Bodies[P] | Refusal | Promise<Bodies[P] | Refusal>;
      readonly by: string;
      readonly nowMs: number;
      readonly entry: Entry;
    },
  ): Promise<Stored[P] | Refusal> {
    return change(sql, async (tx) => {
      const setup = setupOf(await holdSetup(tx), credentials);
      const all = listOf(setup, part);
      const before = what.id === null ? null : (all.find(({ id }) => id === what.id) ?? null);
      if (what.id !== null && before === null) return notFound(titles[part]);
      if (before !== null && before.version !== what.version) return conflict(part, before);
      if (before === null && all.length >= most) return tooMany;
      const body = await what.body(setup, before, tx);
      if (body instanceof Refusal) return body;
      const kept = {
        id: before?.id ?? randomUUID(),
        version: (before?.version ?? 0) + 1,
        changedBy: what.by,
        changedAtMs: what.nowMs,
      };
      await writeSetup(tx, { ...kept, part, sealed: sealed(credentials, kept.id, body) });
      await record(tx, { audit: what.entry(kept.id, { name: body.name, isEnabled: body.isEnabled }) });
      return { ...body, ...kept } as unknown as Stored[P];
    });
  }

  function remove(
    part: SetupPart,
    id: string,
    entry: Entry,
    users: (setup: Setup) => readonly string[],
  ): Promise<Record<string, never> | Refusal> {
    return change(sql, async (tx) => {
      const setup = setupOf(await holdSetup(tx), credentials);
      const before = listOf(setup, part).find((one) => one.id === id);
      if (before === undefined) return notFound(titles[part]);
      const names = users(setup);
      if (names.length > 0) return inUse(part, names);
      await deleteSetup(tx, id);
      await record(tx, { audit: entry(id, { name: before.name }) });
      return {};
    });
  }

  const channelBody =
    (draft: ChannelDraft) =>
    (_: Setup, before: StoredChannel | null): ChannelDraft | Refusal => {
      if (before !== null && before.settings.kind !== draft.settings.kind) return otherKind;
      const restored = restoreSettings(draft.settings, before?.settings ?? null);
      if (!restored.ok) return secretNeeded(restored.field);
      const { name, isEnabled } = draft;
      return { name, isEnabled, settings: restored.settings };
    };
  const recipientBody =
    ({ name, isEnabled, channelId, address, language, personId, area, shift }: RecipientDraft) =>
    async (setup: Setup, _: unknown, tx: Tx): Promise<RecipientDraft | Refusal> => {
      const channel = setup.channels.find(({ id }) => id === channelId);
      if (channel === undefined) return notFound(titles.channel);
      const wrong = wrongAddress(channel.settings.kind, address);
      if (personId !== null && !(await listPeople(tx, 0)).some(({ userId }) => userId === personId))
        return notFound('This person');
      return wrong ?? { name, isEnabled, channelId, address, language, personId, area, shift };
    };
  const ruleBody =
    ({ version: _, ...rule }: RuleDraft & { readonly version?: number }) =>
    (setup: Setup): RuleDraft | Refusal => {
      const isKnown = (id: string) => setup.recipients.some((one) => one.id === id);
      if (!rule.recipientIds.every(isKnown)) return notFound(titles.recipient);
      if (rule.recipientIds.length === 0 && rule.roles.length === 0) return nobodyMeant;
      return { ...rule, recipientIds: [...new Set(rule.recipientIds)] };
    };

  return {
    async 'notifications.setup'({ who, nowMs }) {
      const setup = await readSetup(sql, credentials);
      return {
        channels: setup.channels.map((channel) => channelView(channel, who.role)),
        recipients: [...setup.recipients],
        rules: [...setup.rules],
        people: await listPeople(sql, nowMs - presentForMs),
        pushPeople: await countPush(sql),
        isPrivateRefused: config.notifications.refusePrivateAddresses,
      };
    },

    async 'notification-channels.create'({ body, who, nowMs, entry }) {
      const what = { id: null, version: 0, body: channelBody(body), by: who.userName, nowMs, entry };
      return answer(await write('channel', what), (channel) => channelView(channel, who.role));
    },
    async 'notification-channels.update'({ params, body, who, nowMs, entry }) {
      const { version } = body;
      const what = { id: params.id, version, body: channelBody(body), by: who.userName, nowMs, entry };
      return answer(await write('channel', what), (channel) => channelView(channel, who.role));
    },
    'notification-channels.delete': ({ params, entry }) =>
      remove('channel', params.id, entry, ({ recipients }) =>
        recipients.filter(({ channelId }) => channelId === params.id).map(({ name }) => name),
      ),

    'notification-recipients.create': ({ body, who, nowMs, entry }): Promise<Recipient | Refusal> =>
      write('recipient', { id: null, version: 0, body: recipientBody(body), by: who.userName, nowMs, entry }),
    'notification-recipients.update': ({ params, body, who, nowMs, entry }): Promise<Recipient | Refusal> => {
      const { version } = body;
      const what = { id: params.id, version, body: recipientBody(body), by: who.userName, nowMs, entry };
      return write('recipient', what);
    },
    'notification-recipients.delete': ({ params, entry }) =>
      remove('recipient', params.id, entry, ({ rules }) =>
        rules.filter(({ recipientIds }) => recipientIds.includes(params.id)).map(({ name }) => name),
      ),

    'notification-rules.create': ({ body, who, nowMs, entry }): Promise<NotificationRule | Refusal> =>
      write('rule', { id: null, version: 0, body: ruleBody(body), by: who.userName, nowMs, entry }),
    'notification-rules.update': ({
      params,
      body,
      who,
      nowMs,
      entry,
    }): Promise<NotificationRule | Refusal> => {
      const { version } = body;
      return write('rule', { id: params.id, version, body: ruleBody(body), by: who.userName, nowMs, entry });
    },
    'notification-rules.delete': ({ params, entry }) => remove('rule', params.id, entry, () => []),
  };
}

function listOf<P extends SetupPart>(setup: Setup, part: P): readonly Stored[P][] {
  const lists = { channel: setup.channels, recipient: setup.recipients, rule: setup.rules };
  return lists[part] as unknown as readonly Stored[P][];
}

function channelView(channel: StoredChannel, role: Role): Channel {
  const { settings, ...rest } = channel;
  const maySee = isAllowed(role, 'notification.write');
  return { ...rest, kind: settings.kind, settings: maySee ? starOutSettings(settings) : null };
}

function answer<T, V>(result: T | Refusal, view: (value: T) => V): V | Refusal {
  return result instanceof Refusal ? result : view(result);
}

const titles = { channel: 'This channel', recipient: 'This recipient', rule: 'This rule' } as const;

function conflict(part: SetupPart, now: { readonly name: string; readonly changedBy: string }): Refusal {
  return refuse(
    409,
    'version-conflict',
    `${now.changedBy} changed the ${part} "${now.name}" meanwhile. Look at its newest state, then decide`,
  );
}

const tooMany = refuse(409, 'too-many', `There are ${most} already. Remove one first`);
const nobodyMeant = refuse(400, 'invalid', 'A rule tells somebody. Name a recipient or a role', {
  errors: [{ path: 'body.recipientIds', message: 'is empty, and so are the roles' }],
});
const otherKind = refuse(
  400,
  'invalid',
  'A channel keeps its kind. Make another one, and let the recipients use that',
  { errors: [{ path: 'body.settings.kind', message: 'cannot be changed' }] },
);

function secretNeeded(field: string): Refusal {
  return refuse(
    400,
    'secret-needed',
    'The place has changed, so the kept secret is not sent there by itself. Enter the secret again',
    { errors: [{ path: `body.settings.${field}`, message: 'is to be entered again' }] },
  );
}

function inUse(part: SetupPart, names: readonly string[]): Refusal {
  const shown = names.slice(0, 5).join(', ');
  return refuse(409, 'in-use', `${titles[part]} is used by ${shown}. Take it out there first`);
}

/** What each way needs to find its recipient. */
function wrongAddress(kind: ChannelKind, address: string): Refusal | null {
  const isRight: { readonly [K in ChannelKind]: boolean } = {
    email: /^[^\s@<>"]+@[^\s@<>"]+$/.test(address),
    sms: /^\+?[\d ()-]{3,30}$/.test(address),
    webhook: address === '',
    push: /^[\da-f-]{36}$/.test(address),
  };
  if (isRight[kind]) return null;
  const wanted: { readonly [K in ChannelKind]: string } = {
    email: 'is an e-mail address',
    sms: 'is a telephone number',
    webhook: 'stays empty: the channel says where to',
    push: 'names a person',
  };
  return refuse(400, 'invalid', `The address does not fit: it ${wanted[kind]}`, {
    errors: [{ path: 'body.address', message: wanted[kind] }],
  });
}

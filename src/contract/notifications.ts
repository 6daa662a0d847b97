/** Who is told what, by which way, and what became of each message. */
import { z } from 'zod';
import { type Role as CoreRole, roles } from '../core/access.ts';
import { notificationStates } from '../core/notification/notification.ts';
import { type NotificationRule as CoreRule, occasions } from '../core/notification/rule.ts';
import { priorities } from '../core/priority.ts';
import { Id, Role, SituationKind, UtcMs } from './shapes.ts';
import { Area } from './units.ts';

/** People's: a unit's phone is no person. */
export const personRoles = roles.filter((role): role is Exclude<CoreRole, 'unit'> => role !== 'unit');

const Name = z.string().trim().min(1).max(80);
const Language = z.enum(['en', 'ru']);
/** In answers a kept secret reads as ***; *** sent back keeps it, as long as the address stays the same. */
const Secret = z.string().max(500);
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is HH:MM');
const HttpUrl = z.url({ protocol: /^https?$/ }).max(2_000);

export const EmailSettings = z.object({
  kind: z.literal('email'),
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  /** `tls` from the first byte (465), `starttls` before the sign-in (587), `none`: only inside a machine or a guarded network. */
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().max(200),
  password: Secret,
  from: z.email().max(254),
});
export const WebhookSettings = z.object({
  kind: z.literal('webhook'),
  url: HttpUrl,
  /** Signs every message: HMAC-SHA256. */
  secret: Secret.min(3),
});
export const SmsSettings = z.object({
  kind: z.literal('sms'),
  /** May hold {to}, {text} and {id}, as the body may. */
  url: HttpUrl,
  method: z.enum(['POST', 'PUT', 'GET']),
  contentType: z.enum(['application/json', 'application/x-www-form-urlencoded', 'text/plain']),
  body: z.string().max(2_000),
  /** One header for the gateway's key, e.g. `authorization`; empty: none. */
  headerName: z
    .string()
    .trim()
    .max(80)
    .regex(/^[a-z0-9-]*$/i),
  headerValue: Secret,
});
export const PushSettings = z.object({ kind: z.literal('push') });

export const ChannelSettings = z.discriminatedUnion('kind', [
  EmailSettings,
  WebhookSettings,
  SmsSettings,
  PushSettings,
]);
export type ChannelSettings = z.infer<typeof ChannelSettings>;
export type ChannelKind = ChannelSettings['kind'];

export const ChannelDraft = z.object({ name: Name, isEnabled: z.boolean(), settings: ChannelSettings });
export type ChannelDraft = z.infer<typeof ChannelDraft>;

export const RecipientDraft = z.object({
  name: Name,
  isEnabled: z.boolean(),
  channelId: z.uuid(),
  /** E-mail address, telephone number, id of the person who has allowed pushes; empty for a webhook. */
  address: z.string().trim().max(254),
  language: Language,
  /** The person behind it, whose role and presence count; null: a machine, a desk, a group. */
  personId: z.uuid().nullable().default(null),
  /** What this recipient is responsible for: corners; empty: everywhere. */
  area: Area.default([]),
  /** When, by the clocks of the site; null: around the clock. */
  shift: z
    .object({ from: Clock, to: Clock })
    .refine(({ from, to }) => from !== to, { error: 'a shift does not last the whole day', path: ['to'] })
    .nullable()
    .default(null),
});
export type RecipientDraft = z.infer<typeof RecipientDraft>;

export const placeholders = [
  'what',
  'where',
  'camera',
  'priority',
  'when',
  'count',
  'kinds',
  'list',
  'site',
  'link',
] as const;
const isKnown = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)].every(([, name]) => (placeholders as readonly string[]).includes(name!));
const TemplateText = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine(isKnown, { error: `a template may hold ${placeholders.map((name) => `{${name}}`).join(' ')}` });
export const Template = z.object({
  subject: TemplateText(200).refine((text) => !/[\r\n]/.test(text), { error: 'a subject is one line' }),
  body: TemplateText(2_000),
});
export type Template = z.infer<typeof Template>;

export const RuleDraft = z.object({
  name: Name,
  isEnabled: z.boolean(),
  when: z.enum(occasions),
  afterMinutes: z.number().int().min(1).max(240),
  /** Empty: every one. */
  kinds: z.array(SituationKind).max(100),
  priorities: z.array(z.enum(priorities)).max(3),
  cameraIds: z.array(Id).max(5_000),
  /** Where it holds: corners; empty: everywhere. */
  area: Area.default([]),
  /** Named ones; and everybody whose person has one of these roles. */
  recipientIds: z.array(z.uuid()).max(50),
  roles: z.array(z.enum(personRoles)).max(roles.length).default([]),
  /** Only who is responsible there and then, and of those who is signed in, while there is one. */
  isDutyOnly: z.boolean().default(false),
  /** The masked picture of the alarm goes along, by e-mail only. */
  hasPicture: z.boolean(),
  quietHours: z
    .object({ from: Clock, to: Clock, doesHighBreak: z.boolean() })
    .refine(({ from, to }) => from !== to, { error: 'quiet hours do not last the whole day', path: ['to'] })
    .nullable(),
  repeatMinutes: z.number().int().min(0).max(1_440),
  flood: z.object({
    messages: z.number().int().min(1).max(100),
    minutes: z.number().int().min(1).max(1_440),
  }),
  /** Null: the words of the house. */
  templates: z.object({ en: Template.nullable(), ru: Template.nullable() }),
});
export type RuleDraft = z.infer<typeof RuleDraft>;
// The core's rule is part of it.
RuleDraft satisfies z.ZodType<CoreRule>;

const Kept = z.object({
  id: z.uuid(),
  version: z.number().int(),
  changedBy: z.string(),
  changedAtMs: UtcMs,
});
export const Channel = Kept.extend({
  name: Name,
  isEnabled: z.boolean(),
  kind: z.enum(['email', 'webhook', 'sms', 'push']),
  /** Null for who may not change it. Secrets read as ***. */
  settings: ChannelSettings.nullable(),
});
export type Channel = z.infer<typeof Channel>;
export const Recipient = Kept.extend(RecipientDraft.shape);
export type Recipient = z.infer<typeof Recipient>;
export const NotificationRule = Kept.extend(RuleDraft.shape);
export type NotificationRule = z.infer<typeof NotificationRule>;

export const NotificationSetup = z.object({
  channels: z.array(Channel),
  recipients: z.array(Recipient),
  rules: z.array(NotificationRule),
  /** People who have allowed pushes in at least one browser. */
  /** Who can be the person behind a recipient, and whether they are signed in with a live connection. */
  people: z.array(z.object({ userId: z.uuid(), name: z.string(), role: Role, isPresent: z.boolean() })),
  pushPeople: z.array(z.object({ userId: z.uuid(), name: z.string(), browsers: z.number().int() })),
  /** Whether gateways may lie at private addresses; decided in the configuration. */
  isPrivateRefused: z.boolean(),
});
export type NotificationSetup = z.infer<typeof NotificationSetup>;

/** What stands for a gateway's words where no browser is there to push to. A console says it in its own language. */
export const pushedNowhere = 'this person has allowed pushes in no browser';

/** One message, as it is followed. */
export const NotificationView = z.object({
  id: z.uuid(),
  state: z.enum(notificationStates),
  /** Null: a test. */
  ruleName: z.string().nullable(),
  recipientName: z.string(),
  channelName: z.string(),
  channelKind: z.enum(['email', 'webhook', 'sms', 'push']),
  subject: z.string(),
  body: z.string(),
  alarmIds: z.array(z.uuid()),
  count: z.number().int(),
  repeats: z.number().int(),
  attempts: z.number().int(),
  createdAtMs: UtcMs,
  /** When it is sent, or tried again. */
  nextAtMs: UtcMs,
  giveUpAtMs: UtcMs,
  endedAtMs: UtcMs.nullable(),
  /** The gateway's last words, or `pushedNowhere`. */
  said: z.string().nullable(),
});
export type NotificationView = z.infer<typeof NotificationView>;

export const NotificationList = z.object({
  notifications: z.array(NotificationView),
  /** Of the last 24 hours. */
  counts: z.object({
    sent: z.number().int(),
    waiting: z.number().int(),
    failed: z.number().int(),
    dropped: z.number().int(),
  }),
});
export type NotificationList = z.infer<typeof NotificationList>;

/** As the browser gives it (Push API). */
export const PushSubscription = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2_000),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{80,100}$/),
    auth: z.string().regex(/^[\w-]{16,40}$/),
  }),
});
export type PushSubscription = z.infer<typeof PushSubscription>;

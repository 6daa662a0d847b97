/** What the forms begin with. */
import type {
  Channel,
  ChannelDraft,
  ChannelKind,
  ChannelSettings,
  NotificationRule,
  Recipient,
  RecipientDraft,
  RuleDraft,
} from '../../contract/notifications.ts';
import type { Words } from '../words/index.ts';

const settings: { readonly [K in ChannelKind]: Extract<ChannelSettings, { kind: K }> } = {
  email: { kind: 'email', host: '', port: 587, security: 'starttls', user: '', password: '', from: '' },
  webhook: { kind: 'webhook', url: '', secret: '' },
  sms: {
    kind: 'sms',
    url: '',
    method: 'POST',
    contentType: 'application/json',
    body: '{"to":"{to}","text":"{text}"}',
    headerName: 'authorization',
    headerValue: '',
  },
  push: { kind: 'push' },
};

export function emptySettings(kind: ChannelKind): ChannelSettings {
  return settings[kind];
}

export function channelDraft(channel: Channel | null): ChannelDraft {
  if (channel === null || channel.settings === null)
    return { name: '', isEnabled: true, settings: settings.email };
  const { name, isEnabled } = channel;
  return { name, isEnabled, settings: channel.settings };
}

export function recipientDraft(recipient: Recipient | null, channels: readonly Channel[]): RecipientDraft {
  if (recipient === null)
    return {
      name: '',
      isEnabled: true,
      channelId: channels[0]?.id ?? '',
      address: '',
      language: 'en',
      personId: null,
      area: [],
      shift: null,
    };
  const { id: _, version: __, changedBy: ___, changedAtMs: ____, ...draft } = recipient;
  return draft;
}

/** A new rule tells of high and medium alarms at once, and lets people sleep. */
export function ruleDraft(rule: NotificationRule | null): RuleDraft {
  if (rule !== null) {
    const { id: _, version: __, changedBy: ___, changedAtMs: ____, ...draft } = rule;
    return draft;
  }
  return {
    name: '',
    isEnabled: true,
    when: 'raised',
    afterMinutes: 5,
    kinds: [],
    priorities: ['high', 'medium'],
    cameraIds: [],
    area: [],
    recipientIds: [],
    roles: [],
    isDutyOnly: false,
    hasPicture: false,
    quietHours: null,
    repeatMinutes: 15,
    flood: { messages: 5, minutes: 10 },
    templates: { en: null, ru: null },
  };
}

/** Whom a rule tells: "Duty manager, Operator (on duty)". */
export function sayAudience(
  rule: Pick<RuleDraft, 'recipientIds' | 'roles' | 'isDutyOnly'>,
  nameOf: (recipientId: string) => string,
  words: Words,
): string {
  const all = [...rule.recipientIds.map(nameOf), ...rule.roles.map((role) => words.settings.roles[role])];
  return `${all.join(', ')}${rule.isDutyOnly ? ` (${words.notifications.onDuty})` : ''}`;
}

/** A rule in one line: "High, Medium · every kind · at once · quiet 22:00–06:00". */
export function sayRule(rule: RuleDraft, words: Words): string {
  const { notifications: own, alarms } = words;
  const few = <T>(list: readonly T[], say: (one: T) => string, many: (n: number) => string) =>
    list.length <= 3 ? list.map(say).join(', ') : many(list.length);
  const parts = [
    rule.priorities.map((priority) => alarms.priorities[priority]).join(', '),
    rule.kinds.length === 0 ? own.everyKind : few(rule.kinds, (kind) => alarms.kinds[kind], own.kindsOf),
    rule.cameraIds.length === 0 ? '' : own.camerasOf(rule.cameraIds.length),
    rule.area.length === 0 ? '' : own.inArea,
    rule.when === 'raised' ? own.occasions.raised : own.unacknowledgedAfter(rule.afterMinutes),
    rule.quietHours === null ? '' : own.quiet(rule.quietHours.from, rule.quietHours.to),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

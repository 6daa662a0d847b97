import { alarmTitles } from '../../contract/alarm-titles.ts';
import { messageWords } from '../../contract/notification-words.ts';
import type { Template } from '../../contract/notifications.ts';
import type { Cause } from '../../core/notification/cause.ts';
import { countOf, type Notification } from '../../core/notification/notification.ts';

export type MessageSite = {
  readonly name: string;
  readonly address: string | null;
  readonly timeZone: string;
};
export type Language = 'en' | 'ru';
export type Message = { readonly subject: string; readonly body: string };

const locales = { en: 'en-GB', ru: 'ru-RU' } as const;
/** Lines of a message that stands for many. */
const listed = 5;

/**
 * What is sent, in the recipient's language. One alarm in the words of the rule, where it has its own; many in the words
 * of the house. A line whose placeholders are all empty is left out.
 */
export function messageOf(
  notification: Pick<Notification, 'causes' | 'tally'>,
  how: {
    readonly language: Language;
    readonly site: MessageSite;
    readonly template: Template | null;
    /** Set where it is told because nobody has acknowledged it for so long. */
    readonly unacknowledgedMinutes: number | null;
  },
): Message {
  const { language, site } = how;
  const words = messageWords[language];
  const { causes } = notification;
  const newest = causes.at(-1);
  if (newest === undefined) return filled(words.test, { site: site.name });
  const count = countOf(notification);
  const values = {
    ...valuesOf(newest, language, site),
    count: String(count),
    kinds: notification.tally.map((one) => `${words.kinds[one.kind]} ${one.count}`).join(', '),
    list: listOf(causes, count, language),
    link: site.address === null ? '' : linkOf(site.address, count === 1 ? newest : null),
    ...(count > 1 ? { when: moment(causes[0]!.atMs, language, site.timeZone) } : {}),
  };
  const message = filled(count > 1 ? words.many : (how.template ?? words.template), values);
  return how.unacknowledgedMinutes === null
    ? message
    : { ...message, body: `${words.unacknowledged(how.unacknowledgedMinutes)}\n${message.body}` };
}

function valuesOf(cause: Cause, language: Language, site: MessageSite) {
  return {
    what: alarmTitles[language][cause.kind](cause.place),
    where: cause.place,
    camera: cause.cameraName,
    priority: messageWords[language].priorities[cause.priority],
    when: moment(cause.atMs, language, site.timeZone),
    site: site.name,
  };
}

function listOf(causes: readonly Cause[], count: number, language: Language): string {
  const lines = causes.slice(-listed).map((cause) => `- ${alarmTitles[language][cause.kind](cause.place)}`);
  return (count > lines.length ? [...lines, messageWords[language].more(count - lines.length)] : lines).join(
    '\n',
  );
}

/** The page of the alarm; of all of them where it tells of many. */
export function linkOf(address: string, cause: Cause | null): string {
  const base = address.replace(/\/+$/, '');
  return cause === null ? `${base}/alarms` : `${base}/alarms/${cause.alarmId}`;
}

function moment(atMs: number, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(locales[language], {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(atMs);
}

function filled(template: Template, values: { readonly [name: string]: string }): Message {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  const body = template.body
    .split('\n')
    .filter((line) => !/^\s*(\{\w+\}\s*)+$/.test(line) || fill(line).trim() !== '')
    .map(fill)
    .join('\n');
  return { subject: oneLine(fill(template.subject)), body: printable(body) };
}

/** A camera's name may hold anything; a subject is one line. */
function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim().slice(0, 300);
}

function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, ' ');
}

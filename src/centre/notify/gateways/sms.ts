import type { ChannelSettings } from '../../../contract/notifications.ts';
import { AddressRefused, type CallOut } from '../call-out.ts';
import { type Outcome, type Outgoing, outcomeOf, words } from './outgoing.ts';

type SmsSettings = Extract<ChannelSettings, { kind: 'sms' }>;

/** Four segments in Cyrillic, eight in Latin: longer texts are cut by gateways anyhow, each in its own way. */
const longest = 268;

/** Any gateway that takes a message by HTTP: {to}, {text} and {id} stand in its address or body, written as that place needs it. */
export async function sendSms(
  settings: SmsSettings,
  message: Outgoing,
  { callOut, mayBePrivate }: { readonly callOut: CallOut; readonly mayBePrivate: boolean },
): Promise<Outcome> {
  const text =
    [...message.body].length > longest
      ? `${[...message.body].slice(0, longest - 1).join('')}…`
      : message.body;
  const values = { to: message.address, text, id: message.id };
  try {
    return outcomeOf(
      await callOut({
        url: filled(settings.url, values, encodeURIComponent),
        method: settings.method,
        headers: {
          ...(settings.method === 'GET' ? {} : { 'content-type': `${settings.contentType}; charset=utf-8` }),
          'idempotency-key': message.id,
          ...(settings.headerName === ''
            ? {}
            : { [settings.headerName.toLowerCase()]: settings.headerValue }),
        },
        body: settings.method === 'GET' ? '' : filled(settings.body, values, writers[settings.contentType]),
        mayBePrivate,
      }),
    );
  } catch (cause) {
    if (cause instanceof AddressRefused) return { type: 'refused', said: cause.message };
    return { type: 'failed', said: words((cause as Error).message), waitMs: null };
  }
}

const writers = {
  // Inside the quotes that the template has.
  'application/json': (value: string) => JSON.stringify(value).slice(1, -1),
  'application/x-www-form-urlencoded': encodeURIComponent,
  'text/plain': (value: string) => value,
} as const;

function filled(
  template: string,
  values: { readonly to: string; readonly text: string; readonly id: string },
  write: (value: string) => string,
): string {
  return template.replace(/\{(to|text|id)\}/g, (_, name: keyof typeof values) => write(values[name]));
}

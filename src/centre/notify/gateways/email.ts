/** E-mail through the site's own server (SMTP). The one file that names the mail library. */

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import type { ChannelSettings } from '../../../contract/notifications.ts';
import { AddressRefused } from '../call-out.ts';
import { isPrivateAddress } from '../private-address.ts';
import { type Outcome, type Outgoing, words } from './outgoing.ts';

type EmailSettings = Extract<ChannelSettings, { kind: 'email' }>;

type Refused = {
  readonly responseCode?: number;
  readonly response?: string;
  /** What was being asked for. */
  readonly command?: string;
};

const withinMs = 15_000;

/**
 * The message id is made of the notification's: a mail server or reader that gets it twice knows it. 5xx is refused for
 * good, all else is tried again (RFC 5321, 4.2.1).
 */
export async function sendEmail(
  settings: EmailSettings,
  message: Outgoing,
  { mayBePrivate }: { readonly mayBePrivate: boolean },
): Promise<Outcome> {
  try {
    const address = await addressOf(settings.host, mayBePrivate);
    const transport = createTransport({
      host: address,
      port: settings.port,
      secure: settings.security === 'tls',
      requireTLS: settings.security === 'starttls',
      ignoreTLS: settings.security === 'none',
      // The certificate is for the name, the connection to the address that was checked.
      tls: { servername: isIP(settings.host) === 0 ? settings.host : '' },
      ...(settings.user === '' ? {} : { auth: { user: settings.user, pass: settings.password } }),
      connectionTimeout: withinMs,
      greetingTimeout: withinMs,
      socketTimeout: withinMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const sent = await transport.sendMail({
        from: { name: message.site.name, address: settings.from },
        to: { name: '', address: message.address },
        subject: message.subject,
        text: message.body,
        date: new Date(message.createdAtMs),
        messageId: `<${message.id}@lamplighter>`,
        headers: { 'auto-submitted': 'auto-generated', 'x-idempotency-key': message.id },
        attachments:
          message.picture === null
            ? []
            : [{ filename: 'alarm.jpg', content: Buffer.from(message.picture), contentType: 'image/jpeg' }],
      });
      return { type: 'accepted', said: words(sent.response) };
    } finally {
      transport.close();
    }
  } catch (cause) {
    if (cause instanceof AddressRefused) return { type: 'refused', said: cause.message };
    const { responseCode, response, command, message: said } = cause as Error & Refused;
    // About this message or recipient. What is wrong with sign-in or encryption a person mends, and then it still goes.
    const isForGood =
      responseCode !== undefined && responseCode >= 500 && /^(MAIL|RCPT|DATA)/.test(command ?? '');
    return isForGood
      ? { type: 'refused', said: words(response ?? said) }
      : { type: 'failed', said: words(response ?? said), waitMs: null };
  }
}

async function addressOf(host: string, mayBePrivate: boolean): Promise<string> {
  if (mayBePrivate) return host;
  if (isIP(host) !== 0) {
    if (isPrivateAddress(host))
      throw new AddressRefused(`${host} is a private address, and this site calls none`);
    return host;
  }
  const found = await lookup(host, { all: true });
  if (found.some(({ address }) => isPrivateAddress(address)))
    throw new AddressRefused(`${host} has a private address, and this site calls none`);
  return found[0]!.address;
}

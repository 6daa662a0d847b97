/** Secrets of gateways are shown to nobody, and are never sent to another place than the one they were entered for. */
import type { ChannelSettings } from '../../contract/notifications.ts';
import { unreachable } from '../../core/unreachable.ts';

const star = '***';

/** As the API answers it. */
export function starOutSettings(settings: ChannelSettings): ChannelSettings {
  switch (settings.kind) {
    case 'email':
      return { ...settings, password: starred(settings.password) };
    case 'webhook':
      return { ...settings, secret: star };
    case 'sms':
      return { ...settings, headerValue: starred(settings.headerValue) };
    case 'push':
      return settings;
    default:
      return unreachable(settings);
  }
}

export type RestoredSettings =
  | { readonly ok: true; readonly settings: ChannelSettings }
  | { readonly ok: false; readonly field: string };

/** Puts the kept secret back where a console sent ***. Refused where the place is another one, or nothing is kept. */
export function restoreSettings(sent: ChannelSettings, kept: ChannelSettings | null): RestoredSettings {
  const refused = (field: string): RestoredSettings => ({ ok: false, field });
  switch (sent.kind) {
    case 'email': {
      if (sent.password !== star) return { ok: true, settings: sent };
      if (kept?.kind !== 'email' || kept.host !== sent.host || kept.port !== sent.port)
        return refused('password');
      // Nor is it sent in clear where it had been guarded.
      if (sent.security === 'none' && kept.security !== 'none') return refused('password');
      return { ok: true, settings: { ...sent, password: kept.password } };
    }
    case 'webhook':
      if (sent.secret !== star) return { ok: true, settings: sent };
      if (kept?.kind !== 'webhook' || originOf(kept.url) !== originOf(sent.url)) return refused('secret');
      return { ok: true, settings: { ...sent, secret: kept.secret } };
    case 'sms':
      if (sent.headerValue !== star) return { ok: true, settings: sent };
      if (kept?.kind !== 'sms' || originOf(kept.url) !== originOf(sent.url)) return refused('headerValue');
      return { ok: true, settings: { ...sent, headerValue: kept.headerValue } };
    case 'push':
      return { ok: true, settings: sent };
    default:
      return unreachable(sent);
  }
}

function starred(secret: string): string {
  return secret === '' ? '' : star;
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

/** Where a camera's pictures come from: an RTSP address or a video file, and nothing else. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StateNotice } from '../contract/state-cause.ts';

export type SourceAddress =
  | {
      readonly kind: 'rtsp';
      /** Credentials percent-encoded, ready to be opened. Never shown, never logged. */
      readonly url: string;
      readonly host: string;
      readonly port: number;
      readonly isTls: boolean;
      /** The address as it may be shown. */
      readonly shown: string;
    }
  | { readonly kind: 'file'; readonly path: string; readonly shown: string };

export type AddressRefusal = StateNotice & { readonly kind: 'refused' };

/**
 * Reads an address as people type it: credentials may hold unescaped `@`, `/` or `#`.
 * Only rtsp://, rtsps://, file:// and plain paths are known; every other protocol of the video library is refused.
 */
export function parseSourceAddress(text: string): SourceAddress | AddressRefusal {
  const address = text.trim();
  if (/^rtsps?:\/\//i.test(address)) return parseRtsp(address);
  if (/^file:\/\//i.test(address)) return parseFileUrl(address);
  if (address === '' || address.includes('\0') || /^[a-z][a-z0-9+.-]+:/i.test(address)) {
    return refused(address);
  }
  const path = resolve(address);
  return { kind: 'file', path, shown: path };
}

/** The address with user name, password and secret query values replaced by ***; anything else unchanged. */
export function withoutCredentials(text: string): string {
  const parts = splitUrl(text.trim());
  if (!parts) return text;
  // Where a path with an @ follows, nobody can say where the password ends.
  if (parts.userInfo !== null && parts.rest.includes('@')) return `${parts.scheme}://***`;
  const rest = parts.rest.replace(
    /([?&;](?:user|username|usr|login|password|passwd|pass|pwd|token|auth|key|secret)=)[^&;#]*/gi,
    '$1***',
  );
  return `${parts.scheme}://${parts.userInfo === null ? '' : '***@'}${parts.host}${rest}`;
}

function parseRtsp(text: string): SourceAddress | AddressRefusal {
  const parts = splitUrl(text);
  const hostAndPort = parts && /^(\[[0-9a-f:.%]+\]|[^\s:@/?#[\]]+)(?::(\d{1,5}))?$/i.exec(parts.host);
  const port = Number(hostAndPort?.[2] ?? (parts?.scheme.toLowerCase() === 'rtsps' ? 322 : 554));
  if (!parts || !hostAndPort || port < 1 || port > 65_535 || /\s/.test(parts.rest)) {
    return {
      kind: 'refused',
      message:
        'This is not a complete RTSP address. Write it as rtsp://user:password@host:554/path, as the camera maker documents it.',
      cause: { key: 'address-incomplete', values: {} },
    };
  }
  const scheme = parts.scheme.toLowerCase();
  const user = parts.userInfo === null ? '' : `${encodeUserInfo(parts.userInfo)}@`;
  return {
    kind: 'rtsp',
    url: `${scheme}://${user}${parts.host}${parts.rest}`,
    host: hostAndPort[1]!.replace(/^\[|\]$/g, ''),
    port,
    isTls: scheme === 'rtsps',
    shown: withoutCredentials(text),
  };
}

function parseFileUrl(text: string): SourceAddress | AddressRefusal {
  try {
    const path = fileURLToPath(text);
    return path.includes('\0') ? refused(text) : { kind: 'file', path, shown: path };
  } catch {
    return refused(text);
  }
}

function refused(text: string): AddressRefusal {
  const scheme = /^[a-z][a-z0-9+.-]+:/i.exec(text)?.[0];
  const what = scheme ? `Addresses that begin with ${scheme} are not opened` : 'This is not an address';
  return {
    kind: 'refused',
    message: `${what}. Give rtsp://..., rtsps://... or the path of a video file.`,
    cause: scheme ? { key: 'address-scheme', values: { scheme } } : { key: 'address-unreadable', values: {} },
  };
}

type UrlParts = { scheme: string; userInfo: string | null; host: string; rest: string };

/** Splits by hand, because URL parsers give up on the unescaped passwords that people paste. */
function splitUrl(text: string): UrlParts | null {
  const match = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text);
  if (!match) return null;
  const scheme = match[1]!;
  const body = match[2]!;
  const firstEnd = endOfAuthority(body, 0);
  let at = body.lastIndexOf('@', firstEnd - 1);
  // `user:pa/ss@host`: what stands before the first slash has a colon but no port behind it.
  if (at < 0 && /:(?!\d{1,5}$)[^\]]*$/.test(body.slice(0, firstEnd))) at = body.lastIndexOf('@');
  const end = endOfAuthority(body, at + 1);
  return {
    scheme,
    userInfo: at < 0 ? null : body.slice(0, at),
    host: body.slice(at + 1, end),
    rest: body.slice(end),
  };
}

function endOfAuthority(body: string, from: number): number {
  const offset = body.slice(from).search(/[/?#]/);
  return offset < 0 ? body.length : from + offset;
}

/** Percent-encodes each half unless it already is: a `%` followed by two hexadecimal digits counts as encoded. */
function encodeUserInfo(userInfo: string): string {
  const colon = userInfo.indexOf(':');
  const halves = colon < 0 ? [userInfo] : [userInfo.slice(0, colon), userInfo.slice(colon + 1)];
  return halves
    .map((half) => half.replace(/%(?![0-9a-f]{2})|[^%\w.~!$&'()*+,;=-]/giu, (c) => encodeURIComponent(c)))
    .join(':');
}

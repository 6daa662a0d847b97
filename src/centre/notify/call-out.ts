/**
 * One HTTP request to somebody else's server: no redirect is followed, no more than a little of the answer is read, and
 * where private addresses are refused the address that is checked is the one that is called.
 */
import { lookup as resolve } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './private-address.ts';

export type CallOut = (request: {
  readonly url: string;
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array;
  readonly mayBePrivate: boolean;
}) => Promise<CallAnswer>;

export type CallAnswer = {
  readonly status: number;
  /** The first words of the answer. */
  readonly text: string;
  /** From Retry-After, ms; null: none. */
  readonly waitMs: number | null;
};

/** The address may not be called: trying again would not help. */
export class AddressRefused extends Error {}

const withinMs = 15_000;
const readBytes = 2_000;

export const callOut: CallOut = ({ url, method, headers, body, mayBePrivate }) =>
  new Promise((resolved, reject) => {
    const target = new URL(url);
    const host = target.hostname.replace(/^\[|\]$/g, '');
    if (!mayBePrivate && isIP(host) !== 0 && isPrivateAddress(host)) return reject(refusal(host));
    const bytes = Buffer.from(body);
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(
      target,
      {
        method,
        agent: false,
        headers: { ...headers, 'content-length': String(bytes.byteLength) },
        signal: AbortSignal.timeout(withinMs),
        ...(mayBePrivate ? {} : { lookup: publicOnly }),
      },
      (response) => {
        const pieces: Buffer[] = [];
        let size = 0;
        const answer = () =>
          resolved({
            status: response.statusCode ?? 0,
            text: Buffer.concat(pieces).toString('utf8').slice(0, readBytes),
            waitMs: waitOf(response.headers['retry-after']),
          });
        response.on('data', (piece: Buffer) => {
          pieces.push(piece);
          size += piece.byteLength;
          if (size > readBytes) {
            answer();
            response.destroy();
          }
        });
        response.on('end', answer);
        response.on('error', reject);
      },
    );
    request.on('error', (cause: Error) =>
      reject(
        cause.name === 'TimeoutError' || cause.name === 'AbortError'
          ? new Error(`no answer from ${target.host} within ${withinMs / 1_000} s`)
          : cause,
      ),
    );
    request.end(bytes);
  });

/** Hands out public addresses only: a name that resolves to a private one is not called. */
const publicOnly: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, '', 4);
    if (addresses.some(({ address }) => isPrivateAddress(address))) return done(refusal(host), '', 4);
    if (options.all === true) return done(null, addresses);
    done(null, addresses[0]!.address, addresses[0]!.family);
  });
};

function refusal(host: string): AddressRefused {
  return new AddressRefused(
    `${host} is a private or reserved address, and this site calls none (notifications.refusePrivateAddresses)`,
  );
}

function waitOf(header: string | undefined): number | null {
  const seconds = Number(header);
  return header === undefined || !Number.isFinite(seconds) || seconds < 0
    ? null
    : Math.min(seconds, 3_600) * 1_000;
}

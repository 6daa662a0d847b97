/** Time-stamps by RFC 3161: an authority signs that it has seen a hash at an instant. Runs in browsers too. */
import { fromBER, Integer, OctetString } from 'asn1js';
import {
  AlgorithmIdentifier,
  Certificate,
  type ExtKeyUsage,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';

const sha256Oid = '2.16.840.1.101.3.4.2.1';
const timeStampingOid = '1.3.6.1.5.5.7.3.8';
/** granted, grantedWithMods */
const granted = [0, 1];

/** @param nonce 8 random bytes. @returns DER. */
export function timeStampRequest(sha256: Uint8Array, nonce: Uint8Array): Uint8Array {
  const request = new TimeStampReq({
    version: 1,
    messageImprint: imprintOf(sha256),
    // The answer then carries the certificate: it can be checked in thirty years.
    certReq: true,
    nonce: new Integer({ valueHex: bufferOf(positive(nonce)) }),
  });
  return new Uint8Array(request.toSchema().toBER());
}

export type TimeStampReading =
  | {
      readonly ok: true;
      readonly atMs: number;
      /** Name in the certificate of the signer. */
      readonly authority: string;
      /** Whether the certificate leads to one of those given; null: none were given. */
      readonly isTrusted: boolean | null;
      readonly nonce: Uint8Array | null;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Checks an answer: granted, for these bytes, and signed by a certificate for time-stamping that it carries.
 * @param trusted certificates (DER) of authorities; empty: the signature is checked, whose it is is not.
 */
export async function readTimeStamp(
  response: Uint8Array,
  stamped: Uint8Array,
  trusted: readonly Uint8Array[],
): Promise<TimeStampReading> {
  try {
    return await read(response, stamped, trusted);
  } catch (error) {
    return refused(`it cannot be read as a time-stamp (${(error as Error).message})`);
  }
}

async function read(
  response: Uint8Array,
  stamped: Uint8Array,
  trusted: readonly Uint8Array[],
): Promise<TimeStampReading> {
  const answer = TimeStampResp.fromBER(bufferOf(response));
  if (response.length !== new Uint8Array(answer.toSchema().toBER()).length) {
    return refused('bytes follow the time-stamp');
  }
  if (!granted.includes(answer.status.status)) {
    return refused(`the authority did not grant it (status ${answer.status.status})`);
  }
  if (answer.timeStampToken === undefined) return refused('it holds no token');
  const signed = new SignedData({ schema: answer.timeStampToken.content });
  const content = signed.encapContentInfo.eContent?.getValue();
  if (content === undefined) return refused('its token is empty');
  const info = TSTInfo.fromBER(content);
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithmId !== sha256Oid) return refused('it is not of a SHA-256');
  const sha256 = new Uint8Array(await crypto.subtle.digest('SHA-256', bufferOf(stamped)));
  if (!isSame(new Uint8Array(hashedMessage.valueBlock.valueHexView), sha256)) {
    return refused('it is of another manifest');
  }
  const verdict = await verdictOf(signed, bufferOf(stamped), trusted);
  if (!verdict.isSigned) return refused('its signature does not fit what it says');
  const { signer } = verdict;
  if (signer === null || !isForTimeStamps(signer)) {
    return refused('its certificate is not one for time-stamps');
  }
  return {
    ok: true,
    atMs: info.genTime.getTime(),
    authority: nameOf(signer),
    isTrusted: trusted.length === 0 ? null : verdict.isTrusted,
    nonce: info.nonce === undefined ? null : unsigned(new Uint8Array(info.nonce.valueBlock.valueHexView)),
  };
}

async function verdictOf(
  signed: SignedData,
  data: ArrayBuffer,
  trusted: readonly Uint8Array[],
): Promise<{ isSigned: boolean; isTrusted: boolean; signer: Certificate | null }> {
  const signature = await verifyWith(signed, data, null);
  const signer = signature?.signerCertificate ?? null;
  if (signature?.signatureVerified !== true) return { isSigned: false, isTrusted: false, signer };
  if (trusted.length === 0) return { isSigned: true, isTrusted: false, signer };
  const chain = await verifyWith(signed, data, trusted);
  return { isSigned: true, isTrusted: chain?.signerCertificateVerified === true, signer };
}

async function verifyWith(signed: SignedData, data: ArrayBuffer, trusted: readonly Uint8Array[] | null) {
  try {
    return await signed.verify({
      signer: 0,
      data,
      extendedMode: true,
      checkChain: trusted !== null,
      trustedCerts: (trusted ?? []).map((der) => Certificate.fromBER(bufferOf(der))),
    });
  } catch (error) {
    // The library throws its verdict where a chain leads nowhere.
    return error as {
      signatureVerified?: boolean;
      signerCertificateVerified?: boolean;
      signerCertificate?: Certificate;
    };
  }
}

function isForTimeStamps(certificate: Certificate): boolean {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.37');
  return (usage?.parsedValue as ExtKeyUsage | undefined)?.keyPurposes.includes(timeStampingOid) ?? false;
}

function nameOf(certificate: Certificate): string {
  const parts = certificate.subject.typesAndValues;
  const common = parts.find(({ type }) => type === '2.5.4.3') ?? parts.at(-1);
  return String(common?.value.valueBlock.value ?? 'unnamed');
}

function imprintOf(sha256: Uint8Array): MessageImprint {
  return new MessageImprint({
    hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256Oid }),
    hashedMessage: new OctetString({ valueHex: bufferOf(sha256) }),
  });
}

/** DER has no unsigned numbers: a first byte above 127 would make it negative. */
function positive(nonce: Uint8Array): Uint8Array {
  const bytes = nonce.slice();
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes;
}

function unsigned(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0 && bytes.length > 1 ? bytes.subarray(1) : bytes;
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

function refused(reason: string): TimeStampReading {
  return { ok: false, reason };
}

/** Certificates in a PEM text, DER. */
export function certificatesIn(pem: string): Uint8Array[] {
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g)].map((match) =>
    Uint8Array.from(atob(match[1]!.replace(/\s/g, '')), (letter) => letter.charCodeAt(0)),
  );
}

/** Whether DER of a certificate reads as one; used before a file of certificates is trusted. */
export function isCertificate(der: Uint8Array): boolean {
  return fromBER(bufferOf(der)).offset !== -1;
}

import { StorageError, type StorageFault } from './blobs.ts';
import { codeOf } from './storage-fault.ts';

/** What a refusal of S3 means, by its name, and what somebody can do about it. Ceph and AWS use the same names. */
const refusals: Readonly<Record<string, { fault: StorageFault; advice: string }>> = {
  NoSuchBucket: { fault: 'missing', advice: 'There is no such bucket. Make it, or name another.' },
  InvalidAccessKeyId: {
    fault: 'denied',
    advice: 'The storage does not know the access key. Check accessKeyId.',
  },
  SignatureDoesNotMatch: {
    fault: 'denied',
    advice: 'The secret does not fit the access key. Check secretAccessKey.',
  },
  AccessDenied: {
    fault: 'denied',
    advice: 'The access key has no right to it. Let it list, read, write and delete in the bucket.',
  },
  RequestTimeTooSkewed: {
    fault: 'denied',
    advice: 'The clocks of this machine and of the storage differ. Set them right (NTP).',
  },
  AuthorizationHeaderMalformed: { fault: 'denied', advice: 'The region is another. Check region.' },
  PermanentRedirect: {
    fault: 'denied',
    advice: 'The bucket lies in another region. Check endpoint and region.',
  },
  QuotaExceeded: { fault: 'full', advice: 'The quota is used up. Raise it, or shorten the terms.' },
  InsufficientStorage: {
    fault: 'full',
    advice: 'The storage is full. Free room on it, or shorten the terms.',
  },
  XMinioStorageFull: { fault: 'full', advice: 'The storage is full. Free room on it, or shorten the terms.' },
  SlowDown: { fault: 'failed', advice: 'The storage is overloaded. Give it more machines or fewer cameras.' },
};

/** By HTTP status, where the answer had no body to name it (HEAD). */
const byStatus: Readonly<Record<number, keyof typeof refusals>> = {
  301: 'PermanentRedirect',
  401: 'AccessDenied',
  403: 'AccessDenied',
  503: 'SlowDown',
  507: 'InsufficientStorage',
};

const unreachableCode =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|ERR_TLS.*|.*CERT.*)$/;

/** @param did what was tried, to what: "read masked/a.mp4 in footage at https://s3.example". */
export function s3Error(did: string, cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause;
  const name = s3NameOf(cause);
  const known = refusals[name] ? name : byStatus[statusOf(cause) ?? 0];
  const refusal = known === undefined ? undefined : refusals[known];
  if (refusal)
    return new StorageError(refusal.fault, `Could not ${did}. ${refusal.advice} (${name})`, { cause });
  if (isUnreachable(cause)) {
    const advice = 'The storage does not answer. Check endpoint, network and certificate.';
    return new StorageError('missing', `Could not ${did}. ${advice} (${codeOf(cause) ?? name})`, { cause });
  }
  const said = cause instanceof Error ? cause.message : String(cause);
  return new StorageError('failed', `Could not ${did}: ${said} (${name}). Check the log of the storage.`, {
    cause,
  });
}

/** Whether S3 says that this object, or this upload, is not there. A missing bucket is something else. */
export function isS3Absent(cause: unknown): boolean {
  return ['NoSuchKey', 'NotFound', 'NoSuchUpload'].includes(s3NameOf(cause));
}

/** A refusal without a body, as HEAD gives it. */
export function isNameless(cause: unknown): boolean {
  return byStatus[statusOf(cause) ?? 0] !== undefined && refusals[s3NameOf(cause)] === undefined;
}

export function isOutOfRange(cause: unknown): boolean {
  return statusOf(cause) === 416;
}

function isUnreachable(cause: unknown): boolean {
  return s3NameOf(cause) === 'TimeoutError' || unreachableCode.test(codeOf(cause) ?? '');
}

function s3NameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : 'unknown';
}

function statusOf(cause: unknown): number | null {
  if (!(cause instanceof Error) || !('$metadata' in cause)) return null;
  return (cause.$metadata as { httpStatusCode?: number }).httpStatusCode ?? null;
}

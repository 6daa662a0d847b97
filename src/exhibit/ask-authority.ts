import { createHash, randomBytes } from 'node:crypto';
import { isSame, readTimeStamp, timeStampRequest } from './time-stamp.ts';

export type TimeStampAuthority = {
  readonly url: string;
  /** For tests. */
  readonly fetch?: typeof fetch;
};

const answerWithinMs = 30_000;
const maxAnswerBytes = 100_000;

/**
 * Asks an authority to stamp these bytes (RFC 3161 over HTTP, section 3.4).
 * @returns the whole answer, checked.
 * @throws Error that says what the authority did.
 */
export async function askAuthority(bytes: Uint8Array, authority: TimeStampAuthority): Promise<Uint8Array> {
  const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest());
  const nonce = new Uint8Array(randomBytes(8));
  nonce[0] = (nonce[0]! & 0x7f) | 0x40;
  const answer = await post(authority, timeStampRequest(sha256, nonce));
  const reading = await readTimeStamp(answer, bytes, []);
  if (!reading.ok) {
    throw new Error(`The time-stamp of ${authority.url} is refused: ${reading.reason}. Ask whoever runs it`);
  }
  if (reading.nonce === null || !isSame(reading.nonce, nonce)) {
    throw new Error(`${authority.url} answered an older question with its time-stamp. Ask whoever runs it`);
  }
  return answer;
}

async function post(authority: TimeStampAuthority, question: Uint8Array): Promise<Uint8Array> {
  const send = authority.fetch ?? fetch;
  try {
    const response = await send(authority.url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(question),
      redirect: 'error',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of response.body ?? []) {
      bytes += piece.length;
      if (bytes > maxAnswerBytes) throw new Error('its answer is too long for a time-stamp');
      pieces.push(piece);
    }
    return new Uint8Array(Buffer.concat(pieces));
  } catch (cause) {
    throw new Error(
      `The time-stamp authority ${authority.url} did not answer (${(cause as Error).message}). Try again, or correct exhibits.timeStampUrl`,
      { cause },
    );
  }
}

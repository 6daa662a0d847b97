/** Basic and Digest (RFC 2617, MD5) as cameras ask for them. */
import { createHash, randomBytes } from 'node:crypto';

export type Credentials = {
  readonly user: string;
  readonly password: string;
  readonly scheme: 'basic' | 'digest';
};

const realm = 'camera';

export class RtspAuth {
  readonly #credentials: Credentials;
  readonly #nonce = randomBytes(16).toString('hex');

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /** Value of WWW-Authenticate. */
  get challenge(): string {
    return this.#credentials.scheme === 'basic'
      ? `Basic realm="${realm}"`
      : `Digest realm="${realm}", nonce="${this.#nonce}"`;
  }

  isRight(method: string, authorization: string | undefined): boolean {
    if (authorization === undefined) return false;
    const { user, password, scheme } = this.#credentials;
    if (scheme === 'basic') {
      return authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    }
    const field = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(authorization)?.[1] ?? '';
    const first = md5(`${user}:${realm}:${password}`);
    const second = md5(`${method}:${field('uri')}`);
    return field('username') === user && field('response') === md5(`${first}:${this.#nonce}:${second}`);
  }
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

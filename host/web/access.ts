// Who may open the page. Two kinds of signed tokens, checked in constant time, kept nowhere: a *link* is printed and is
// good for hours; a *session* is the cookie that a link is exchanged for and is renewed whenever it is used. The key lies
// in the data folder, so that an open tab is let in again by a host that was killed and started anew. Clock and key come
// in; files and HTTP must not be here.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const HOUR_MS = 3_600_000;
/** How long a printed link is good. */
export const LINK_MS = 8 * HOUR_MS;
/** A link handed to a browser on its command line, where other users of the machine may read it, is good for this long. */
export const OPENING_LINK_MS = 2 * 60_000;
/** How long a session lives without being used. */
export const SESSION_MS = 30 * 24 * HOUR_MS;

export const KEY_BYTES = 32;
const NONCE_BYTES = 16;
/** Ours have about 90 characters; nothing longer is looked at. */
const MAX_TOKEN_LENGTH = 200;

const LIFE_MS = { link: LINK_MS, opening: OPENING_LINK_MS, session: SESSION_MS } as const;
type TokenKind = keyof typeof LIFE_MS;

export type TokenVerdict = 'valid' | 'expired' | 'invalid';

export class Access {
  private readonly key: Buffer;
  private readonly nowMs: () => number;

  /** @param nowMs wall clock: tokens outlive the process */
  constructor(key: Buffer, nowMs: () => number) {
    if (key.length !== KEY_BYTES) throw new Error(`the access key has ${key.length} bytes`);
    this.key = key;
    this.nowMs = nowMs;
  }

  /** A token that opens the page: `link` to be printed, `opening` for a browser that is started now; `session` a cookie. */
  issue(kind: TokenKind): string {
    const body = `${this.nowMs().toString(36)}.${randomBytes(NONCE_BYTES).toString('base64url')}`;
    return `${body}.${this.sign(kind, body).toString('base64url')}`;
  }

  /** Whether a token from an address opens the page. */
  checkLink(token: string): TokenVerdict {
    const asLink = this.check('link', token);
    return asLink === 'invalid' ? this.check('opening', token) : asLink;
  }

  checkSession(token: string): TokenVerdict {
    return this.check('session', token);
  }

  /**
   * Proves to another process that reads the same data folder that the host on `port` does, without telling either's
   * secret. The port is part of it, so that a program on another one cannot pass the challenge on to us and be taken for us.
   */
  identify(port: number, challenge: string): string {
    return this.sign('identity', `${port} ${challenge}`).toString('base64url');
  }

  /** Whether an answer to `challenge` was made by a host with our data folder for this port. */
  isIdentity(port: number, challenge: string, answer: string): boolean {
    return isSame(this.sign('identity', `${port} ${challenge}`), answer);
  }

  private check(kind: TokenKind, token: string): TokenVerdict {
    if (token.length > MAX_TOKEN_LENGTH) return 'invalid';
    const [time = '', nonce = '', signature = ''] = token.split('.');
    if (!isSame(this.sign(kind, `${time}.${nonce}`), signature)) return 'invalid';
    // A time ahead of ours was signed by us too: the clock was set back since.
    return this.nowMs() - Number.parseInt(time, 36) < LIFE_MS[kind] ? 'valid' : 'expired';
  }

  private sign(kind: TokenKind | 'identity', text: string): Buffer {
    return createHmac('sha256', this.key).update(`loopscope ${kind}\0${text}`).digest();
  }
}

function isSame(expected: Buffer, given: string): boolean {
  const bytes = Buffer.from(given, 'base64url');
  // The length of a signature is no secret.
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

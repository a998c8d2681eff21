// What happens to a request before anything is served: which names and origins may ask, and who has a session. Decides
// only, from method, address and headers; acting on it is web-server's. Names and origins are compared with a list of our
// own, never with each other: with DNS rebinding a stranger's Host and Origin agree.
import type { IncomingHttpHeaders } from 'node:http';
import { CHANNEL_PATH } from '../../core/contract/channel-address.ts';
import { SESSION_MS, type Access } from './access.ts';

/** Answers a challenge by which another start recognises this host; see other-host.ts. */
export const IDENTITY_PATH = '/.loopscope';
const MAX_CHALLENGE_LENGTH = 100;
/** Other pages on this machine can set cookies of our name; looking at more would be work for nothing. */
const MAX_SESSIONS_LOOKED_AT = 8;

/** The part of a request that is judged. */
export interface Ask {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export type HttpVerdict =
  /** Serve it; with `setCookie` where the session is to be renewed. */
  | { readonly phase: 'serve'; readonly setCookie: string | null }
  | { readonly phase: 'redirect'; readonly location: string; readonly setCookie: string | null }
  | { readonly phase: 'identity'; readonly answer: string }
  /** Ask again from a page of our own: a link on another site brings no strict cookie with it. */
  | { readonly phase: 'again' }
  | { readonly phase: 'no-session'; readonly reason: 'missing' | 'expired' }
  | { readonly phase: 'refuse'; readonly status: 400 | 403 | 405; readonly text: string };

export type UpgradeVerdict =
  | { readonly phase: 'channel'; readonly setCookie: string }
  /** Our page without a session: let in only to be told so. */
  | { readonly phase: 'no-session' }
  /** With a session, but not for the channel. */
  | { readonly phase: 'other' }
  | { readonly phase: 'refuse'; readonly status: 401 | 403 };

/** An address that opens the page on a port of this machine: for a person who reads it, or for a browser started now. */
export function pageLink(port: number, access: Access, kind: 'link' | 'opening'): string {
  return `${new URL(`http://127.0.0.1:${port}`).origin}/?token=${access.issue(kind)}`;
}

export class Gate {
  /** `http://127.0.0.1:<port>` first, which is the printed one. */
  readonly origins: readonly [string, string];
  private readonly port: number;
  private readonly hosts: readonly string[];
  private readonly cookieName: string;
  private readonly access: Access;

  constructor(port: number, access: Access) {
    this.port = port;
    // URL leaves out a port 80, as browsers do.
    const urls = [
      new URL(`http://127.0.0.1:${port}`),
      new URL(`http://localhost:${port}`),
    ] as const;
    this.origins = [urls[0].origin, urls[1].origin];
    this.hosts = urls.map(({ host }) => host);
    // The hosts of one machine share their cookies, whatever the port.
    this.cookieName = `loopscope-${port}`;
    this.access = access;
  }

  judge({ method, url, headers }: Ask): HttpVerdict {
    if (!this.isOurHost(headers)) return refuse(403, `This address is served as ${this.named()}.`);
    const { origin } = headers;
    if (origin !== undefined && !this.isOurs(origin)) return refuse(403, 'Not for other origins.');
    if (method !== 'GET' && method !== 'HEAD') {
      return origin === undefined
        ? refuse(403, 'An Origin is needed.')
        : refuse(405, 'Only GET and HEAD.');
    }
    if (!mayFetch(headers)) return refuse(403, 'Not for other sites.');
    const address = parseAddress(url);
    if (address === null) return refuse(400, 'This is no address.');
    if (address.pathname === IDENTITY_PATH) return this.identity(address);
    const token = address.searchParams.get('token');
    if (address.pathname === '/' && token !== null) return this.exchange(address, token, headers);
    return this.served(address, headers);
  }

  judgeUpgrade({ url, headers }: Ask): UpgradeVerdict {
    const { origin } = headers;
    if (!this.isOurHost(headers) || origin === undefined || !this.isOurs(origin)) {
      return { phase: 'refuse', status: 403 };
    }
    const isChannel = parseAddress(url)?.pathname === CHANNEL_PATH;
    if (this.sessionVerdict(headers) !== 'valid') {
      return isChannel ? { phase: 'no-session' } : { phase: 'refuse', status: 401 };
    }
    return isChannel ? { phase: 'channel', setCookie: this.newCookie() } : { phase: 'other' };
  }

  private exchange(address: URL, token: string, headers: IncomingHttpHeaders): HttpVerdict {
    const verdict = this.access.checkLink(token);
    address.searchParams.delete('token');
    const location = `/${address.search}`;
    if (verdict === 'valid') return { phase: 'redirect', location, setCookie: this.newCookie() };
    // An old link of somebody who is in already.
    if (this.sessionVerdict(headers) === 'valid') {
      return { phase: 'redirect', location, setCookie: null };
    }
    return { phase: 'no-session', reason: verdict === 'expired' ? 'expired' : 'missing' };
  }

  private served({ pathname }: URL, headers: IncomingHttpHeaders): HttpVerdict {
    const isPage = pathname === '/';
    switch (this.sessionVerdict(headers)) {
      case 'valid':
        return { phase: 'serve', setCookie: isPage ? this.newCookie() : null };
      case 'expired':
        return { phase: 'no-session', reason: 'expired' };
      case 'missing': {
        const fromElsewhere = headers['sec-fetch-site'];
        const strange = fromElsewhere === 'cross-site' || fromElsewhere === 'same-site';
        return isPage && strange ? { phase: 'again' } : { phase: 'no-session', reason: 'missing' };
      }
    }
  }

  private identity(address: URL): HttpVerdict {
    const challenge = address.searchParams.get('challenge') ?? '';
    if (challenge === '' || challenge.length > MAX_CHALLENGE_LENGTH) {
      return refuse(400, 'A challenge is needed.');
    }
    return { phase: 'identity', answer: this.access.identify(this.port, challenge) };
  }

  private sessionVerdict({ cookie = '' }: IncomingHttpHeaders): 'valid' | 'expired' | 'missing' {
    const prefix = `${this.cookieName}=`;
    const verdicts = cookie
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(prefix))
      .slice(0, MAX_SESSIONS_LOOKED_AT)
      .map((pair) => this.access.checkSession(pair.slice(prefix.length)));
    if (verdicts.includes('valid')) return 'valid';
    return verdicts.includes('expired') ? 'expired' : 'missing';
  }

  /** No `Secure`: there is no TLS on loopback. Strict: it never comes with what another site asks for. */
  private newCookie(): string {
    const session = this.access.issue('session');
    return `${this.cookieName}=${session}; Path=/; Max-Age=${SESSION_MS / 1000}; HttpOnly; SameSite=Strict`;
  }

  private isOurHost({ host = '' }: IncomingHttpHeaders): boolean {
    return this.hosts.includes(host.toLowerCase());
  }

  private isOurs(origin: string): boolean {
    return this.origins.includes(origin);
  }

  private named(): string {
    return this.hosts.join(' and ');
  }
}

/**
 * Whether the browser, where it tells, asks for a page of ours or for a person. Another port of this machine is the same
 * *site*, so strict cookies come along with what its pages ask for; they may no more than other sites.
 */
function mayFetch(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

function parseAddress(url: string): URL | null {
  // `//host/path` would name another host, `http://…` is for proxies.
  if (!url.startsWith('/') || url.startsWith('//')) return null;
  const address = URL.parse(url, 'http://page.invalid');
  return address !== null && isDecodable(address.pathname) ? address : null;
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false; // URIError: a percent sign with no two digits, or bytes that are no UTF-8
  }
}

function refuse(status: 400 | 403 | 405, text: string): HttpVerdict {
  return { phase: 'refuse', status, text };
}

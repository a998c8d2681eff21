// What a page of ours may load and who may frame or read it, as response headers: the same for the web host, Electron and
// the development server. Pure.

export interface PolicyExtras {
  /** Where the page may connect to beside its own origin, e.g. `ws://127.0.0.1:7380`. */
  readonly connect: readonly string[];
  /** Hashes or nonces (with their quotes) of scripts that stand in the page itself. */
  readonly scripts?: readonly string[];
  /** The same for style elements. */
  readonly styles?: readonly string[];
  /** Where workers may come from beside the page's own scripts. */
  readonly workers?: readonly string[];
}

/**
 * The value of `Content-Security-Policy`: nothing but our own files, no inline script, no eval, no style element. Style
 * attributes are allowed, because React sets positions with them and they cannot load anything with `img-src` closed.
 */
export function contentSecurityPolicy({
  connect,
  scripts = [],
  styles = [],
  workers = [],
}: PolicyExtras): string {
  const directives: readonly (readonly string[])[] = [
    ['default-src', "'none'"],
    ['script-src', "'self'", ...scripts],
    ['style-src', "'self'", ...styles],
    ['style-src-attr', "'unsafe-inline'"],
    ['font-src', "'self'"],
    ...(workers.length > 0 ? [['worker-src', "'self'", ...workers]] : []),
    ['img-src', "'self'", 'data:', 'blob:'],
    ['connect-src', "'self'", ...connect],
    ['base-uri', "'none'"],
    ['form-action', "'none'"],
    ['frame-ancestors', "'none'"],
  ];
  return directives.map((directive) => directive.join(' ')).join('; ');
}

/** Every security header of a response, with the policy of the page. */
export function pageHeaders(policy: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}

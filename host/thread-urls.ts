// Where the thread entry points are: always the built ones, because a thread cannot be given a bundler.

const BUILT = new URL(
  import.meta.url.endsWith('.ts') ? '../dist/workers/' : '../workers/',
  import.meta.url,
);

export type ThreadName =
  | 'server'
  | 'inference'
  | 'feature-service'
  | 'blocking-io'
  | 'load-generator'
  | 'pacer'
  | 'writer';

/** URL of a thread's module. */
export function threadUrl(name: ThreadName): URL {
  return new URL(`${name}.js`, BUILT);
}

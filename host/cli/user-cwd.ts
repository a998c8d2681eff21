// Where the user stands: `npm run` goes to the project's folder first, and tells where it was called.
import path from 'node:path';
import type { Environment } from './cli-io.ts';

/** Our own npm scripts; in others (tests) the folder is meant to be the one that was set. */
const OWN_SCRIPTS = new Set(['loopscope', 'start', 'dev']);

export function userCwd(env: Environment, cwd: string): string {
  const called = env['INIT_CWD'] ?? '';
  return OWN_SCRIPTS.has(env['npm_lifecycle_event'] ?? '') && path.isAbsolute(called)
    ? called
    : cwd;
}

// Opens an address in the user's browser with the platform's own opener. That it cannot is no error: the address stands
// in the terminal.
import { spawn } from 'node:child_process';
import type { Environment } from '../cli/cli-io.ts';

export interface Opener {
  readonly command: string;
  readonly args: readonly string[];
}

/** @returns null where there is no display to open anything on */
export function openerOf(url: string, platform: NodeJS.Platform, env: Environment): Opener | null {
  if (platform === 'darwin') return { command: 'open', args: [url] };
  // Not `cmd /c start`: the shell would read the address.
  if (platform === 'win32')
    return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
  return hasDisplay(env) ? { command: 'xdg-open', args: [url] } : null;
}

function hasDisplay(env: Environment): boolean {
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => (name ?? '') !== '');
}

/** Starts the opener and does not wait for it. @param onFailure told once, when it is known that it did not work */
export function startOpener({ command, args }: Opener, onFailure: () => void): void {
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.once('error', onFailure); // not installed
  child.once('exit', (code) => {
    if (code !== 0 && code !== null) onFailure();
  });
  child.unref();
}

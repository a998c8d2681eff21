// Where runs and logs are kept: what was asked for, else the platform's usual per-user data folder.
// Only decides a path; making the folder is the host's affair.
import path from 'node:path';

export interface DataDirQuestion {
  /** Value of --data-dir, absolute or relative to `cwd`. */
  readonly asked: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeDir: string;
  readonly cwd: string;
}

/** @returns an absolute path */
export function chooseDataDir(question: DataDirQuestion): string {
  const { asked, env, platform, homeDir, cwd } = question;
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const named = given(asked) ?? given(env['LOOPSCOPE_DATA']);
  if (named !== undefined) return paths.resolve(cwd, named);
  if (platform === 'darwin') {
    return paths.join(homeDir, 'Library', 'Application Support', 'Loopscope');
  }
  if (platform === 'win32') {
    const roaming = given(env['APPDATA']) ?? paths.join(homeDir, 'AppData', 'Roaming');
    return paths.join(roaming, 'Loopscope');
  }
  // The XDG specification: a relative path is invalid and to be ignored.
  const xdg = given(env['XDG_DATA_HOME']);
  const absolute = xdg !== undefined && paths.isAbsolute(xdg);
  return paths.join(absolute ? xdg : paths.join(homeDir, '.local', 'share'), 'loopscope');
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}

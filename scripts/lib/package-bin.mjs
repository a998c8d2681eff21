// The script behind a package's command, so that it can be run by the Node of our choice instead of
// whatever `#!/usr/bin/env node` would find.
import path from 'node:path';
import { readJson } from './read-json.mjs';

/**
 * @param {string} rootDir
 * @param {string} packageName
 * @param {string} binName
 */
export function packageBin(rootDir, packageName, binName) {
  const packageDir = path.join(rootDir, 'node_modules', packageName);
  const manifest = /** @type {{ bin?: string | Record<string, string> }} */ (
    readJson(path.join(packageDir, 'package.json'))
  );
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[binName];
  if (file === undefined) throw new Error(`${packageName} has no command ${binName}`);
  return path.join(packageDir, file);
}

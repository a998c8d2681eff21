// Makes a folder with its parents. Node's own `recursive: true` never returns where a file system refuses with ENOENT
// (seen with /proc on Node 24); a thread that hangs in it cannot even be terminated.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** @throws Error when a folder on the way cannot be made */
export function ensureFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) ensureFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Somebody else made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

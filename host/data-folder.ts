// The data folder and its parents, made by the main thread when they are missing.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolders } from '../core/files/make-folders.ts';

/** @throws Error when a folder on the way cannot be made */
export function ensureDataFolder(path: string): void {
  makeFolders({ exists: existsSync, make: mkdirSync, parentOf: dirname }, path);
}

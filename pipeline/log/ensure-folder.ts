// The log's folder, made on the writer's thread.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolders } from '../../core/files/make-folders.ts';

/** @throws Error when a folder on the way cannot be made */
export function ensureFolder(path: string): void {
  makeFolders({ exists: existsSync, make: mkdirSync, parentOf: dirname }, path);
}

// Remembers what a piece of work was made from, so that it is done again only when that has changed.
// By content, not by time: a checkout gives every file a new time.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} dir
 * @param {readonly string[]} files relative to dir; a missing one counts as such
 * @param {string} [salt]
 */
export function hashFiles(dir, files, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const file of [...files].sort()) {
    const full = path.join(dir, file);
    hash.update(`\0${file}\0`);
    hash.update(existsSync(full) ? readFileSync(full) : 'missing');
  }
  return hash.digest('hex');
}

/**
 * Every file below the folders, relative to dir. Folders that do not exist have no files.
 * @param {string} dir
 * @param {readonly string[]} folders
 * @param {(file: string) => boolean} wanted
 */
export function listFiles(dir, folders, wanted) {
  return folders
    .filter((folder) => existsSync(path.join(dir, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(dir, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
        .map((file) => file.split(path.sep).join('/')),
    )
    .filter(wanted)
    .sort();
}

/**
 * @param {string} file
 * @returns {string | undefined}
 */
export function readNote(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/**
 * @param {string} file
 * @param {string} text
 */
export function writeNote(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
}

/** @param {string} file */
export function forgetNote(file) {
  rmSync(file, { force: true });
}

// The key of the page's tokens in the data folder: made once, readable by its owner only. One that others could read, or
// that cannot be read as a key, is replaced; every session ends with it.
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { reasonOf } from '../cli/json-target.ts';
import { ensureDataFolder } from '../data-folder.ts';
import { KEY_BYTES } from './access.ts';

export const KEY_FILE = 'web-access.key';
const OWNER_ONLY = 0o600;

/** Reads the key of a data folder, or makes it (and the folder). @throws Error in words for the user */
export function accessKey(dataDir: string, platform: NodeJS.Platform): Buffer {
  try {
    return readOrMakeKey(dataDir, platform);
  } catch (error) {
    throw new Error(`The data folder ${dataDir} cannot be used: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

function readOrMakeKey(dataDir: string, platform: NodeJS.Platform): Buffer {
  ensureDataFolder(dataDir);
  const file = path.join(dataDir, KEY_FILE);
  const key = readKey(file, platform);
  if (key !== null) return key;
  // Under another name first: a host that starts at the same moment never reads half a key.
  const beside = `${file}.${process.pid}.tmp`;
  rmSync(beside, { force: true });
  writeFileSync(beside, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, {
    mode: OWNER_ONLY,
    flag: 'wx',
  });
  renameSync(beside, file);
  const made = readKey(file, platform);
  if (made === null) throw new Error(`${file} cannot be read back`);
  return made;
}

function readKey(file: string, platform: NodeJS.Platform): Buffer | null {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return null;
  // Windows keeps access lists instead; the user's data folder is closed to others there.
  if (platform !== 'win32' && (found.mode & 0o077) !== 0) return null;
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  return key.length === KEY_BYTES ? key : null;
}

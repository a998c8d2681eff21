// Where the JSON document goes. A file is written whole under another name and then renamed, so that
// nobody ever reads half a run; whether that can work is tried before the run, so that none is lost.
import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RunDocument } from '../../core/contract/run-document.ts';
import { runJsonPieces } from '../../core/export/run-json.ts';
import type { TextSink } from './cli-io.ts';

export type JsonTarget =
  | { readonly kind: 'none' }
  | { readonly kind: 'stdout' }
  /** Written beside and renamed. */
  | { readonly kind: 'file'; readonly path: string }
  /** A device or pipe: written straight into. */
  | { readonly kind: 'stream'; readonly path: string };

/** Finds out where to write, and that it can be done. @throws Error in words for the user */
export async function openJsonTarget(asked: string | undefined, cwd: string): Promise<JsonTarget> {
  if (asked === undefined) return { kind: 'none' };
  if (asked === '-') return { kind: 'stdout' };
  const named = path.resolve(cwd, asked);
  try {
    const real = await realpath(named).catch(missingAs(named));
    const found = await stat(real).catch(missingAs(null));
    if (found?.isDirectory() === true) throw new Error('it is a folder');
    if (found !== null && !found.isFile()) return { kind: 'stream', path: real };
    // A file that is there and may not be written to is not replaced behind its owner's back.
    if (found !== null) await (await open(real, 'r+')).close();
    const trial = besideName(real);
    await (await open(trial, 'wx')).close();
    await rm(trial);
    return { kind: 'file', path: real };
  } catch (error) {
    throw new Error(`--json ${asked} cannot be written: ${reasonOf(error)}.`, { cause: error });
  }
}

/** Writes the whole document and a newline. @throws Error in words for the user */
export async function writeJson(
  target: JsonTarget,
  run: RunDocument,
  stdout: TextSink,
): Promise<void> {
  switch (target.kind) {
    case 'none':
      return;
    case 'stdout':
      for (const piece of runJsonPieces(run)) await stdout.write(piece);
      await stdout.write('\n');
      return;
    case 'stream':
    case 'file':
      try {
        await (target.kind === 'file'
          ? replaceFile(target.path, run)
          : fill(target.path, 'w', run));
      } catch (error) {
        throw new Error(`${target.path} could not be written: ${reasonOf(error)}.`, {
          cause: error,
        });
      }
  }
}

async function replaceFile(target: string, run: RunDocument): Promise<void> {
  const beside = besideName(target);
  try {
    await fill(beside, 'wx', run);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

async function fill(file: string, flags: string, run: RunDocument): Promise<void> {
  const handle = await open(file, flags);
  try {
    for (const piece of runJsonPieces(run)) await handle.writeFile(piece);
    await handle.writeFile('\n');
    // On the disk before the rename, or a power cut could leave an empty file under the final name.
    if (flags === 'wx') await handle.sync();
  } finally {
    await handle.close();
  }
}

function besideName(target: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.tmp`);
}

function missingAs<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (codeOf(error) === 'ENOENT') return value;
    throw error;
  };
}

/** The code of a system error, such as ENOENT. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

/** Why a file could not be had, in words. */
export function reasonOf(error: unknown): string {
  const known = REASONS[codeOf(error) ?? ''];
  return known ?? (error instanceof Error ? error.message : String(error));
}

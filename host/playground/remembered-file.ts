// A small JSON file that outlives the host: read once, written a moment after a change, always whole (a temporary file
// that takes its place). What cannot be read is never overwritten in silence: the file is laid beside as `*.bad.json`.
import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pid } from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { issueText } from '../../core/channel/frames.ts';
import { ensureDataFolder } from '../data-folder.ts';

/** Settings are changed in bursts (a panel is dragged); one write serves them all. */
const WRITE_AFTER_MS = 300;

export interface RememberedFileOptions<T> {
  readonly file: string;
  readonly schema: z.ZodType<T>;
  readonly fallback: T;
  /** What is in it, e.g. `settings`, for people. */
  readonly what: string;
  readonly onProblem: (text: string) => void;
}

export class RememberedFile<T> {
  private readonly options: RememberedFileOptions<T>;
  /** JSON that is to be written; null = what is on disk is right. */
  private waiting: string | null = null;
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();
  private failing = false;

  constructor(options: RememberedFileOptions<T>) {
    this.options = options;
  }

  /** What the file holds; the fallback where there is none, or none that can be read. */
  read(): T {
    const { file, schema, fallback, what } = this.options;
    if (!existsSync(file)) return fallback;
    try {
      const raw: unknown = JSON.parse(readFileSync(file, 'utf8'));
      const value = schema.parse(raw);
      if (losesSomething(raw, value)) {
        const kept = this.layAside(copyFileSync);
        this.options.onProblem(
          `Some of the ${what} in ${file} could not be read and are at their defaults; ${kept}.`,
        );
      }
      return value;
    } catch (error) {
      const kept = this.layAside(renameSync);
      this.options.onProblem(
        `The ${what} in ${file} could not be read (${reasonOf(error)}) and are at their defaults; ${kept}.`,
      );
      return fallback;
    }
  }

  /** Writes in a moment; what is saved before then is written in its place. */
  save(value: T): void {
    this.waiting = `${JSON.stringify(value, null, 2)}\n`;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, WRITE_AFTER_MS);
  }

  /** Writes what waits; resolves when all is on disk, or a failure was told. */
  flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    const text = this.waiting;
    if (text === null) return;
    this.waiting = null;
    const { file, what, onProblem } = this.options;
    const beside = `${file}.${pid}.tmp`;
    try {
      ensureDataFolder(path.dirname(file));
      await writeFile(beside, text, { flush: true });
      await rename(beside, file);
      this.failing = false;
    } catch (error) {
      await rm(beside, { force: true }).catch(() => undefined);
      // Said once, until it works again.
      if (!this.failing) onProblem(`The ${what} could not be saved: ${reasonOf(error)}.`);
      this.failing = true;
    }
  }

  private layAside(move: (from: string, to: string) => void): string {
    const { file } = this.options;
    const { dir, name, ext } = path.parse(file);
    const aside = path.join(dir, `${name}.bad${ext}`);
    try {
      move(file, aside);
      return `the file as it was is kept as ${aside}`;
    } catch (error) {
      return `the file could not be kept (${reasonOf(error)})`;
    }
  }
}

/** Whether a top-level field of what was read is not in what came of it. */
function losesSomething(raw: unknown, value: unknown): boolean {
  if (typeof raw !== 'object' || raw === null) return false;
  const parsed = new Map(Object.entries(value ?? {}));
  return Object.entries(raw).some(([key, field]) => !isDeepStrictEqual(field, parsed.get(key)));
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return issueText(error);
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/\s+/g, ' ').slice(0, 200);
}

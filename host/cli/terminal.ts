// What a terminal can show, decided from its environment. Pure.
import type { TextStyle } from '../../core/export/text-gantt.ts';
import type { CliIo, Environment, TextSink } from './cli-io.ts';

const FALLBACK_COLUMNS = 100;
/** A Gantt on a wider terminal would only be longer lines. */
const MAX_COLUMNS = 240;

export function reportStyle(io: CliIo, ascii: boolean): TextStyle {
  return {
    widthColumns: columnsOf(io.out, io.env),
    ascii: asciiOnly(io, ascii),
    colour: showsColour(io.out.isTty, io.env),
  };
}

/** @param asked --ascii */
export function asciiOnly(io: CliIo, asked: boolean): boolean {
  return asked || !showsUnicode(io.env, io.platform);
}

function columnsOf(sink: TextSink, env: Environment): number {
  const asked = sink.columns ?? Number(env['COLUMNS']);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, MAX_COLUMNS) : FALLBACK_COLUMNS;
}

/** https://no-color.org: any value but the empty one. */
export function showsColour(isTty: boolean, env: Environment): boolean {
  return isTty && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/**
 * Whether UTF-8 arrives as characters. A locale that is named decides; where none is (containers), the text is
 * probably read by something newer than the Linux console.
 */
export function showsUnicode(env: Environment, platform: NodeJS.Platform): boolean {
  if (platform === 'win32' || platform === 'darwin') return env['TERM'] !== 'dumb';
  const named = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((one) => (one ?? '') !== '');
  if (named !== undefined) return /utf-?8/i.test(named);
  return env['TERM'] !== 'linux' && env['TERM'] !== 'dumb';
}

/** Whether a line can be rewritten in place. */
export function rewritesLines(sink: TextSink, env: Environment): boolean {
  return sink.isTty && env['TERM'] !== 'dumb';
}

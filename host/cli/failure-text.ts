// A failure in words for the terminal: one plain line, with LOOPSCOPE_DEBUG the stack.
import type { Environment } from './cli-io.ts';

export function failureText(error: unknown, env: Environment): string {
  const debug = (env['LOOPSCOPE_DEBUG'] ?? '') !== '';
  return `${debug ? stackOf(error) : firstLine(error)}\n`;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? '';
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return (error.stack ?? error.message) + cause;
}

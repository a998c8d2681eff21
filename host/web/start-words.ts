// What `npm start` says. Pure text, one place.
import { VERSION } from '../../core/contract/version.ts';
import type { Activity } from '../../core/contract/window-state.ts';
import { curlLine } from '../cli/curl-line.ts';
import { LINK_MS } from './access.ts';

type ActiveRun = Extract<Activity, { phase: 'running' }>;

export interface StartedFacts {
  readonly link: string;
  readonly predictionOrigin: string;
  /** Why it is the web host, when another form could have been meant. */
  readonly reason: string | null;
}

export function startedText({ link, predictionOrigin, reason }: StartedFacts): string {
  return lines(
    `Loopscope ${VERSION}, web host${reason === null ? '' : `: ${reason}`}`,
    '',
    `  Page               ${link}`,
    `  Prediction server  ${predictionOrigin}`,
    '',
    `  ${curlLine(predictionOrigin)}`,
    '',
    `The link is good for ${LINK_MS / 3_600_000} hours; "npm start" in another terminal prints a fresh one. Ctrl+C ends Loopscope.`,
  );
}

export function runningText(link: string): string {
  return lines('Loopscope is running already; this link opens its page:', '', `  ${link}`, '');
}

export function nextPortLine(what: string, wanted: number, got: number): string {
  return `Port ${wanted} is in use by another program; ${what} is on ${got}.`;
}

export function portRefusedLine(
  option: string,
  port: number,
  reason: 'in-use' | 'not-allowed',
): string {
  return reason === 'in-use'
    ? `Port ${port} is in use by another program; choose another with ${option} N (0 = any free one).`
    : `Port ${port} may not be opened by you; choose one from 1024 on with ${option} N.`;
}

/** What an end takes with it. */
export function stoppedRunLine({ number, mode, finished, requests }: ActiveRun): string {
  return `Run #${number} (${mode}) was active and is stopped: ${finished} of ${requests} requests had been answered.`;
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

// `serve`: the prediction server for other people's load generators, until Ctrl+C, which is its
// normal end; then what it saw.
import type { Scenario } from '../../core/contract/scenario.ts';
import { stageWords, whatRunsWhere } from '../../core/export/mode-words.ts';
import type { Host } from '../host-api.ts';
import type { CliIo } from './cli-io.ts';
import { curlLine } from './curl-line.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { withHost } from './host-session.ts';
import { Interrupts } from './interrupts.ts';
import { openJsonTarget } from './json-target.ts';
import { outsideText } from './progress-text.ts';
import type { RunRequest } from './run-command.ts';
import { showRun } from './run-output.ts';
import { toAscii } from '../../core/export/text-gantt.ts';
import { asciiOnly } from './terminal.ts';
import { StatusLine } from './status-line.ts';

/** How often the line of what was seen is renewed. */
const RENEW_MS = 250;

export async function serveCommand(io: CliIo, request: RunRequest): Promise<number> {
  const target = await openJsonTarget(request.json, io.cwd);
  const status = new StatusLine(io, request);
  const interrupts = new Interrupts(io);
  try {
    const ended = await withHost(io, { ...request, status, interrupts }, async (host) => {
      await host.select(request.scenario);
      const words = target.kind === 'stdout' ? io.err : io.out;
      const text = introduction(host, request.scenario);
      await words.write(asciiOnly(io, request.ascii) ? toAscii(text) : text);
      await untilStopped(io, host, interrupts, status);
      const run = await host.finishOutsideRun();
      status.clear();
      return { run, written: await showRun(io, run, target, request.ascii) };
    });
    if (ended === null) return EXIT.done;
    const { summary } = ended.run;
    return exitCodeOf({ summaries: [summary], signal: null, writeFailed: !ended.written });
  } finally {
    interrupts.close();
  }
}

function introduction(host: Host, scenario: Scenario): string {
  const origin = host.predictionOrigin;
  const lines = [
    `Prediction server: ${origin}   (page of its endpoints: ${origin}/docs)`,
    `Mode ${scenario.mode}: ${whatRunsWhere(scenario.mode)}.`,
    stageWords(scenario).join(' · '),
    '',
    `  ${curlLine(origin)}`,
    '',
    'It asks nobody for a password, by design, and is bound to 127.0.0.1: only this machine can reach it.',
    ...(scenario.logging === 'background'
      ? [`Predictions are logged in ${host.databasePath}`]
      : []),
    'Ctrl+C ends it and shows what it saw.',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

async function untilStopped(
  io: CliIo,
  host: Host,
  interrupts: Interrupts,
  status: StatusLine,
): Promise<void> {
  let seen = '';
  const stopTicking = io.every(RENEW_MS, () => {
    const text = outsideText(host.outsideCounts());
    // Without a terminal only news is worth a line.
    if (io.err.isTty || text !== seen) status.update(text);
    seen = text;
  });
  try {
    await new Promise<void>((resolve) => void interrupts.whenStopped(() => resolve()));
  } finally {
    stopTicking();
    status.clear();
  }
}

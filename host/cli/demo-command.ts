// `demo`: the default batch under every mode in turn, then side by side.
import type { RunDocument } from '../../core/contract/run-document.ts';
import { DEFAULT_SCENARIO, MODES } from '../../core/contract/scenario.ts';
import { arrivalWords, stageWords, whatRunsWhere } from '../../core/export/mode-words.ts';
import { plural } from '../../core/export/quantity.ts';
import { toAscii } from '../../core/export/text-gantt.ts';
import { textComparison } from '../../core/export/text-report.ts';
import type { Host } from '../host-api.ts';
import type { CliIo } from './cli-io.ts';
import { exitCodeOf } from './exit-code.ts';
import { fire } from './fire.ts';
import { withHost } from './host-session.ts';
import { Interrupts } from './interrupts.ts';
import { endedBeforeRun, type CommonRequest } from './run-command.ts';
import { troubles } from './run-output.ts';
import { StatusLine } from './status-line.ts';
import { asciiOnly, reportStyle } from './terminal.ts';

const GO_ON = `To go on:
  npm run -s loopscope -- run --mode async-io     one run with all its numbers and a Gantt chart
  npm run -s loopscope -- run --help              requests, arrivals, stage times, pool, JSON …
  npm run -s loopscope -- serve                   the server alone, for curl, ab, wrk
`;

export async function demoCommand(io: CliIo, request: CommonRequest): Promise<number> {
  const status = new StatusLine(io, request);
  const interrupts = new Interrupts(io);
  try {
    const runs = await withHost(io, { ...request, port: 0, status, interrupts }, async (host) => {
      const fired = await fireAll(io, request, host, interrupts, status);
      await showAll(io, request, fired, interrupts);
      return fired;
    });
    if (runs === null) return await endedBeforeRun(io, interrupts);
    const summaries = runs.map(({ summary }) => summary);
    return exitCodeOf({ summaries, signal: interrupts.signal, writeFailed: false });
  } finally {
    interrupts.close();
  }
}

async function fireAll(
  io: CliIo,
  request: CommonRequest,
  host: Host,
  interrupts: Interrupts,
  status: StatusLine,
): Promise<RunDocument[]> {
  const { requests, arrival } = DEFAULT_SCENARIO;
  await say(
    io,
    request,
    `${plural(requests, 'request')} ${arrivalWords(arrival)} · ${stageWords(DEFAULT_SCENARIO).join(' · ')}\n\n`,
  );
  const runs: RunDocument[] = [];
  for (const mode of MODES) {
    if (interrupts.signal !== null) break;
    await say(io, request, `${mode.padEnd(10)}  ${whatRunsWhere(mode)}\n`);
    runs.push(await fire(host, { ...DEFAULT_SCENARIO, mode }, interrupts, status));
  }
  return runs;
}

async function showAll(
  io: CliIo,
  request: CommonRequest,
  runs: readonly RunDocument[],
  interrupts: Interrupts,
): Promise<void> {
  await say(io, request, `\n${textComparison(runs, reportStyle(io, request.ascii))}`);
  for (const run of runs) {
    for (const line of troubles(run)) await io.err.write(`${run.scenario.mode}: ${line}\n`);
  }
  if (interrupts.signal === null) await say(io, request, `\n${GO_ON}`);
}

async function say(io: CliIo, request: CommonRequest, text: string): Promise<void> {
  await io.out.write(asciiOnly(io, request.ascii) ? toAscii(text) : text);
}

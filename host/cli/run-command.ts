// `run`: one batch, its numbers, its end.
import type { Scenario } from '../../core/contract/scenario.ts';
import type { CliIo } from './cli-io.ts';
import { exitCodeOf, signalExitCode } from './exit-code.ts';
import { fire } from './fire.ts';
import { withHost } from './host-session.ts';
import { Interrupts } from './interrupts.ts';
import { openJsonTarget } from './json-target.ts';
import { showRun } from './run-output.ts';
import { StatusLine } from './status-line.ts';

/** What every command knows. */
export interface CommonRequest {
  readonly dataDir: string;
  readonly quiet: boolean;
  readonly ascii: boolean;
}

export interface RunRequest extends CommonRequest {
  readonly scenario: Scenario;
  readonly port: number;
  readonly json: string | undefined;
}

export async function runCommand(io: CliIo, request: RunRequest): Promise<number> {
  const { scenario, json, ascii } = request;
  const target = await openJsonTarget(json, io.cwd);
  const status = new StatusLine(io, request);
  const interrupts = new Interrupts(io);
  try {
    const ended = await withHost(io, { ...request, status, interrupts }, async (host) => {
      const run = await fire(host, scenario, interrupts, status);
      return { run, written: await showRun(io, run, target, ascii) };
    });
    if (ended === null) return await endedBeforeRun(io, interrupts);
    return exitCodeOf({
      summaries: [ended.run.summary],
      signal: interrupts.signal,
      writeFailed: !ended.written,
    });
  } finally {
    interrupts.close();
  }
}

export async function endedBeforeRun(io: CliIo, interrupts: Interrupts): Promise<number> {
  await io.err.write('Interrupted before the run began; nothing was fired.\n');
  return signalExitCode(interrupts.signal ?? 'SIGINT');
}

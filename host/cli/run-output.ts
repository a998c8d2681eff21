// What is said after a run: the JSON document where it was asked for, else the report; and on
// standard error one line for whatever went wrong.
import type { RunDocument } from '../../core/contract/run-document.ts';
import { textReport } from '../../core/export/text-report.ts';
import type { CliIo } from './cli-io.ts';
import { writeJson, type JsonTarget } from './json-target.ts';
import { reportStyle } from './terminal.ts';

/** @returns whether everything that was asked for was written */
export async function showRun(
  io: CliIo,
  run: RunDocument,
  target: JsonTarget,
  ascii: boolean,
): Promise<boolean> {
  const failure = await writeTarget(io, run, target);
  if (target.kind !== 'stdout') await io.out.write(textReport(run, reportStyle(io, ascii)));
  if (failure !== null) await io.err.write(`${failure}\n`);
  else if (target.kind === 'file') await io.err.write(`The run is in ${target.path}\n`);
  for (const line of troubles(run)) await io.err.write(`${line}\n`);
  return failure === null;
}

async function writeTarget(
  io: CliIo,
  run: RunDocument,
  target: JsonTarget,
): Promise<string | null> {
  try {
    await writeJson(target, run, io.out);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function troubles({ summary }: Pick<RunDocument, 'summary'>): string[] {
  const { phase, reason, verdict, verdictReasons } = summary;
  const lines: string[] = [];
  if (phase === 'failed') lines.push(`The run failed: ${reason ?? 'no reason is known'}`);
  if (phase === 'stopped')
    lines.push(
      `The run was stopped (${reason ?? 'no reason is known'}); this is what there is of it.`,
    );
  if (verdict === 'unreliable') lines.push(`The run is unreliable: ${verdictReasons.join('; ')}`);
  return lines;
}

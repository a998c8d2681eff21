// From the words on the command line to an exit code. Every expected failure ends as one plain line
// on standard error; LOOPSCOPE_DEBUG adds the stack.
import { open } from 'node:fs/promises';
import path from 'node:path';
import { assertNever } from '../../core/contract/assert-never.ts';
import { VERSION } from '../../core/contract/version.ts';
import { chooseDataDir } from '../data-dir.ts';
import type { CliIo } from './cli-io.ts';
import { demoCommand } from './demo-command.ts';
import { EXIT } from './exit-code.ts';
import { failureText } from './failure-text.ts';
import { commandHelp, globalHelp } from './help.ts';
import { codeOf } from './json-target.ts';
import { COMMANDS, OPTIONS, RUN_PORT, SERVE_PORT, type Command } from './option-table.ts';
import { parseOptions, problem, quote, type OptionValues, type Parsed } from './parse-options.ts';
import { parsePort } from './parse-port.ts';
import { runCommand, type CommonRequest } from './run-command.ts';
import { scenarioFromOptions, type ScenarioFile } from './scenario-from-options.ts';
import { serveCommand } from './serve-command.ts';
import { nearest } from './suggest.ts';

/** A scenario is a page of JSON; what is longer is something else. */
const MAX_SCENARIO_BYTES = 1_048_576;

export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    await io.err.write(failureText(error, io.env));
    return EXIT.failed;
  }
}

async function dispatch(argv: readonly string[], io: CliIo): Promise<number> {
  const [first, ...rest] = argv;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const about = COMMANDS.find((command) => command === rest[0]);
    return print(io, about === undefined ? globalHelp(VERSION) : commandHelp(about));
  }
  if (first === '--version' || first === 'version') return print(io, `${VERSION}\n`);
  const command = COMMANDS.find((one) => one === first);
  if (command === undefined) return refuse(io, unknownCommand(first));
  const parsed = parseOptions(command, rest);
  if (!parsed.ok) return refuse(io, parsed.problem);
  if (parsed.value.has('help')) return print(io, commandHelp(command));
  return perform(command, parsed.value, io);
}

async function print(io: CliIo, text: string): Promise<number> {
  await io.out.write(text);
  return EXIT.done;
}

async function refuse(io: CliIo, line: string): Promise<number> {
  await io.err.write(`${line}\n`);
  return EXIT.badOptions;
}

function unknownCommand(word: string): string {
  if (word.startsWith('-')) {
    return `${quote(word)} comes before a command; first comes one of ${COMMANDS.join(', ')} (or --help, --version).`;
  }
  const meant = word.length > 40 ? null : nearest(word, COMMANDS);
  const hint = meant === null ? `There are ${COMMANDS.join(', ')}.` : `Did you mean ${meant}?`;
  return `Unknown command ${quote(word)}. ${hint}`;
}

async function perform(command: Command, values: OptionValues, io: CliIo): Promise<number> {
  const common: CommonRequest = {
    dataDir: chooseDataDir({ ...io, asked: values.get('data-dir') }),
    quiet: values.has('quiet'),
    ascii: values.has('ascii'),
  };
  if (command === 'demo') return demoCommand(io, common);
  const port = portOf(values, command === 'serve' ? SERVE_PORT : RUN_PORT);
  if (!port.ok) return refuse(io, port.problem);
  const file = await readScenarioFile(values.get('scenario'), io.cwd);
  if (!file.ok) return refuse(io, file.problem);
  const scenario = scenarioFromOptions(values, file.value);
  if (!scenario.ok) return refuse(io, scenario.problem);
  const request = {
    ...common,
    port: port.value,
    scenario: scenario.value,
    json: values.get('json'),
  };
  switch (command) {
    case 'run':
      return runCommand(io, request);
    case 'serve':
      return serveCommand(io, request);
    default:
      return assertNever(command);
  }
}

function portOf(values: OptionValues, fallback: number): Parsed<number> {
  const text = values.get('port');
  return text === undefined
    ? { ok: true, value: fallback }
    : parsePort('port', text, OPTIONS.port.takes);
}

async function readScenarioFile(
  asked: string | undefined,
  cwd: string,
): Promise<Parsed<ScenarioFile | null>> {
  if (asked === undefined) return { ok: true, value: null };
  try {
    const handle = await open(path.resolve(cwd, asked));
    try {
      const { size } = await handle.stat();
      if (size > MAX_SCENARIO_BYTES) {
        return problem(`--scenario ${quote(asked)} is too long: a scenario has at most 1 MiB.`);
      }
      return { ok: true, value: { name: asked, text: await handle.readFile('utf8') } };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    const reason =
      code === 'ENOENT' ? 'it does not exist' : code === 'EISDIR' ? 'it is a folder' : code;
    return problem(`--scenario ${quote(asked)} cannot be read: ${reason}.`);
  }
}

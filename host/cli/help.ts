// Help, made from the option table: an option that exists is documented, with range and default.
import { wrapWords } from '../../core/export/text-table.ts';
import { whatRunsWhere } from '../../core/export/mode-words.ts';
import { MODES, type Mode } from '../../core/contract/scenario.ts';
import {
  COMMANDS,
  OPTION_NAMES,
  OPTIONS,
  optionsOf,
  type Command,
  type OptionName,
  type OptionSpec,
} from './option-table.ts';

const WIDTH = 100;
const CALL = 'npm run -s loopscope --';

function summaryOf(command: Command): string {
  switch (command) {
    case 'run':
      return 'fire a batch of prediction requests and show where every millisecond went';
    case 'serve':
      return 'run the prediction server alone for curl, ab, wrk until Ctrl+C, then show what it saw';
    case 'demo':
      return 'fire the default batch in each of the four modes and compare them';
  }
}

function examplesOf(command: Command): readonly string[] {
  switch (command) {
    case 'run':
      return [
        'run --mode async-io --requests 10 --fetch 100 --inference 200',
        'run --arrival poisson --rate 50 --requests 500 --inference exponential:40',
        'run --mode sync --log background --seed 1 --json - > run.json',
      ];
    case 'serve':
      return ['serve --mode sync-pool --port 8100', 'serve --mode async-pool --json seen.json'];
    case 'demo':
      return ['demo'];
  }
}

export function globalHelp(version: string): string {
  return lines([
    `Loopscope ${version}: see where every millisecond of every prediction request goes.`,
    '',
    `Usage: ${CALL} COMMAND [OPTIONS]`,
    '',
    'Commands:',
    ...COMMANDS.map((command) => `  ${command.padEnd(6)} ${summaryOf(command)}`),
    '',
    ...modeLines(),
    'Options:',
    ...OPTION_NAMES.flatMap((name) => optionEntry(name, takersOf(name))),
    '',
    ...lawLines(),
    '',
    ...exitLines(),
    '',
    'Examples:',
    ...COMMANDS.flatMap(exampleLines),
    '',
    `${CALL} COMMAND --help tells of one command, --version the version.`,
  ]);
}

export function commandHelp(command: Command): string {
  return lines([
    `${command}: ${summaryOf(command)}`,
    '',
    `Usage: ${CALL} ${command} [OPTIONS]`,
    '',
    'Options:',
    ...optionLines(command),
    '',
    ...(command === 'demo' ? [] : [...modeLines(), ...lawLines(), '']),
    ...exitLines(),
    '',
    'Examples:',
    ...exampleLines(command),
  ]);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

function optionLines(command: Command): string[] {
  return optionsOf(command).flatMap((name) => optionEntry(name, ''));
}

/** Which commands take it, where not all do. */
function takersOf(name: OptionName): string {
  const { commands } = OPTIONS[name];
  return commands.length === COMMANDS.length ? '' : `[${commands.join(', ')}] `;
}

function optionEntry(name: OptionName, before: string): string[] {
  return entryLines(name, OPTIONS[name], before);
}

/** One option in the two columns of help. @param before what stands before its meaning */
export function entryLines(
  name: string,
  { value, what, takes, default: fallback }: Omit<OptionSpec, 'commands' | 'path'>,
  before = '',
): string[] {
  const usage = value === null ? `  --${name}` : `  --${name} ${value}`;
  const indent = ' '.repeat(26);
  const text = before + (value === null ? what : `${what}. Takes ${takes}. Default: ${fallback}.`);
  const [first = '', ...rest] = wrapWords(text, WIDTH - indent.length);
  return [usage.padEnd(26) + first, ...rest.map((line) => indent + line)];
}

function modeLines(): string[] {
  const indent = ' '.repeat(14);
  const entry = (mode: Mode): string[] => {
    const [first = '', ...rest] = wrapWords(whatRunsWhere(mode), WIDTH - indent.length);
    return [`  ${mode.padEnd(12)}${first}`, ...rest.map((line) => indent + line)];
  };
  return ['Modes:', ...MODES.flatMap(entry), ''];
}

function lawLines(): string[] {
  return [
    'LAW: how long a stage takes, in ms:',
    '  100 or fixed:100     always 100 ms',
    '  uniform:50:150       between 50 and 150 ms',
    '  exponential:100      mean 100 ms',
    '  lognormal:100:0.5    median 100 ms, sigma 0.5 (sigma from 0 to 3)',
  ];
}

function exitLines(): string[] {
  return [
    'Exit codes:',
    '  0    done',
    '  1    failed: it could not start, the run failed, or a file could not be written',
    '  2    bad options',
    '  3    done, but the run is unreliable; the report says why',
    '  130  interrupted by Ctrl+C; what there is of the run is printed (143: SIGTERM, 129: SIGHUP).',
    '       A second Ctrl+C ends at once. Ctrl+C is the normal end of serve: exit code 0.',
  ];
}

function exampleLines(command: Command): string[] {
  return examplesOf(command).map((example) => `  ${CALL} ${example}`);
}

// The options of `npm start`: the one table that parsing, messages and help are made from. Their names mean what they say
// for the window; the command line's table (host/cli/option-table.ts) is another.
import { entryLines } from '../cli/help.ts';
import { choices, MAX_PORT, SERVE_PORT, whole, type OptionSpec } from '../cli/option-table.ts';

export const HOST_FORMS = ['auto', 'electron', 'web'] as const;
export type HostForm = (typeof HOST_FORMS)[number];

/** Where the page is when nobody says; nothing well known is there. */
export const PAGE_PORT = 7380;
/** The same port as of `serve`: scripts that fire from outside need not know which of the two runs. */
export const PREDICTION_PORT = SERVE_PORT;

type StartOption = Omit<OptionSpec, 'commands' | 'path'>;

export const START_OPTIONS = {
  host: {
    value: 'FORM',
    what: 'what the window is: electron = an application window, web = a page in your browser, auto = electron where it can be had',
    takes: choices(HOST_FORMS),
    default: 'auto',
  },
  port: {
    value: 'N',
    what: 'port of the page; 0 = any free one',
    takes: whole(0, MAX_PORT),
    default: `${PAGE_PORT}, or the next free one`,
  },
  'prediction-port': {
    value: 'N',
    what: 'port of the prediction server; 0 = any free one',
    takes: whole(0, MAX_PORT),
    default: `${PREDICTION_PORT}, or the next free one`,
  },
  open: {
    value: null,
    what: 'open the page in your browser (done anyway where there is a terminal and a display)',
    takes: 'no value',
    default: 'off',
  },
  'no-open': {
    value: null,
    what: 'do not open it, only print its address',
    takes: 'no value',
    default: 'off',
  },
  'data-dir': {
    value: 'DIR',
    what: 'where settings and logs are kept (else LOOPSCOPE_DATA, else your data folder)',
    takes: 'the path of a folder',
    default: 'your data folder',
  },
  help: { value: null, what: 'this help (also -h)', takes: 'no value', default: 'off' },
} as const satisfies Record<string, StartOption>;

export type StartOptionName = keyof typeof START_OPTIONS;
export const START_OPTION_NAMES = Object.keys(START_OPTIONS) as readonly StartOptionName[];

export function startHelp(): string {
  const lines = [
    'npm start: open the window of Loopscope',
    '',
    'Usage: npm start -- [OPTIONS]',
    '',
    'Options:',
    ...START_OPTION_NAMES.flatMap((name) => entryLines(name, START_OPTIONS[name])),
    '',
    'When Loopscope runs already, its page is opened by a fresh link and nothing else is started.',
    'Ctrl+C ends it; a second Ctrl+C ends it at once.',
    '',
    'Exit codes: 0 ended, or it runs already; 1 it could not start; 2 bad options.',
    'Without a window: npm run loopscope -- --help',
  ];
  return `${lines.join('\n')}\n`;
}

// The options of `npm start`: every one reaches its place, and nonsense is one line that says what is allowed.
import { expect, test } from 'vitest';
import { readStartOptions } from './start-options.ts';
import { PAGE_PORT, PREDICTION_PORT, START_OPTION_NAMES, startHelp } from './start-table.ts';

function read(line: string): unknown {
  const parsed = readStartOptions(line === '' ? [] : line.split(' '));
  return parsed.ok ? parsed.value : parsed.problem;
}

test('nothing given is the default', () => {
  expect(read('')).toEqual({
    phase: 'start',
    host: 'auto',
    pagePort: { port: PAGE_PORT, given: false },
    predictionPort: { port: PREDICTION_PORT, given: false },
    open: null,
    dataDir: undefined,
  });
});

test('every option reaches its place', () => {
  expect(read('--host=web --port=0 --prediction-port 65535 --no-open --data-dir d')).toEqual({
    phase: 'start',
    host: 'web',
    pagePort: { port: 0, given: true },
    predictionPort: { port: 65_535, given: true },
    open: false,
    dataDir: 'd',
  });
  expect(read('--open --host electron')).toMatchObject({ open: true, host: 'electron' });
  expect(read('--port=0 --prediction-port=0')).toMatchObject({ phase: 'start' });
});

test.each(['-1', '65536', '1.5', 'abc', 'NaN', '1e9', '0x50', ''])('port %j is refused', (text) => {
  for (const name of ['port', 'prediction-port']) {
    const got = text === '' ? 'got no value' : `got ${JSON.stringify(text)}`;
    expect(read(`--${name}=${text}`)).toBe(
      `--${name} ${got}; it takes a whole number from 0 to 65535.`,
    );
  }
});

test.each([
  ['--host=firefox', '--host got "firefox"; it takes one of auto, electron, web.'],
  ['--open --no-open', '--open and --no-open exclude each other; give one of them.'],
  ['--open=yes', '--open takes no value, but got "yes".'],
  ['--port 1 --port 2', '--port was given twice ("1" and "2"); give it once.'],
  ['--prot=1', 'Unknown option "--prot" for npm start. Did you mean --port?'],
  ['--mode sync', '--mode is not an option of npm start; it belongs to npm run loopscope.'],
  ['--zzzzz', 'Unknown option "--zzzzz" for npm start. See npm start -- --help.'],
  ['demo', '"demo" is not expected here: npm start takes only options.'],
  [
    '--port=9000 --prediction-port=9000',
    'The page and the prediction server cannot both be on port 9000; choose another for one of them with --port or --prediction-port.',
  ],
  [
    `--port=${PREDICTION_PORT}`,
    `The page and the prediction server cannot both be on port ${PREDICTION_PORT}; choose another for one of them with --port or --prediction-port.`,
  ],
])('%s is refused in one line', (line, problem) => {
  expect(read(line)).toBe(problem);
});

test('help wins, names every option, and fits a terminal', () => {
  expect(read('--nonsense -h')).toEqual({ phase: 'help' });
  const help = startHelp();
  for (const name of START_OPTION_NAMES) expect(help).toContain(` --${name} `);
  expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});

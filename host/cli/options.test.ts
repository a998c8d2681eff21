// The way of every option from its text to the scenario: at and past each limit, and every kind of nonsense.
import { expect, test } from 'vitest';
import { DEFAULT_SCENARIO, type Scenario } from '../../core/contract/scenario.ts';
import { parseOptions } from './parse-options.ts';
import { scenarioFromOptions, type ScenarioFile } from './scenario-from-options.ts';

function parse(line: string, file: ScenarioFile | null = null): Scenario | string {
  const values = parseOptions('run', line === '' ? [] : line.split(' '));
  if (!values.ok) return values.problem;
  const scenario = scenarioFromOptions(values.value, file);
  return scenario.ok ? scenario.value : scenario.problem;
}

function fileOf(content: unknown): ScenarioFile {
  return { name: 's.json', text: typeof content === 'string' ? content : JSON.stringify(content) };
}

test('nothing given is the default scenario', () => {
  expect(parse('')).toEqual(DEFAULT_SCENARIO);
});

test('every option reaches its place', () => {
  const line =
    '--mode sync --requests 7 --fetch 5 --inference uniform:1:2 --inference-kind cpu --pool 8 --max-queue 0 ' +
    '--log background --arrival closed --users 3 --think 1.5 --seed 9 --timeout 1000 --fetch-timeout 200 ' +
    '--task-deadline 300';
  expect(parse(line)).toEqual({
    schemaVersion: 1,
    mode: 'sync',
    requests: 7,
    arrival: { kind: 'closed', users: 3, thinkMs: 1.5 },
    fetch: { law: 'fixed', ms: 5 },
    inference: { law: 'uniform', minMs: 1, maxMs: 2 },
    inferenceKind: 'cpu',
    pool: { threads: 8, maxQueue: 0 },
    logging: 'background',
    seed: 9,
    clientTimeoutMs: 1000,
    fetchTimeoutMs: 200,
    taskDeadlineMs: 300,
  });
  expect(parse('--arrival=poisson --rate=0.5')).toMatchObject({
    arrival: { kind: 'poisson', ratePerS: 0.5 },
  });
  expect(parse('--arrival constant')).toMatchObject({
    arrival: { kind: 'constant', ratePerS: 20 },
  });
  expect(parse('--arrival closed')).toMatchObject({
    arrival: { kind: 'closed', users: 10, thinkMs: 0 },
  });
});

const OPEN = '--arrival closed ';
const RATE = '--requests 1 --arrival constant ';
test.each([
  ['requests', OPEN, ['1', '10000'], ['0', '10001', '1.5']],
  ['fetch', '', ['0', '60000'], ['-1', '60001', 'fixed:60000.1']],
  [
    'inference',
    '',
    ['exponential:60000', 'lognormal:1:3'],
    ['exponential:60001', 'lognormal:1:3.1'],
  ],
  ['pool', '', ['1', '64'], ['0', '65', '2.5']],
  ['max-queue', '', ['0', '20000'], ['-1', '20001']],
  ['rate', RATE, ['0.1', '10000'], ['0.09', '10001']],
  ['users', OPEN, ['1', '2000'], ['0', '2001', '1.5']],
  ['think', OPEN, ['0', '60000'], ['-1', '60001']],
  ['seed', '', ['0', '4294967295'], ['-1', '4294967296', '0.5']],
  ['timeout', '', ['1', '600000'], ['0', '600001', '1.5']],
  ['fetch-timeout', '', ['1', '600000'], ['0', '600001']],
  ['task-deadline', '', ['1', '600000'], ['0', '600001']],
])('--%s at and past its limits, and nonsense', (name, before, good, bad) => {
  for (const value of good) expect(parse(`${before}--${name} ${value}`)).toBeTypeOf('object');
  const nonsense = [
    'NaN',
    'Infinity',
    '-Infinity',
    'abc',
    '1e999',
    '99999999999999999999',
    '٣',
    '5ms',
  ];
  for (const value of [...bad, ...nonsense]) {
    for (const line of [`--${name} ${value}`, `--${name}=${value}`]) {
      const problem = parse(before + line);
      expect(problem).toBeTypeOf('string');
      expect(problem).toContain(`--${name} `);
      expect(problem).toContain(JSON.stringify(value));
      expect(problem).toMatch(/ it takes .*\d.*\.$/);
      expect(problem).not.toContain('\n');
    }
  }
  expect(parse(`${before}--${name}`)).toMatch(new RegExp(`^--${name} got no value; it takes `));
  expect(parse(`${before}--${name}=`)).toMatch(new RegExp(`^--${name} got no value; it takes `));
  expect(parse(`${before}--${name} --quiet`)).toBe(
    (parse(`${before}--${name}`) as string).replace('no value;', 'no value before "--quiet";'),
  );
  const [value = ''] = good;
  expect(parse(`${before}--${name} ${value} --${name} ${value}`)).toContain('was given twice');
});

test.each(['mode', 'inference-kind', 'log', 'arrival'])('--%s takes only its choices', (name) => {
  const problem = parse(`--${name} turbo`);
  expect(problem).toMatch(
    new RegExp(`^--${name} got "turbo"; it takes one of [a-z-]+(, [a-z-]+)+\\.$`),
  );
});

test('requests and arrival must fit each other, and the reason is said', () => {
  expect(parse('--requests 2000')).toBeTypeOf('object');
  expect(parse('--requests 2001')).toMatch(
    /^--requests "2001": a burst puts all requests in flight at once: .* 1 to 2000/,
  );
  expect(parse('--requests 361 --arrival constant --rate 0.1')).toMatch(
    /^--rate "0\.1": .*3610 s .*3600 s/,
  );
});

test.each([
  [
    '--rate 5',
    '--rate "5" does not go with the arrival burst (--arrival was not given): it needs --arrival constant or --arrival poisson.',
  ],
  [
    '--arrival closed --rate 5',
    '--rate "5" does not go with --arrival closed: it needs --arrival constant or --arrival poisson.',
  ],
  [
    '--arrival poisson --users 5',
    '--users "5" does not go with --arrival poisson: it needs --arrival closed.',
  ],
  [
    '--arrival burst --think 5',
    '--think "5" does not go with --arrival burst: it needs --arrival closed.',
  ],
  ['--fetch uniform:2:1', '--fetch "uniform:2:1": minMs must not exceed maxMs.'],
  ['--request 5', 'Unknown option "--request" for run. Did you mean --requests?'],
  ['--zzzzz', 'Unknown option "--zzzzz" for run. See loopscope run --help.'],
  ['--__proto__ 5', 'Unknown option "--__proto__" for run. See loopscope run --help.'],
  ['-5', 'Unknown option "-5" for run. See loopscope run --help.'],
  ['--no-quiet', 'Unknown option "--no-quiet" for run. Did you mean --quiet?'],
  ['--quiet=1', '--quiet takes no value, but got "1".'],
  ['5', '"5" is not expected here: run takes only options.'],
  ['-- x', '"x" is not expected here: run takes only options.'],
])('%s is refused in one line', (line, problem) => {
  expect(parse(line)).toBe(problem);
});

test('an option of another command says whose it is', () => {
  expect(parseOptions('serve', ['--requests', '5'])).toEqual({
    ok: false,
    problem: '--requests is not an option of serve; it belongs to run.',
  });
  expect(parseOptions('demo', ['--mode', 'sync'])).toMatchObject({ ok: false });
});

test('what is typed is shown short and on one line', () => {
  const values = parseOptions('run', ['--mode', `a\n${'b'.repeat(10_000)}`]);
  const scenario = values.ok ? scenarioFromOptions(values.value, null) : values;
  expect(scenario.ok ? '' : scenario.problem).toMatch(/^--mode got "a\\nb{50,60}\.\.\."; it takes/);
});

test('help wins over whatever else is wrong', () => {
  const parsed = parseOptions('run', ['--nonsense', '--requests', '0', '-h']);
  expect(parsed.ok && parsed.value.has('help')).toBe(true);
});

test('a scenario file is the base that options override', () => {
  const file = fileOf({
    schemaVersion: 1,
    mode: 'sync',
    requests: 3,
    pool: { threads: 9 },
    arrival: { kind: 'constant', ratePerS: 7 },
  });
  expect(parse('', file)).toEqual({
    ...DEFAULT_SCENARIO,
    mode: 'sync',
    requests: 3,
    pool: { threads: 9, maxQueue: 4096 },
    arrival: { kind: 'constant', ratePerS: 7 },
  });
  expect(parse('--requests 5 --pool 2 --rate 8', file)).toMatchObject({
    requests: 5,
    pool: { threads: 2, maxQueue: 4096 },
    arrival: { kind: 'constant', ratePerS: 8 },
  });
  expect(parse('--arrival poisson', file)).toMatchObject({
    arrival: { kind: 'poisson', ratePerS: 7 },
  });
  expect(parse('--arrival burst', file)).toMatchObject({ arrival: { kind: 'burst' } });
  expect(parse('', fileOf(DEFAULT_SCENARIO))).toEqual(DEFAULT_SCENARIO);
});

test.each<[unknown, string]>([
  ['{', '--scenario "s.json" is not JSON: '],
  ['[]', '--scenario "s.json" holds no JSON object.'],
  ['null', '--scenario "s.json" holds no JSON object.'],
  [{}, '--scenario "s.json" needs "schemaVersion": 1; it has none.'],
  [{ schemaVersion: 2 }, '--scenario "s.json" needs "schemaVersion": 1; it has 2.'],
  [
    { schemaVersion: 1, requests: 0 },
    '--scenario "s.json": requests is 0; it takes a whole number from 1 to 10000.',
  ],
  [
    { schemaVersion: 1, requests: '5' },
    '--scenario "s.json": requests is "5"; it takes a whole number',
  ],
  [
    { schemaVersion: 1, pool: { threads: 99 } },
    '--scenario "s.json": pool.threads is 99; it takes',
  ],
  [{ schemaVersion: 1, pool: 4 }, '--scenario "s.json": pool is 4; '],
  [
    { schemaVersion: 1, fetch: { law: 'fixed' } },
    '--scenario "s.json": fetch.ms is missing; it takes LAW',
  ],
  [
    { schemaVersion: 1, arrival: { kind: 'sometimes' } },
    '--scenario "s.json": arrival.kind is "sometimes"; it takes one of burst',
  ],
  [
    { schemaVersion: 1, arrival: { kind: 'burst', users: 5 } },
    '--scenario "s.json" has an unknown field: "arrival.users".',
  ],
  [{ schemaVersion: 1, colour: 'red' }, '--scenario "s.json" has an unknown field: "colour".'],
  [{ schemaVersion: 1, requests: 2001 }, '--scenario "s.json" (see --requests): a burst puts'],
])('the file %j is refused in one line', (content, problem) => {
  const answer = parse('', fileOf(content));
  expect(answer).toBeTypeOf('string');
  expect((answer as string).startsWith(problem)).toBe(true);
  expect(answer).not.toContain('\n');
});

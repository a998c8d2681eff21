// The command line as people start it: a process of its own, its two outputs, its signals, its exit code.
// No browser. The first test may have to build, so it has more time.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { runDocumentSchema, type RunDocument } from '../core/contract/run-document.ts';
import { MODES } from '../core/contract/scenario.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../scripts/loopscope.mjs');
const TINY = ['--requests', '4', '--fetch', '5', '--inference', '10'];

let dir = '';
test.beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'loopscope-e2e-'));
});
test.afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Ours, but for what the test runner says of colours. */
function environment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...env } = process.env;
  return { ...env, LOOPSCOPE_DATA: path.join(dir, 'data'), LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
}

/** A running command line; what it has written so far can be waited for. */
class Cli {
  out = '';
  err = '';
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private readonly watchers = new Set<() => void>();

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.child = spawn(process.execPath, [SCRIPT, ...args], {
      cwd: dir,
      env: { ...environment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (data: Buffer) => this.take('out', data));
    this.child.stderr?.on('data', (data: Buffer) => this.take('err', data));
    this.ended = new Promise((resolve, reject) => {
      this.child.on('error', reject);
      this.child.on('close', (code) => {
        resolve({ code, out: this.out, err: this.err });
        for (const watch of this.watchers) watch();
      });
    });
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Until one of the outputs matches. */
  seen(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const watch = (): void => {
        const match = pattern.exec(this.out) ?? pattern.exec(this.err);
        const over = this.child.exitCode !== null;
        if (match === null && !over) return;
        this.watchers.delete(watch);
        if (match === null)
          reject(new Error(`ended before ${String(pattern)}: ${this.out}${this.err}`));
        else resolve(match);
      };
      this.watchers.add(watch);
      watch();
    });
  }

  private take(which: 'out' | 'err', data: Buffer): void {
    this[which] += data.toString('utf8');
    for (const watch of [...this.watchers]) watch();
  }
}

function cli(...args: string[]): Promise<Ended> {
  return new Cli(args).ended;
}

function documentOf(text: string): RunDocument {
  expect(text.startsWith('{')).toBe(true);
  expect(text.endsWith('}\n')).toBe(true);
  return runDocumentSchema.parse(JSON.parse(text));
}

test('help and version', async () => {
  test.setTimeout(240_000); // the build, when there is none
  const help = await cli('--help');
  expect([help.code, help.out]).toEqual([0, expect.stringContaining('--inference-kind')]);
  expect(await cli('--version')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});

for (const mode of MODES) {
  test(`run in mode ${mode}: one JSON document, and nothing else on standard output`, async () => {
    const { code, out } = await cli('run', '--mode', mode, ...TINY, '--json', '-');
    const run = documentOf(out);
    expect(code).toBe(0);
    expect(run.summary).toMatchObject({ phase: 'done', byStatus: { '200': 4 }, failed: 0 });
    expect(run.scenario).toMatchObject({ mode, requests: 4 });
    for (const request of run.requests) {
      const kinds = request.spans.map(({ kind }) => kind);
      expect(kinds).toContain('fetch');
      expect(kinds).toContain('inference');
    }
  });
}

test('run without --json prints a report and a Gantt chart', async () => {
  const { code, out } = await cli('run', '--mode', 'async-io', ...TINY, '--log', 'background');
  expect(code).toBe(0);
  for (const words of [
    'async-io · done · reliable',
    'makespan',
    'log rows',
    'event loop',
    'request 4',
    '█ inference',
  ]) {
    expect(out).toContain(words);
  }
  const ascii = await cli('run', ...TINY, '--ascii', '--quiet');
  expect(ascii.out).toMatch(/^[\n\x20-\x7e]*$/);
  expect(ascii.err).toBe('');
});

test('run --json FILE writes the file whole, and a scenario file is the base', async () => {
  const scenario = {
    schemaVersion: 1,
    mode: 'sync',
    requests: 2,
    fetch: { law: 'fixed', ms: 1 },
    inference: { law: 'fixed', ms: 1 },
  };
  await writeFile(path.join(dir, 'scenario.json'), JSON.stringify(scenario));
  const { code, out, err } = await cli(
    'run',
    '--scenario',
    'scenario.json',
    '--requests',
    '3',
    '--json',
    'run.json',
  );
  expect([code, out]).toEqual([0, expect.stringContaining('makespan')]);
  expect(err).toContain('run.json');
  const run = documentOf(await readFile(path.join(dir, 'run.json'), 'utf8'));
  expect(run.scenario).toMatchObject({ mode: 'sync', requests: 3 });
  expect((await readdir(dir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a long document arrives whole through a pipe', async () => {
  const { code, out } = await cli(
    ...[
      'run',
      '--requests',
      '1500',
      '--arrival',
      'closed',
      '--users',
      '50',
      '--fetch',
      '0',
      '--inference',
      '0',
    ],
    ...['--json', '-', '--quiet'],
  );
  expect(code).toBe(0);
  expect(out.length).toBeGreaterThan(500_000);
  expect(documentOf(out).requests).toHaveLength(1500);
});

for (const [args, problem] of [
  [['run', '--requests', '0'], /^--requests got "0"; it takes a whole number from 1 to 10000\.\n$/],
  [['run', '--requests', '-5'], /^--requests got "-5"; /],
  [['run', '--fetch', 'NaN'], /^--fetch got "NaN"; it takes LAW/],
  [['run', '--mdoe', 'sync'], /Did you mean --mode\?\n$/],
  [['run', '--rate', '5'], /^--rate "5" does not go with the arrival burst/],
  [['run', '--scenario', 'none.json'], /cannot be read: it does not exist\.\n$/],
  [['serv'], /Did you mean serve\?\n$/],
] as const) {
  test(`${args.join(' ')}: one line, exit code 2`, async () => {
    const { code, out, err } = await cli(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(problem);
    expect(err.trimEnd()).not.toContain('\n');
  });
}

test('what cannot be written or started ends with 1 and one line', async () => {
  const unwritable = await cli('run', ...TINY, '--json', 'no/such/folder.json');
  expect(unwritable).toEqual({
    code: 1,
    out: '',
    err: '--json no/such/folder.json cannot be written: its folder does not exist.\n',
  });
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { code, err } = await cli('serve', '--port', String(port));
  await new Promise((resolve) => taken.close(resolve));
  expect([code, err]).toEqual([1, expect.stringContaining(`Port ${port} is in use`)]);
});

test('Ctrl+C in mid-run prints the partial run and ends with 130, within a second', async () => {
  const run = new Cli([
    'run',
    '--mode',
    'sync',
    '--requests',
    '50',
    '--fetch',
    '10',
    '--inference',
    '300',
    '--json',
    '-',
  ]);
  await run.seen(/[1-9]\d* of 50 done/);
  const startMs = performance.now();
  run.signal('SIGINT');
  run.signal('SIGINT'); // as a terminal and npm together do
  const { code, out, err } = await run.ended;
  expect(performance.now() - startMs).toBeLessThan(3_000); // a second for the stop, the rest for the process's end
  expect(code).toBe(130);
  const { summary } = documentOf(out);
  expect([summary.phase, summary.reason]).toEqual(['stopped', 'interrupted']);
  expect(summary.byStatus['200']).toBeGreaterThan(0);
  expect(err).toContain('The run was stopped (interrupted)');
});

test('SIGTERM in the middle of a ten second block prints a report and ends with 143', async () => {
  const run = new Cli([
    'run',
    '--mode',
    'async-io',
    '--requests',
    '2',
    '--fetch',
    '1',
    '--inference',
    '10000',
  ]);
  await run.seen(/0 of 2 done/);
  run.signal('SIGTERM');
  const { code, out } = await run.ended;
  expect(code).toBe(143);
  expect(out).toContain('async-io · stopped (interrupted)');
  expect(out).toContain('request 1');
});

test('Ctrl+C at any time during start-up ends in order: no document, or that of a stopped run', async () => {
  for (const delayMs of [100, 250, 400, 550, 700]) {
    const run = new Cli(['run', '--fetch', '2000', '--json', '-', '--quiet']);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    run.signal('SIGINT');
    const { code, out, err } = await run.ended;
    // null: the signal came before there was anybody to take it.
    expect([null, 130], err).toContain(code);
    if (out !== '') expect(documentOf(out).summary.phase).toBe('stopped');
  }
});

test('serve: requests from outside are counted, Ctrl+C prints what it saw and ends with 0', async () => {
  const serve = new Cli([
    'serve',
    '--port',
    '0',
    '--fetch',
    '5',
    '--inference',
    '5',
    '--json',
    'seen.json',
  ]);
  const [, origin = ''] = await serve.seen(/Prediction server: (http:\/\/127\.0\.0\.1:\d+)/);
  for (let item = 1; item <= 3; item++) {
    const response = await fetch(`${origin}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ item_id: item, feature_value: 2.5 }),
    });
    expect(await response.json()).toEqual({
      item_id: item,
      metadata: `item-${item}`,
      prediction: 5,
    });
  }
  serve.signal('SIGINT');
  const { code, out } = await serve.ended;
  expect(code).toBe(0);
  for (const words of ['only this machine', 'from outside', 'outside-3'])
    expect(out).toContain(words);
  const run = documentOf(await readFile(path.join(dir, 'seen.json'), 'utf8'));
  expect(run.requests.map(({ id }) => id)).toEqual(['outside-1', 'outside-2', 'outside-3']);
  expect(
    run.requests.every(({ intendedMs, receivedMs }) => intendedMs === null && receivedMs === null),
  ).toBe(true);
  expect(run.summary).toMatchObject({ outside: 3, byStatus: { '200': 3 } });
});

test('a reader that leaves is no error', async () => {
  const run = new Cli(['run', ...TINY, '--quiet']);
  await run.seen(/async-pool/);
  const piped = spawn(
    'sh',
    [
      '-c',
      `"$0" "$1" run ${TINY.join(' ')} --quiet --json - | head -c 10`,
      process.execPath,
      SCRIPT,
    ],
    {
      env: environment(),
    },
  );
  let err = '';
  piped.stderr.on('data', (data: Buffer) => (err += data.toString('utf8')));
  await new Promise((resolve) => piped.on('close', resolve));
  expect(err).toBe('');
  expect((await run.ended).code).toBe(0);
});

test('demo fires all modes and compares them', async () => {
  const { code, out } = await cli('demo', '--quiet');
  expect(code).toBe(0);
  for (const mode of MODES) expect(out).toMatch(new RegExp(`^${mode} +[0-9.]+ m?s `, 'm'));
});

// Whole commands on in-memory doubles: what is written where, what the host is asked, the exit code.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runDocumentSchema, type RunDocument } from '../../core/contract/run-document.ts';
import { DEFAULT_SCENARIO, MODES, type Scenario } from '../../core/contract/scenario.ts';
import { requestOf, runOf, spansOf } from '../../core/export/run-document.test-support.ts';
import { main } from './main.ts';
import { MemoryIo } from './memory-io.test-support.ts';

function runWith(scenario: Scenario, summary: Partial<RunDocument['summary']> = {}): RunDocument {
  return runOf([requestOf(1, spansOf('fi', 10, 'request-1'))], [], summary, scenario);
}

function ioWith(summary: Partial<RunDocument['summary']> = {}): MemoryIo {
  const io = new MemoryIo();
  io.host.onRun = (scenario) => Promise.resolve(runWith(scenario, summary));
  return io;
}

async function cli(
  line: string,
  io = ioWith(),
): Promise<{ code: number; out: string; err: string; io: MemoryIo }> {
  const code = await main(line === '' ? [] : line.split(' '), io);
  return { code, out: io.out.text, err: io.err.text, io };
}

test('help and version', async () => {
  for (const line of ['', '--help', '-h', 'help']) {
    expect(await cli(line)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('Usage:'),
    });
  }
  expect((await cli('help run')).out).toBe((await cli('run --help')).out);
  expect((await cli('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('bad words start no host, say one line, and end with 2', async () => {
  for (const line of [
    'rum',
    '--mode sync',
    'run --requests 0',
    'run --port 65536',
    'serve --port -1',
    'run --scenario /none',
  ]) {
    const { code, out, err, io } = await cli(line);
    expect([code, out, io.started]).toEqual([2, '', []]);
    expect(err).toMatch(/^[^\n]+\n$/);
  }
});

test('run prints a report', async () => {
  const { code, out, err, io } = await cli('run --mode sync --data-dir d --port 81');
  expect(code).toBe(0);
  expect(out).toContain('sync · done · reliable');
  expect(out).toContain('request 1');
  expect(err).toBe('');
  expect(io.started).toMatchObject([{ dataDir: '/somewhere/d', predictionPort: 81 }]);
  expect(io.host.fired).toEqual([{ ...DEFAULT_SCENARIO, mode: 'sync' }]);
  expect([io.host.closed, io.listening]).toEqual([true, 0]);
});

test('run --json - writes one document and nothing else to standard output', async () => {
  const { code, out } = await cli('run --json -');
  expect(code).toBe(0);
  expect(out.endsWith('}\n')).toBe(true);
  expect(runDocumentSchema.parse(JSON.parse(out)).summary.phase).toBe('done');
});

test('run --json FILE writes the file and the report', async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'loopscope-cli-'));
  const file = path.join(dir, 'run.json');
  const { code, out, err } = await cli(`run --json ${file}`);
  expect([code, err]).toEqual([0, `The run is in ${file}\n`]);
  expect(out).toContain('makespan');
  expect(runDocumentSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).success).toBe(true);
  await rm(dir, { recursive: true });
});

test('a file that cannot be written is said before anything starts', async () => {
  const { code, err, io } = await cli('run --json /no/such/folder/x.json');
  expect([code, io.started]).toEqual([1, []]);
  expect(err).toBe('--json /no/such/folder/x.json cannot be written: its folder does not exist.\n');
});

test('a failed run ends with 1, an unreliable one with 3, both with their reason', async () => {
  const failed = await cli('run', ioWith({ phase: 'failed', reason: 'the server died' }));
  expect([failed.code, failed.err]).toEqual([1, 'The run failed: the server died\n']);
  const doubtful = await cli(
    'run --json -',
    ioWith({ verdict: 'unreliable', verdictReasons: ['sent late'] }),
  );
  expect([doubtful.code, doubtful.err]).toEqual([3, 'The run is unreliable: sent late\n']);
});

test('what cannot start says why in one line; LOOPSCOPE_DEBUG adds the stack', async () => {
  const io = new MemoryIo();
  const inUse = Object.assign(new Error('listen EADDRINUSE 127.0.0.1:8100'), {
    code: 'EADDRINUSE',
  });
  io.startHost = () => Promise.reject(inUse);
  expect(await cli('serve', io)).toMatchObject({
    code: 1,
    err: 'Port 8100 is in use by another program; choose another with --port N (0 = any free one).\n',
  });
  const other = new MemoryIo();
  other.startHost = () => Promise.reject(new Error('no threads\nat all'));
  expect(await cli('run', other)).toMatchObject({
    code: 1,
    err: 'Loopscope could not start: no threads\n',
  });
  const debug = new MemoryIo();
  debug.env = { LOOPSCOPE_DEBUG: '1' };
  debug.startHost = other.startHost;
  expect((await cli('run', debug)).err).toMatch(/at .*main\.test\.ts/);
});

test('the host is closed when a run throws', async () => {
  const io = new MemoryIo();
  io.host.onRun = () => Promise.reject(new Error('a run is active'));
  expect(await cli('run', io)).toMatchObject({ code: 1, err: 'a run is active\n' });
  expect([io.host.closed, io.listening]).toEqual([true, 0]);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s in mid-run stops it, prints what there is, and ends with %d',
  async (signal, code) => {
    const io = new MemoryIo();
    io.host.onRun = (scenario) =>
      new Promise((resolve) => {
        io.host.onStop = () =>
          resolve(runWith(scenario, { phase: 'stopped', reason: 'interrupted' }));
        setImmediate(() => io.signal(signal));
      });
    const answer = await cli('run --json -', io);
    expect(answer.code).toBe(code);
    expect(io.host.stopReason).toBe('interrupted');
    expect(runDocumentSchema.parse(JSON.parse(answer.out)).summary.phase).toBe('stopped');
    expect(answer.err).toContain('Stopping');
    expect([io.host.closed, io.exited]).toEqual([true, null]);
  },
);

test('a signal during start-up fires nothing and closes what has started', async () => {
  const io = new MemoryIo();
  io.startHost = () => {
    io.signal('SIGINT');
    return Promise.resolve(io.host);
  };
  const { code, out, err } = await cli('run --json -', io);
  expect([code, out, io.host.fired, io.host.closed]).toEqual([130, '', [], true]);
  expect(err).toBe('Interrupted before the run began; nothing was fired.\n');
});

test('a second signal while stopping hangs exits at once', async () => {
  const io = new MemoryIo();
  io.host.onRun = (scenario) =>
    new Promise((resolve) => {
      setImmediate(() => {
        io.signal('SIGINT', 100);
        io.signal('SIGINT', 700);
        resolve(runWith(scenario));
      });
    });
  await cli('run', io);
  expect(io.exited).toBe(130);
});

test('progress and warnings go to standard error', async () => {
  const io = new MemoryIo();
  const log = runOf([]).summary.log;
  io.host.onRun = async (scenario, onProgress) => {
    io.timeMs = 1500;
    onProgress({
      phase: 'firing',
      sent: 1,
      finished: 0,
      failed: 0,
      requests: 12,
      elapsedMs: 1500,
      log,
    });
    io.started[0]?.warn('a thread died');
    return runWith(scenario);
  };
  const { out, err } = await cli('run --json -', io);
  expect(() => JSON.parse(out) as unknown).not.toThrow();
  expect(err).toBe('async-pool: 0 of 12 done · 1 sent · 1.50 s\nWarning: a thread died\n');
});

test('serve ends with 3 when records were lost', async () => {
  const io = new MemoryIo();
  const lost = { verdict: 'unreliable' as const, verdictReasons: ['9 records were lost'] };
  io.host.outside = runOf([], [], lost);
  const serving = cli('serve', io);
  await new Promise((resolve) => setImmediate(resolve));
  io.signal('SIGINT');
  expect((await serving).code).toBe(3);
});

test('serve introduces itself, lives until Ctrl+C, then prints what it saw and ends with 0', async () => {
  const io = new MemoryIo();
  const outside = requestOf('outside-1', spansOf('fi', 10, 'request'));
  io.host.outside = runOf([outside], [], { outside: 1 });
  io.timeMs = 0;
  const serving = cli('serve --mode sync-pool', io);
  await new Promise((resolve) => setImmediate(resolve));
  io.timeMs = 2000;
  for (const tick of io.ticking) tick();
  expect(io.err.text).toBe('1 request seen · 0 in flight\n');
  io.signal('SIGINT');
  const { code, out } = await serving;
  expect(code).toBe(0);
  expect(io.host.selected?.mode).toBe('sync-pool');
  expect(io.started).toMatchObject([{ predictionPort: 8100 }]);
  for (const words of [
    'http://127.0.0.1:8100',
    'curl -s -X POST',
    'only this machine',
    'outside-1',
    'from outside',
  ]) {
    expect(out).toContain(words);
  }
  expect([io.host.closed, io.ticking.size, io.listening]).toEqual([true, 0, 0]);
});

test('serve --json - keeps its words off standard output', async () => {
  const io = new MemoryIo();
  const serving = cli('serve --json -', io);
  await new Promise((resolve) => setImmediate(resolve));
  io.signal('SIGINT');
  const { out, err } = await serving;
  expect(runDocumentSchema.safeParse(JSON.parse(out)).success).toBe(true);
  expect(err).toContain('Prediction server: http://127.0.0.1:8100');
});

test('demo fires every mode and compares them', async () => {
  const { code, out, io } = await cli('demo');
  expect(code).toBe(0);
  expect(io.host.fired.map(({ mode }) => mode)).toEqual(MODES);
  expect(out).toContain('plain def endpoint in FastAPI does run in the thread pool');
  expect(out).toContain('run --help');
});

test('demo interrupted compares what there is', async () => {
  const io = new MemoryIo();
  io.host.onRun = (scenario) => {
    if (scenario.mode === 'sync') return Promise.resolve(runWith(scenario));
    io.signal('SIGINT');
    return Promise.resolve(runWith(scenario, { phase: 'stopped', reason: 'interrupted' }));
  };
  const { code, out } = await cli('demo', io);
  expect([code, io.host.fired.length]).toEqual([130, 2]);
  expect(out).toContain('sync-pool (stopped)');
});

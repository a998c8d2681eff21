import { expect, test } from 'vitest';
import { MODES } from '../contract/scenario.ts';
import { laneOf, requestOf, runOf, spansOf } from './run-document.test-support.ts';
import type { TextStyle } from './text-gantt.ts';
import { textComparison, textReport } from './text-report.ts';
import { whatHappened } from './what-happened.ts';

const STYLE: TextStyle = { widthColumns: 100, ascii: false, colour: false };

function blockedRun() {
  return runOf(
    [
      requestOf(1, spansOf('ffffffffffiiiiiiiiii', 10, 'request-1')),
      requestOf(2, spansOf('ffffffffffwwwwwwwwwwiiiiiiiiii', 10, 'request-2')),
    ],
    [
      laneOf(
        'event-loop',
        'event-loop',
        spansOf('          iiiiiiiiiiiiiiiiiiii', 10, 'event-loop'),
      ),
    ],
    {
      waits: { ioMs: 200, loopMs: 100, poolMs: 0, unaccountedMs: 0.02 },
      loop: {
        blockedMs: 200,
        blockedShare: 2 / 3,
        blockedShareAfterFirstFetch: 1,
        longestBlockMs: 100,
        runtimeResolutionMs: 5,
      },
    },
    { mode: 'async-io' },
  );
}

test('headline, words, aligned numbers with units', () => {
  const report = textReport(blockedRun(), STYLE);
  expect(report.split('\n\n').slice(0, 5).join('\n\n')).toBe(
    `async-io · done · reliable
async-io: fetch is awaited, inference runs on the event loop.
2 requests in one burst · fetch 100 ms · inference 200 ms (sleep) · 4 pool threads · no log · seed 1

The event loop was held for 200 ms of 300 ms by inference; requests waited 100 ms for it in total.

requests             2  2 × 200
failed               0  0 %
makespan        300 ms  first intended send to last byte
throughput     6.70 /s
loop blocked    66.7 %  200 ms of 300 ms
longest block   100 ms
worst probe     1.2 ms  3 health probes
burst spread    0.4 ms  first to last send
records lost         0

            p50     p90     p95     p99     max    mean
latency  200 ms  290 ms  295 ms  299 ms  300 ms  210 ms

                   I/O    loop  pool  unaccounted
waits in total  200 ms  100 ms  0 ms      <0.1 ms
share of time   40.0 %  20.0 %   0 %       <0.1 %`,
  );
});

test('what went wrong and what was lost is said', () => {
  const run = runOf(
    [requestOf('outside-1', spansOf('f>', 10, 'request'), 'client-gone')],
    [],
    {
      phase: 'stopped',
      reason: 'interrupted',
      verdict: 'unreliable',
      verdictReasons: ['12 records were lost'],
      outside: 1,
      notSent: 11,
      byStatus: { 'client-gone': 1 },
      failed: 1,
      latencyMs: null,
      droppedRecords: 12,
      notKept: { spans: 5, requests: 1 },
      poolThreadExits: 2,
      sendErrorMs: { p50: 0.1, p99: 6.4, max: 9 },
      probe: { sent: 1, skipped: 3, worstMs: null },
      log: {
        accepted: 5,
        refused: 1,
        handedOver: 4,
        committed: 3,
        failed: 1,
        lost: 1,
        lastError: 'disk full',
      },
    },
    { arrival: { kind: 'poisson', ratePerS: 20 }, logging: 'background' },
  );
  const report = textReport(run, { ...STYLE, widthColumns: 200 });
  for (const words of [
    'async-pool · stopped (interrupted) · unreliable',
    'unreliable: 12 records were lost',
    'No request was answered.',
    '1 of 1 request failed: 1 × client-gone.',
    'from outside',
    'not sent            11  the run was ended before',
    'records lost        12  a buffer was full',
    '5  spans, and 1 request: more than one trace holds',
    'threads died         2  pool threads',
    'send error      6.4 ms  p99; p50 0.1 ms, max 9.0 ms',
    '–  1 health probe, 3 skipped',
    '3  committed of 5 accepted, 1 refused, 1 failed, 1 lost, last error: disk full',
    'Poisson at 20.0 /s',
    'sending and receiving outside are unknown',
  ]) {
    expect(report).toContain(words);
  }
});

test('an empty run, in ASCII', () => {
  const report = textReport(runOf([]), { ...STYLE, ascii: true });
  expect(report).toMatch(/^[\n\x20-\x7e]*$/);
  expect(report).toContain('No request was seen.');
  expect(report.endsWith('\n')).toBe(true);
});

test('what happened names who held the loop', () => {
  const run = blockedRun();
  const spans = run.lanes[0]?.spans ?? [];
  expect(whatHappened(run)).toContain('by inference;');
  spans.push(...spansOf('fffff', 10, 'event-loop'));
  expect(whatHappened(run)).toContain('by inference and fetch;');
  spans.push({
    kind: 'loop-busy',
    lane: 'event-loop',
    startMs: 0,
    endMs: 2000,
    attributes: { cause: 'runtime' },
  });
  expect(whatHappened(run)).toContain('mostly by the runtime;');
  run.summary.loop.blockedShare = 0.09;
  expect(whatHappened(run)).toMatch(/^The event loop was mostly free: held 9\.0 %/);
  run.summary.loop.blockedShare = 0.01;
  expect(whatHappened(run)).toMatch(/^The event loop stayed free: held 1\.0 % of the time, 100 ms/);
});

test('what happened names a wait for the pool', () => {
  const run = blockedRun();
  run.summary.waits.poolMs = 60;
  expect(whatHappened(run)).toContain('Requests waited 60 ms in total for one of 4 pool threads.');
});

test('the modes side by side, each with its lesson', () => {
  const runs = MODES.map((mode) =>
    runOf([], [], mode === 'sync' ? { phase: 'stopped' } : {}, { mode }),
  );
  const text = textComparison(runs, STYLE);
  const [header, ...rows] = text.split('\n');
  expect(header).toBe(
    'mode            makespan  p50  p99  loop blocked  longest block  worst probe',
  );
  expect(rows[0]).toBe(
    'sync (stopped)    300 ms    –    –           0 %           0 ms       1.2 ms',
  );
  expect(text).toContain('plain def endpoint in FastAPI does run in the thread pool');
  for (const mode of MODES) expect(text).toMatch(new RegExp(`^${mode}: `, 'm'));
});

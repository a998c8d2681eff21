// Which sentences a run deserves, from its numbers.
import { describe, expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../../../core/contract/scenario.ts';
import { burst, shownRun } from '../../../core/analysis/shown-trace.test-support.ts';
import { traceFacts } from '../../../core/analysis/trace-facts.ts';
import { SpanKind } from '../../../core/trace/span-kind.ts';
import { runEntry } from '../panels.test-support.tsx';
import type { RunSummary } from '../../../core/contract/run-document.ts';
import { runSentences, toneOf } from './run-sentences.ts';

type Summary = Partial<RunSummary>;

function sentences(summary: Summary, facts = null as null | ReturnType<typeof traceFacts>) {
  return runSentences(runEntry(1, { summary }).summary, DEFAULT_SCENARIO, facts);
}
const kinds = (summary: Summary) => sentences(summary).map(({ kind }) => kind);
const loop = (blockedShare: number) => ({
  blockedMs: 1980,
  blockedShare,
  blockedShareAfterFirstFetch: null,
  longestBlockMs: 200,
  runtimeResolutionMs: 5,
});

describe('the loop', () => {
  test.each([
    [0.001, 'loopFree'],
    [0.05, 'loopMostlyFree'],
    [0.99, 'loopHeld'],
  ])('held for a share of %s', (share, kind) => {
    expect(kinds({ loop: loop(share) })).toContain(kind);
  });

  test('is said to be held by what the trace shows', () => {
    const facts = traceFacts(shownRun('async-io', 1, burst(4)), NaN);
    const held = sentences({ loop: loop(0.9) }, facts).find(({ kind }) => kind === 'loopHeld');
    expect(held).toMatchObject({ holder: { kind: 'only', stage: SpanKind.Inference } });
  });

  test('a starved health check is worth a sentence only when the loop was held', () => {
    const probe = { sent: 20, skipped: 0, worstMs: 1900 };
    expect(kinds({ loop: loop(0.9), probe })).toContain('probeDead');
    expect(kinds({ loop: loop(0.01), probe })).not.toContain('probeDead');
  });

  test('a server is taken for dead from the usual time-out on, not before', () => {
    const probe = (worstMs: number) => ({ sent: 20, skipped: 0, worstMs });
    expect(kinds({ loop: loop(0.9), probe: probe(163) })).toContain('probe');
    expect(kinds({ loop: loop(0.9), probe: probe(999) })).toContain('probe');
    expect(kinds({ loop: loop(0.9), probe: probe(1000) })).toContain('probeDead');
    expect(kinds({ loop: loop(0.9), probe: probe(1000) })).not.toContain('probe');
  });
});

describe('doubts', () => {
  test('come from the numbers, not from the English sentences, so that they can be translated', () => {
    const late = {
      verdict: 'unreliable',
      verdictReasons: ['the generator sent late: send error 9.0 ms at p99 (allowed: 5 ms)'],
      sendErrorMs: { p50: 1, p99: 9, max: 12 },
    } as const;
    expect(sentences({ ...late, verdictReasons: [...late.verdictReasons] })[0]).toEqual({
      kind: 'sentLate',
      lateMs: 9,
      allowedMs: 5,
    });
  });

  test('a server that did not keep up is told from a generator that was late', () => {
    const verdictReasons = ['the server did not keep up: 2000 requests …: send error 90.0 ms …'];
    const sendErrorMs = { p50: 1, p99: 90, max: 120 };
    expect(kinds({ verdict: 'unreliable', verdictReasons, sendErrorMs })).toContain('serverSlow');
  });

  test('a reason that nobody knows is said as it came', () => {
    const reason = 'the moon was full';
    const all = sentences({ verdict: 'unreliable', verdictReasons: [reason] });
    expect(all).toContainEqual({ kind: 'unreliable', reason });
  });

  test('lost records are doubts too, once', () => {
    const verdictReasons = ['3 records were lost because a ring was full'];
    const all = kinds({ verdict: 'unreliable', verdictReasons, droppedRecords: 3 });
    expect(all.filter((kind) => kind === 'lost' || kind === 'unreliable')).toEqual(['lost']);
  });
});

describe('what went wrong', () => {
  test('failures are counted by status, good ones left out', () => {
    const byStatus = { '200': 8, '503': 3, timeout: 1, '404': 0 };
    expect(sentences({ failed: 4, byStatus })).toContainEqual({
      kind: 'failures',
      failed: 4,
      requests: 12,
      statuses: [
        ['503', 3],
        ['timeout', 1],
      ],
    });
  });

  test('a stopped run says so first, and what was never sent', () => {
    expect(kinds({ phase: 'stopped', notSent: 5 }).slice(0, 2)).toEqual(['stopped', 'notSent']);
  });

  test('a failed run gives the reason, with the gravest tone', () => {
    const [first] = sentences({ phase: 'failed', reason: 'the server died' });
    expect(first).toEqual({ kind: 'failedRun', reason: 'the server died' });
    expect(first !== undefined && toneOf(first)).toBe('danger');
  });

  test('a run of nothing says only that', () => {
    expect(kinds({ requests: 0 })).toEqual(['noRequest']);
  });
});

test('requests that were stopped with their run did not fail', () => {
  const stopped = {
    phase: 'stopped',
    requests: 12,
    failed: 12,
    byStatus: { stopped: 12 },
  } as const;
  expect(sentences(stopped)).toContainEqual({ kind: 'notFinished', count: 12 });
  expect(kinds(stopped)).not.toContain('failures');
  const both = { ...stopped, byStatus: { stopped: 10, '500': 2 } };
  expect(sentences(both)).toContainEqual({
    kind: 'failures',
    failed: 2,
    requests: 12,
    statuses: [['500', 2]],
  });
});

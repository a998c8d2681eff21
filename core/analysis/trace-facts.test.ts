// The facts of a trace agree with what the run's document says.
import { describe, expect, test } from 'vitest';
import { SpanKind } from '../trace/span-kind.ts';
import { burst, shownRun } from './shown-trace.test-support.ts';
import { mainHolder, traceFacts } from './trace-facts.ts';

describe('traceFacts', () => {
  test('in async-io inference alone holds the loop', () => {
    const facts = traceFacts(shownRun('async-io', 1, burst(5)), NaN);
    expect(facts).toMatchObject({ requests: 5, pending: 0, failed: 0, blockNow: -1 });
    expect(mainHolder(facts)).toEqual({ kind: 'only', stage: SpanKind.Inference });
    expect(facts.heldMs).toBeCloseTo(100, 6);
    expect(facts.loopWaitMs).toBeGreaterThan(20 + 40 + 60 + 80);
  });

  test('in sync fetch and inference hold it in turn, and both are named', () => {
    const facts = traceFacts(shownRun('sync', 1, burst(3)), NaN);
    expect(mainHolder(facts)).toEqual({
      kind: 'two',
      stage: SpanKind.Inference,
      second: SpanKind.Fetch,
    });
  });

  test('in async-pool nobody holds it', () => {
    const facts = traceFacts(shownRun('async-pool', 2, burst(3)), NaN);
    expect(mainHolder(facts)).toEqual({ kind: 'none' });
    expect(facts.longestBlock).toBe(-1);
  });

  test('counts failures by what the client saw', () => {
    const plan = [...burst(2), ...burst(1, { fetchFails: true }), ...burst(1, { timeoutNs: 1e6 })];
    expect(traceFacts(shownRun('async-pool', 2, plan), NaN).failed).toBe(2);
  });

  test('while it grows, says where everybody is and what holds the loop', () => {
    const whole = shownRun('async-io', 1, burst(3));
    const firstInference = whole.spans.kind.indexOf(SpanKind.LoopBusy);
    const middleMs = whole.spans.startMs[firstInference]! + 1;
    // Records are read in order of time: find how many there are up to the first inference.
    let records = 1;
    while (traceFacts(shownRun('async-io', 1, burst(3), records), middleMs).blockNow < 0) records++;
    const facts = traceFacts(shownRun('async-io', 1, burst(3), records), middleMs);
    expect(facts.pending).toBe(3);
    expect(facts.now.get(SpanKind.Inference)).toBe(1);
    expect([...facts.now.values()].reduce((a, b) => a + b, 0)).toBe(3);
    expect(facts.heldMs).toBeGreaterThan(0);
  });
});

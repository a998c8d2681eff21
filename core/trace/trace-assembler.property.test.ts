// Whatever the order in which rings are drained, and wherever a drain cuts them: one run gives one trace, and the
// trace keeps its laws.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MODES } from '../contract/scenario.ts';
import { Assembled } from './assembled.test-support.ts';
import { brokenLaws } from './laws.ts';
import { FIRST_ID, plausibleRun, type PlannedRequest } from './plausible-run.test-support.ts';
import type { RecordView } from './ring.ts';

const THREADS = 3;
const ms = (min: number, max: number) =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map((us) => us * 1000);
const rarely = fc.integer({ min: 0, max: 7 }).map((n) => n === 0);

const request: fc.Arbitrary<PlannedRequest> = fc.record({
  outside: rarely,
  gapNs: ms(0, 4),
  fetchNs: ms(0, 12),
  inferenceNs: ms(0, 12),
  logged: fc.boolean(),
  timeoutNs: fc.oneof(fc.constant(1e12), ms(1, 30)),
  killsThread: rarely,
  fetchFails: rarely,
});

/** Which ring is drained next, how many of its records, and whether the tiles are cut then. */
const drains = fc.array(
  fc.record({ ring: fc.nat(2 + THREADS), count: fc.nat(12), settles: fc.boolean() }),
);

function measuredOf(plan: readonly PlannedRequest[]): number {
  return plan.filter(({ outside }) => !outside).length;
}

describe.each(MODES)('mode %s', (mode) => {
  test('any interleaving of the rings gives the same trace, and the trace keeps its laws', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 12 }), drains, (plan, steps) => {
        const rings = plausibleRun(mode, THREADS, plan);
        const inOrder = new Assembled(FIRST_ID, measuredOf(plan), THREADS);
        inOrder.take(rings.flat().sort((a, b) => a.timeNs - b.timeNs)).settle();
        const mixed = new Assembled(FIRST_ID, measuredOf(plan), THREADS);
        const left: RecordView[][] = rings.map((records) => [...records]);
        for (const { ring, count, settles } of steps) {
          mixed.take((left[ring] ?? []).splice(0, count));
          if (settles) mixed.settle();
        }
        for (const records of left.toReversed()) mixed.take(records).settle();
        const document = mixed.document();
        expect(brokenLaws(document)).toEqual([]);
        expect(document.requests.length).toBe(plan.length);
        expect(document).toEqual(inOrder.document());
        expect(mixed.assembler.strayRecords).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('while it grows, too, the tiles of every request lie end to end', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 8 }), fc.nat(40), (plan, step) => {
        const records = plausibleRun(mode, THREADS, plan)
          .flat()
          .sort((a, b) => a.timeNs - b.timeNs);
        const trace = new Assembled(FIRST_ID, measuredOf(plan), THREADS);
        while (records.length > 0) {
          trace.take(records.splice(0, step + 1)).settle();
          const { requests } = trace.document();
          const run = { ...trace.document(), lanes: [], requests };
          expect(brokenLaws(run).filter((law) => !law.startsWith('event-loop:'))).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });
});

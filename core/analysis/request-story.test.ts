// A request's course tiles its interval whatever the mode, and what waits are said to have waited for sums to the wait.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MODES } from '../contract/scenario.ts';
import { FIRST_ID, type PlannedRequest } from '../trace/plausible-run.test-support.ts';
import { SpanKind, waitClassOf } from '../trace/span-kind.ts';
import { requestCourse, TIME_CLASSES, type RequestCourse } from './request-story.ts';
import { burst, shownRun } from './shown-trace.test-support.ts';

const THREADS = 2;
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

function courseOf(...[trace, id, nowMs]: Parameters<typeof requestCourse>): RequestCourse {
  const course = requestCourse(trace, id, nowMs);
  if (course === null) throw new Error(`no request ${id}`);
  return course;
}

describe.each(MODES)('mode %s', (mode) => {
  test('the parts lie end to end and sum to the total, finished or growing', () => {
    fc.assert(
      fc.property(
        fc.array(request, { minLength: 1, maxLength: 8 }),
        fc.nat(200),
        (plan, records) => {
          const trace = shownRun(mode, THREADS, plan, records);
          const nowMs = 10_000;
          for (let at = 0; at < trace.requests.length; at++) {
            const course = courseOf(trace, trace.requests.id[at]!, nowMs);
            let offsetMs = 0;
            for (const part of course.parts) {
              expect(part.offsetMs).toBeCloseTo(offsetMs, 6);
              offsetMs += part.durationMs;
            }
            expect(offsetMs).toBeCloseTo(course.totalMs, 6);
            const sum = TIME_CLASSES.reduce((all, name) => all + course.totals[name], 0);
            expect(sum).toBeCloseTo(course.totalMs, 6);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  test('who held the loop, and the rest, sum to each wait for it', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 2, maxLength: 8 }), (plan) => {
        const trace = shownRun(mode, THREADS, plan);
        for (let at = 0; at < trace.requests.length; at++) {
          for (const part of courseOf(trace, trace.requests.id[at]!, NaN).parts) {
            expect(part.held !== null).toBe(['loop', 'pool'].includes(part.countsAs));
            if (part.held === null || waitClassOf(part.kind) !== 'loop') continue;
            const heldMs = part.held.holders.reduce((all, holder) => all + holder.ms, 0);
            expect(heldMs + part.held.otherMs).toBeCloseTo(part.durationMs, 6);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('who is waited for', () => {
  test('in async-io the last request waits for the inferences of all others', () => {
    const trace = shownRun('async-io', THREADS, burst(4));
    const course = courseOf(trace, FIRST_ID + 3, NaN);
    const wait = course.parts.find((part) => part.kind === SpanKind.LoopWait);
    const holders = wait?.held?.holders ?? [];
    expect(holders.map(({ request: id }) => id - FIRST_ID).sort()).toEqual([0, 1, 2]);
    for (const holder of holders) {
      expect(holder.stage).toBe(SpanKind.Inference);
      expect(holder.ms).toBeCloseTo(20, 0);
    }
    expect(wait?.held?.otherMs).toBeLessThan(1);
  });

  test('in async-pool with one thread it waits for the thread, and is told whose work was on it', () => {
    const trace = shownRun('async-pool', 1, burst(3));
    const course = courseOf(trace, FIRST_ID + 2, NaN);
    const wait = course.parts.find((part) => part.kind === SpanKind.PoolWait);
    expect(course.thread).toBe(1);
    expect(wait?.held?.holders.map(({ request: id }) => id - FIRST_ID).sort()).toEqual([0, 1]);
  });
});

describe('facts', () => {
  test('names mode, outcome, when it was sent, and the CPU it got', () => {
    const course = courseOf(shownRun('sync', 1, burst(1)), FIRST_ID, NaN);
    expect(course).toMatchObject({
      label: 1,
      mode: 'sync',
      endpoint: '/predict',
      outcome: 200,
      pending: false,
      outside: false,
      cpuMs: 10,
      thread: null,
    });
    expect(course.sentAfterMs).toBeCloseTo(0.005, 6);
  });

  test('background work comes after the answer and is not part of the total', () => {
    const course = courseOf(shownRun('async-pool', 1, burst(1, { logged: true })), FIRST_ID, NaN);
    expect(course.after.map(({ kind }) => kind)).toEqual([
      SpanKind.BackgroundWait,
      SpanKind.Background,
    ]);
    for (const part of course.after) expect(part.offsetMs).toBeGreaterThan(0);
  });

  test('of a request from outside nobody knows when it was sent', () => {
    const trace = shownRun('async-pool', 1, burst(1, { outside: true }));
    const course = courseOf(trace, trace.requests.id[0]!, NaN);
    expect(course).toMatchObject({ outside: true, label: 'outside-1', sentAfterMs: null });
  });

  test('the feature service is shown apart: it worked inside the fetch', () => {
    const course = courseOf(shownRun('async-pool', 1, burst(1)), FIRST_ID, NaN);
    expect(course.service?.durationMs).toBeCloseTo(10, 6);
    expect(course.after).toEqual([]);
  });

  test('a request the trace does not have has no course', () => {
    expect(requestCourse(shownRun('sync', 1, burst(1)), 7, NaN)).toBeNull();
  });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MAX_IN_FLIGHT } from '../../core/contract/limits.ts';
import type { Scenario } from '../../core/contract/scenario.ts';
import { Outcome } from '../../core/trace/request-table.ts';
import { Answers } from './answers.ts';
import { LoadRun } from './load-run.ts';
import { FIRST_REQUEST_ID, HandLines, HandPacer, planOf, Recording } from './load.test-support.ts';

const MS = 1e6;
const START_NS = 1_000 * MS;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function start(scenario: Partial<Scenario>) {
  const recording = new Recording();
  const clock = { nowNs: START_NS };
  const pacer = new HandPacer();
  const lines = new HandLines();
  const plan = planOf(scenario);
  const answers = new Answers(plan.runId, plan.firstRequestId, plan.scenario.requests);
  const run = new LoadRun({
    plan,
    lines,
    ring: recording.ring,
    pacer,
    answers,
    startNs: START_NS,
    nowNs: () => clock.nowNs,
  });
  let over = false;
  const done = run.run().then(() => {
    over = true;
  });
  return {
    recording,
    clock,
    pacer,
    lines,
    run,
    done,
    isOver: async () => {
      await Promise.resolve();
      await Promise.resolve();
      return over;
    },
    pass(ms: number) {
      clock.nowNs += ms * MS;
      vi.advanceTimersByTime(ms);
    },
  };
}

const constant = { kind: 'constant', ratePerS: 100 } as const;

test('a burst goes out as a whole, and the run ends with the last outcome', async () => {
  const { pacer, lines, run, done, isOver, recording } = start({
    requests: 3,
    arrival: { kind: 'burst' },
  });
  pacer.listener!.onDue(3);
  expect(lines.busy).toHaveLength(3);
  for (const line of lines.busy) line.write();
  lines.made[1]!.answer(200);
  lines.made[0]!.answer(503);
  expect(await isOver()).toBe(false);
  lines.made[2]!.answer(Outcome.ConnectionFailed);
  await done;
  expect(run.progress).toEqual({ sent: 3, finished: 3, failed: 2 });
  const { requests } = recording;
  expect(requests.map(({ outcome }) => outcome)).toEqual([503, 200, Outcome.ConnectionFailed]);
  expect(requests.map(({ request, index }) => request - index)).toEqual(
    Array(3).fill(FIRST_REQUEST_ID),
  );
  expect(pacer.listener).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});

test('a late send keeps its intended time', () => {
  const { pacer, lines, clock, recording } = start({ requests: 2, arrival: constant });
  pacer.listener!.onDue(1);
  clock.nowNs = START_NS + 35 * MS;
  pacer.listener!.onDue(2);
  for (const line of lines.busy) line.write();
  const second = recording.requests[1]!;
  expect([second.intendedNs, second.sentNs]).toEqual([START_NS + 10 * MS, START_NS + 35 * MS]);
});

test('what is due beyond the bound waits, is sent when there is room, and is not dropped', async () => {
  const requests = MAX_IN_FLIGHT + 5;
  const { pacer, lines, done, recording, clock } = start({ requests, arrival: constant });
  pacer.listener!.onDue(requests);
  expect(lines.busy).toHaveLength(MAX_IN_FLIGHT);
  clock.nowNs = START_NS + 60_000 * MS;
  for (let round = 0; round < 2; round++) {
    for (const line of lines.busy) line.answer(200);
    await Promise.resolve();
    expect(lines.busy.length).toBeLessThanOrEqual(MAX_IN_FLIGHT);
  }
  await done;
  expect(lines.made).toHaveLength(MAX_IN_FLIGHT);
  const last = recording.requests.find(({ index }) => index === requests - 1)!;
  expect(last.intendedNs).toBe(START_NS + (requests - 1) * 10 * MS);
  expect(last.sentNs).toBe(clock.nowNs);
});

test('closed loop: intended is the end before plus think time, never more out than users', async () => {
  const { pacer, lines, pass, done, recording } = start({
    requests: 8,
    arrival: { kind: 'closed', users: 3, thinkMs: 20 },
  });
  pacer.listener!.onDue(3);
  let greatest = 0;
  for (let ms = 0; ms < 200; ms++) {
    greatest = Math.max(greatest, lines.busy.length);
    const oldest = lines.busy[0];
    oldest?.write();
    if (ms % 7 === 0) oldest?.answer(200);
    pass(1);
  }
  await done;
  expect(greatest).toBe(3);
  const { requests } = recording;
  expect(requests).toHaveLength(8);
  expect(requests.slice(0, 3).map(({ intendedNs }) => intendedNs)).toEqual(Array(3).fill(START_NS));
  const ends = requests.map(({ endNs }) => endNs).sort((a, b) => a - b);
  const later = requests.slice(3).sort((a, b) => a.intendedNs - b.intendedNs);
  expect(later.map(({ intendedNs }) => intendedNs)).toEqual(
    ends.slice(0, 5).map((endNs) => endNs + 20 * MS),
  );
  for (const { intendedNs, sentNs } of requests) expect(sentNs).toBeGreaterThanOrEqual(intendedNs);
});

test('closed loop without think time: the next goes out on the same line, within the answer', async () => {
  const { pacer, lines, done, run } = start({
    requests: 10,
    arrival: { kind: 'closed', users: 2, thinkMs: 0 },
  });
  pacer.listener!.onDue(2);
  for (let n = 0; n < 8; n++) {
    lines.made[n % 2]!.answer(200);
    expect(lines.busy).toHaveLength(2);
  }
  for (const line of lines.busy) line.answer(200);
  await done;
  expect(lines.made).toHaveLength(2);
  expect(run.progress).toEqual({ sent: 10, finished: 10, failed: 0 });
});

test('closed loop: a user whose connection broke goes on with a new one', async () => {
  const { pacer, lines, pass, done, run } = start({
    requests: 3,
    arrival: { kind: 'closed', users: 1, thinkMs: 0 },
  });
  pacer.listener!.onDue(1);
  lines.made[0]!.answer(Outcome.ConnectionFailed);
  expect(lines.busy).toHaveLength(0);
  pass(1);
  lines.made[1]!.answer(200);
  lines.made[1]!.answer(200);
  await done;
  expect(run.progress).toEqual({ sent: 3, finished: 3, failed: 1 });
});

test("the client's time-out counts from the write and destroys the connection", async () => {
  const { pacer, lines, pass, done, recording, clock } = start({
    requests: 1,
    arrival: { kind: 'burst' },
    clientTimeoutMs: 50,
  });
  pacer.listener!.onDue(1);
  pass(30);
  lines.made[0]!.write();
  pass(49);
  expect(lines.made[0]!.aborted).toBe(false);
  pass(1);
  expect(lines.made[0]!.aborted).toBe(true);
  await done;
  const [only] = recording.requests;
  expect(only).toMatchObject({ outcome: Outcome.TimedOut, endNs: clock.nowNs });
  expect(only!.endNs - only!.sentNs).toBe(50 * MS);
});

test('a connection that never opens runs into the time-out too', async () => {
  const { pacer, pass, done, recording } = start({
    requests: 1,
    arrival: { kind: 'burst' },
    clientTimeoutMs: 50,
  });
  pacer.listener!.onDue(1);
  pass(50);
  await done;
  expect(recording.requests).toMatchObject([{ sentNs: START_NS, outcome: Outcome.TimedOut }]);
});

test('the time-out of an answered request does not hit the next one on its line', () => {
  const { pacer, lines, pass, recording } = start({
    requests: 2,
    arrival: { kind: 'closed', users: 1, thinkMs: 0 },
    clientTimeoutMs: 50,
  });
  pacer.listener!.onDue(1);
  lines.made[0]!.write();
  pass(40);
  lines.made[0]!.answer(200);
  lines.made[0]!.write();
  pass(20);
  expect(recording.requests.map(({ outcome }) => outcome)).toEqual([200, Outcome.Pending]);
});

test('stop ends what is out as stopped; what was never sent has no record', async () => {
  const { pacer, lines, run, done, recording } = start({ requests: 9, arrival: constant });
  pacer.listener!.onDue(2);
  lines.made[0]!.write();
  const { listener } = pacer;
  run.stop();
  await done;
  listener!.onDue(9);
  expect(recording.requests.map(({ outcome }) => outcome)).toEqual(Array(2).fill(Outcome.Stopped));
  expect(run.progress).toEqual({ sent: 2, finished: 2, failed: 0 });
  expect(lines.made.map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a pacer that dies ends the run with its reason', async () => {
  const { pacer, done, recording } = start({ requests: 2, arrival: constant });
  pacer.listener!.onDue(1);
  pacer.listener!.onFailure(new Error('the pacer thread failed: gone'));
  await expect(done).rejects.toThrow('gone');
  expect(recording.requests).toMatchObject([{ outcome: Outcome.Stopped }]);
});

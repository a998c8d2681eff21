// Blame, held against a slow oracle: what a block cost each request, and what each request says it waited for, agree.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lane } from '../trace/lane.ts';
import { SpanFlag } from '../trace/span-columns.ts';
import { SpanKind } from '../trace/span-kind.ts';
import { burst, shownRun, spanRow, spansOf } from './shown-trace.test-support.ts';
import { heldDuring, isLoopWait, loopBlocksWithin, whoPaid } from './who-held-the-loop.ts';

function block(request: number, startMs: number, endMs: number, flags = 0) {
  const code = flags === 0 ? SpanKind.Inference : 0;
  return spanRow({
    kind: SpanKind.LoopBusy,
    lane: Lane.EventLoop,
    request,
    startMs,
    endMs,
    flags,
    code,
  });
}

function wait(request: number, startMs: number, endMs: number, flags = 0) {
  return spanRow({
    kind: SpanKind.LoopWait,
    request,
    startMs,
    endMs,
    flags: SpanFlag.Tile | flags,
  });
}

describe('heldDuring', () => {
  //  loop   |1111|  |2222222|3|
  //  wait     <─────────>
  test('gives each stretch of the wait to whoever held the loop, longest first', () => {
    const spans = spansOf([block(2, 60, 130), block(1, 0, 40), block(3, 130, 140)]);
    const held = heldDuring(loopBlocksWithin(spans, 20, 110, NaN), 20, 110);
    expect(held.holders).toEqual([
      { request: 2, stage: SpanKind.Inference, ms: 50, row: 0 },
      { request: 1, stage: SpanKind.Inference, ms: 20, row: 1 },
    ]);
    expect(held.otherMs).toBe(20);
  });

  test('adds up the blocks of one request, and shows the longest of them', () => {
    const spans = spansOf([block(1, 0, 10), block(1, 10, 40), block(0, 40, 45, SpanFlag.Runtime)]);
    const { holders } = heldDuring(loopBlocksWithin(spans, 0, 45, NaN), 0, 45);
    expect(holders).toEqual([
      { request: 1, stage: SpanKind.Inference, ms: 40, row: 1 },
      { request: 0, stage: 0, ms: 5, row: 2 },
    ]);
  });

  test('never gives one stretch to two holders, so that shares cannot exceed the wait', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(5), fc.nat(100), fc.nat(40)), { maxLength: 20 }),
        fc.nat(100),
        fc.nat(60),
        (raw, fromMs, lengthMs) => {
          const spans = spansOf(raw.map(([id, start, ms]) => block(id + 1, start, start + ms)));
          const toMs = fromMs + lengthMs;
          const held = heldDuring(loopBlocksWithin(spans, fromMs, toMs, NaN), fromMs, toMs);
          const sum = held.holders.reduce((all, { ms }) => all + ms, 0) + held.otherMs;
          expect(sum).toBeCloseTo(lengthMs, 9);
        },
      ),
    );
  });
});

describe('whoPaid', () => {
  test('counts only what lies in the block, dearest first, without withdrawn waits', () => {
    const spans = spansOf([
      block(1, 10, 50),
      wait(2, 0, 20),
      wait(3, 15, 60),
      wait(4, 20, 40, SpanFlag.Void),
      wait(2, 45, 70),
    ]);
    expect(whoPaid(spans, 0, NaN)).toEqual([
      { request: 3, ms: 35, row: 2 },
      { request: 2, ms: 15, row: 1 },
    ]);
  });

  test('an open block and an open wait are counted up to now', () => {
    const spans = spansOf([block(1, 10, NaN, SpanFlag.Open), wait(2, 20, NaN, SpanFlag.Open)]);
    expect(whoPaid(spans, 0, 100)).toEqual([{ request: 2, ms: 80, row: 1 }]);
  });

  test('what is no block of the loop made nobody wait', () => {
    const spans = spansOf([
      spanRow({ kind: SpanKind.Inference, startMs: 0, endMs: 9 }),
      wait(2, 0, 9),
    ]);
    expect(whoPaid(spans, 0, NaN)).toEqual([]);
  });

  test.each(['sync', 'async-io'] as const)(
    'in %s, what all blocks cost is what all waits were held for',
    (mode) => {
      const { spans } = shownRun(mode, 2, burst(6, { gapNs: 3e6 }));
      let paidMs = 0;
      let heldMs = 0;
      for (let row = 0; row < spans.length; row++) {
        for (const { ms } of whoPaid(spans, row, NaN)) paidMs += ms;
        if (!isLoopWait(spans, row)) continue;
        const [fromMs, toMs] = [spans.startMs[row]!, spans.endMs[row]!];
        const { holders } = heldDuring(loopBlocksWithin(spans, fromMs, toMs, NaN), fromMs, toMs);
        for (const { ms } of holders) heldMs += ms;
      }
      expect(heldMs).toBeGreaterThan(0);
      expect(paidMs).toBeCloseTo(heldMs, 6);
    },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTiles, MAX_TILES, Moment, MOMENTS, tileRequest } from './request-tiles.ts';
import { SpanKind, spanKindName } from './span-kind.ts';

type Marks = Partial<Record<keyof typeof Moment, number>>;

const LETTERS: Readonly<Record<string, SpanKind>> = {
  s: SpanKind.SendWait,
  a: SpanKind.AcceptWait,
  f: SpanKind.Fetch,
  l: SpanKind.LoopWait,
  p: SpanKind.PoolWait,
  i: SpanKind.Inference,
  r: SpanKind.Respond,
  d: SpanKind.Deliver,
  z: SpanKind.Sleep,
  b: SpanKind.Receive,
  u: SpanKind.Unaccounted,
};

function rowOf(marks: Marks): Float64Array {
  const row = new Float64Array(MOMENTS).fill(NaN);
  for (const [name, at] of Object.entries(marks)) row[Moment[name as keyof typeof Moment]] = at;
  return row;
}

/** The tiles as characters, one a unit of time; `>` when the last one is open. */
function drawn(marks: Marks, pooled = false): string {
  const tiles = createTiles();
  tileRequest(rowOf(marks), 0, pooled, tiles);
  let text = '';
  for (let n = 0; n < tiles.count; n++) {
    const [letter] = Object.entries(LETTERS).find(([, kind]) => kind === tiles.kind[n]) ?? ['?'];
    const start = tiles.start[n] ?? NaN;
    const end = tiles.end[n] ?? NaN;
    if (n === 0) text = ' '.repeat(start);
    expect(text.length).toBe(start);
    text += Number.isNaN(end) ? `${letter}>` : letter.repeat(end - start);
  }
  return text;
}

// async-pool, from the intended send to the last byte:
//
//   0123456789012345678901234
//   ssaauffffllupppliiiillurrdd
//     |   |   | |  ||   | | | |
//     |   |   | |  ||   | | | End 27
//     |   |   | |  ||   | | Flushed 25, RespondStart 23
//     |   |   | |  ||   | Continuation 22
//     |   |   | |  |InferenceStart 16, InferenceEnd 20
//     |   |   | |  ThreadFree 15
//     |   |   | PoolSubmit 12
//     |   |   FetchEnd 11 (ready 9)
//     |   FetchStart 5, Handler 4
//     Sent 2
const ASYNC_POOL: Marks = {
  Intended: 0,
  Sent: 2,
  Handler: 4,
  FetchStart: 5,
  FetchReady: 9,
  FetchEnd: 11,
  PoolSubmit: 12,
  ThreadFree: 15,
  TaskStart: 16,
  InferenceStart: 16,
  InferenceEnd: 20,
  Continuation: 22,
  RespondStart: 23,
  Flushed: 25,
  End: 27,
};

test('async-pool: awaited fetch, pool wait, inference on a thread, and the loop waits between', () => {
  expect(drawn(ASYNC_POOL, true)).toBe('ssaauffffllupppliiiillurrdd');
});

test('async-io: the inference is on the loop, so nothing waits for the loop after it', () => {
  //                  0123456789012345678
  expect(
    drawn({
      Intended: 0,
      Sent: 1,
      Handler: 3,
      FetchStart: 4,
      FetchReady: 7,
      FetchEnd: 9,
      InferenceStart: 10,
      InferenceEnd: 14,
      RespondStart: 15,
      Flushed: 17,
      End: 19,
    }),
  ).toBe('saauffflluiiiiurrdd');
});

test('sync: fetch and inference hold the loop, one after the other', () => {
  //                  01234567890123456
  expect(
    drawn({
      Intended: 0,
      Sent: 0,
      Handler: 4,
      FetchStart: 5,
      FetchEnd: 8,
      InferenceStart: 8,
      InferenceEnd: 12,
      RespondStart: 13,
      Flushed: 14,
      End: 16,
    }),
  ).toBe('aaaaufffiiiiurdd');
});

test('sync-pool: the whole handler waits for a thread and runs on it', () => {
  //                  0123456789012345678
  expect(
    drawn(
      {
        Intended: 0,
        Sent: 0,
        Handler: 1,
        PoolSubmit: 2,
        ThreadFree: 5,
        TaskStart: 6,
        FetchStart: 7,
        FetchEnd: 10,
        InferenceStart: 10,
        InferenceEnd: 14,
        Continuation: 16,
        RespondStart: 17,
        Flushed: 18,
        End: 19,
      },
      true,
    ),
  ).toBe('auppplufffiiiillurd');
});

test('GET /slow sleeps in its handler; a request from outside begins when it was seen', () => {
  expect(
    drawn({
      Seen: 3,
      Handler: 4,
      SleepStart: 5,
      SleepEnd: 9,
      RespondStart: 10,
      Flushed: 11,
      End: 11,
    }),
  ).toBe('   buzzzzur');
});

test('a thread that was free before the task came made nobody wait for the loop', () => {
  const early = { ...ASYNC_POOL, ThreadFree: 3 };
  expect(drawn(early, true)).toBe('ssaaufffflluppppiiiillurrdd');
  expect(drawn({ ...ASYNC_POOL, ThreadFree: 12 }, true)).toBe('ssaaufffflluppppiiiillurrdd');
});

test('an answer that came after its fetch was given up made nobody wait for the loop', () => {
  const late = { Intended: 0, Sent: 0, Handler: 0, FetchStart: 0, FetchEnd: 4, RespondStart: 8 };
  expect(drawn({ ...late, FetchReady: 6, Flushed: 9, End: 10 })).toBe('ffffuuuurd');
  expect(drawn({ ...late, FetchReady: 4, Flushed: 9, End: 10 })).toBe('ffffuuuurd');
  expect(drawn({ ...late, FetchReady: 3, Flushed: 9, End: 10 })).toBe('fffluuuurd');
});

test('an open request grows: its last tile has no end', () => {
  expect(drawn({ Intended: 0, Sent: 1 })).toBe('sa>');
  expect(drawn({ Intended: 0, Sent: 1, Handler: 2, FetchStart: 3, FetchReady: 5 })).toBe('sauffl>');
  expect(drawn({})).toBe('');
});

test('a client that left ends its request there; what came later is no tile', () => {
  //   f f f f f|f f f      the client left at 8
  expect(
    drawn({
      Intended: 0,
      Sent: 0,
      Handler: 2,
      FetchStart: 3,
      FetchEnd: 12,
      InferenceStart: 12,
      End: 8,
    }),
  ).toBe('aaufffff');
});

test('tiles lie end to end from the first moment to the end, whatever is known', () => {
  const time = fc.oneof(
    fc.constant(NaN),
    fc.integer({ min: 0, max: 30 }),
    fc.double({ min: 0, max: 30, noNaN: true }),
  );
  const row = fc.array(time, { minLength: MOMENTS, maxLength: MOMENTS });
  fc.assert(
    fc.property(row, fc.boolean(), fc.nat(3), (moments, pooled, requests) => {
      const offset = requests * MOMENTS;
      const marks = new Float64Array(offset + MOMENTS).fill(NaN);
      marks.set(moments, offset);
      const tiles = createTiles();
      tileRequest(marks, offset, pooled, tiles);
      const end = moments[Moment.End] ?? NaN;
      const limit = Number.isNaN(end) ? Infinity : end;
      // These two may be known and still say nothing.
      const telling = moments.filter(
        (at, moment) =>
          moment < Moment.End &&
          moment !== Moment.ThreadFree &&
          moment !== Moment.FetchReady &&
          at < limit,
      );
      if (telling.length > 0) {
        expect(tiles.start[0]).toBeLessThanOrEqual(Math.min(...telling));
        expect(tiles.count).toBeGreaterThan(0);
      }
      expect(tiles.count).toBeLessThanOrEqual(MAX_TILES);
      for (let n = 0; n < tiles.count; n++) {
        expect(() => spanKindName(tiles.kind[n] ?? 0)).not.toThrow();
        expect(moments).toContain(tiles.start[n]);
        expect(tiles.end[n]).toBe(n + 1 < tiles.count ? tiles.start[n + 1] : end);
        if (n > 0) expect(tiles.start[n]).toBeGreaterThan(tiles.start[n - 1] ?? NaN);
        if (n > 0) expect(tiles.kind[n]).not.toBe(tiles.kind[n - 1]);
        expect(tiles.start[n]).toBeLessThan(limit);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a task that failed after its fetch waits for the loop; on the loop itself there is nothing to wait for', () => {
  const failed = { Intended: 0, Sent: 0, Handler: 2, FetchStart: 2, FetchEnd: 5, Continuation: 9 };
  expect(drawn({ ...failed, RespondStart: 9, Flushed: 10, End: 10 }, true)).toBe('aafffllllr');
  const onLoop = { Intended: 0, Sent: 0, Handler: 2, FetchStart: 2, FetchEnd: 5 };
  expect(drawn({ ...onLoop, RespondStart: 6, Flushed: 7, End: 7 })).toBe('aafffur');
});

//   seen            handler
//   |  body  | held |          the loop was held for 4 of the 6 until the handler
test('an outside request waits for the loop for as long as it was held while its body was awaited', () => {
  const marks = { Seen: 0, BodyWait: 2, Handler: 6, RespondStart: 6, Flushed: 7, End: 7 };
  expect(drawn(marks)).toBe('bbaaaar');
});

// What the spans table shows, and in what order, on a run as a window sees it.
import { describe, expect, test } from 'vitest';
import {
  burst,
  shownRun,
  spanRow,
  spansOf,
  shownTrace,
} from '../../../core/analysis/shown-trace.test-support.ts';
import { FIRST_ID } from '../../../core/trace/plausible-run.test-support.ts';
import { SpanFlag } from '../../../core/trace/span-columns.ts';
import { SpanKind, spanKindName } from '../../../core/trace/span-kind.ts';
import { spanRows, type SpanQuery } from './span-rows.ts';

const QUERY: SpanQuery = {
  hiddenKinds: [],
  text: '',
  range: null,
  sort: { column: 'start', descending: false },
  nowMs: NaN,
  names: {
    kind: (kind) => (kind === SpanKind.Inference ? '推理' : spanKindName(kind)),
    lane: (lane) => (lane >= 16 ? `thread ${lane - 15}` : lane === 0 ? 'event loop' : 'other'),
    failed: 'failed',
    orphaned: 'orphaned',
    open: 'open',
  },
  compare: (a, b) => a.localeCompare(b),
};

const trace = shownRun('async-pool', 2, [...burst(4), ...burst(1, { fetchFails: true })]);
const { spans } = trace;
const rowsOf = (query: Partial<SpanQuery>): number[] => [
  ...spanRows(trace, { ...QUERY, ...query }),
];

describe('what is shown', () => {
  test('everything but what was withdrawn', () => {
    const kept = spansOf([
      spanRow({ kind: SpanKind.Fetch, startMs: 0, endMs: 1 }),
      spanRow({ kind: SpanKind.Fetch, startMs: 0, endMs: 0, flags: SpanFlag.Void }),
    ]);
    expect([...spanRows(shownTrace({ spans: kept }), QUERY)]).toEqual([0]);
  });

  test('not the kinds that the legend hides', () => {
    const rows = rowsOf({ hiddenKinds: ['fetch', 'pool-wait'] });
    const kinds = new Set(rows.map((row) => spans.kind[row]));
    expect(kinds.has(SpanKind.Fetch)).toBe(false);
    expect(kinds.has(SpanKind.PoolWait)).toBe(false);
    expect(kinds.has(SpanKind.Inference)).toBe(true);
  });

  test('only what touches the range', () => {
    const range = { startMs: 5, endMs: 6 };
    const rows = rowsOf({ range });
    expect(rows.length).toBeGreaterThan(0);
    for (let row = 0; row < spans.length; row++) {
      const touches = spans.startMs[row]! <= 6 && spans.endMs[row]! >= 5;
      const shown = touches && (spans.flags[row]! & SpanFlag.Void) === 0;
      expect(rows.includes(row)).toBe(shown);
    }
  });
});

describe('the filter box', () => {
  test.each([
    ['inference', (row: number) => spans.kind[row] === SpanKind.Inference],
    ['推理', (row: number) => spans.kind[row] === SpanKind.Inference],
    ['FAILED', (row: number) => (spans.flags[row]! & SpanFlag.Failed) !== 0],
    ['#3', (row: number) => spans.request[row] === FIRST_ID + 2],
    ['thread 2', (row: number) => spans.lane[row] === 17],
    ['event loop', (row: number) => spans.lane[row] === 0],
  ])('%s finds all of these', (text, wanted) => {
    const rows = rowsOf({ text });
    const all = rowsOf({}).filter(wanted);
    expect(all.every((row) => rows.includes(row))).toBe(true);
    expect(rows.length).toBeLessThan(rowsOf({}).length);
  });

  test('a number finds the request of that number, and no other request', () => {
    for (const row of rowsOf({ text: '#2 fetch' })) expect(spans.request[row]).toBe(FIRST_ID + 1);
    expect(rowsOf({ text: '12' })).toEqual([]);
  });

  test('every word must be found', () => {
    expect(rowsOf({ text: 'inference nonsense' })).toEqual([]);
  });
});

describe('order', () => {
  test.each([
    ['start', (row: number) => spans.startMs[row]!],
    ['duration', (row: number) => spans.endMs[row]! - spans.startMs[row]!],
    ['lane', (row: number) => spans.lane[row]!],
    ['cpu', (row: number) => (spans.kind[row] === SpanKind.Inference ? spans.value[row]! : NaN)],
  ] as const)('by %s, both ways, unknown last', (column, keyOf) => {
    for (const descending of [false, true]) {
      const keys = rowsOf({ sort: { column, descending } }).map(keyOf);
      const known = keys.filter((key) => !Number.isNaN(key));
      expect(keys.slice(0, known.length)).toEqual(known);
      expect(known).toEqual(known.toSorted((a, b) => (descending ? b - a : a - b)));
    }
  });

  test('by kind goes by the names, as shown', () => {
    const names = rowsOf({ sort: { column: 'kind', descending: false } }).map((row) =>
      QUERY.names.kind(spans.kind[row]!),
    );
    expect(names).toEqual(names.toSorted(QUERY.compare));
  });

  test('by status puts what failed first when descending', () => {
    const [first] = rowsOf({ sort: { column: 'status', descending: true } });
    expect(spans.flags[first!]! & SpanFlag.Failed).toBe(SpanFlag.Failed);
  });
});

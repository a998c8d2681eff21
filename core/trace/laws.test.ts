// Every law has a document that breaks it, and one that is close to it and does not.
import { describe, expect, test } from 'vitest';
import type { RunRequest, RunSpan } from '../contract/run-document.ts';
import { laneOf, requestOf, runOf, spansOf } from '../export/run-document.test-support.ts';
import { brokenLaws } from './laws.ts';

const tiles = (timeline: string): RunSpan[] => spansOf(timeline, 1, 'request-1');

function brokenOf(request: RunRequest): string[] {
  return brokenLaws(runOf([request]));
}

describe('1: the spans of a request tile its interval', () => {
  test('tiles that lie end to end keep it', () => {
    expect(brokenOf(requestOf(1, tiles('aafffwwii')))).toEqual([]);
    expect(brokenOf(requestOf('outside-1', tiles('  aafff')))).toEqual([]);
  });

  test.each([
    ['a hole', requestOf(1, tiles('aaa  fff')), /fetch starts at 5, .* ended at 3/],
    [
      'an overlap',
      requestOf(1, [...tiles('aaaa'), ...tiles('  ffff')]),
      /fetch starts at 2, .* ended at 4/,
    ],
    ['an end too early', { ...requestOf(1, tiles('aaff')), endMs: 6 }, /tiles end at 4, .* at 6/],
    ['an end too late', { ...requestOf(1, tiles('aaff')), endMs: 3 }, /tiles end at 4, .* at 3/],
    ['a start too late', { ...requestOf(1, tiles(' aff')), startMs: 0 }, /starts at 1/],
    ['a wrong intended time', { ...requestOf(1, tiles('aff')), intendedMs: 1 }, /intended at 1/],
    ['no tile at all', { ...requestOf(1, []), endMs: 5 }, /tiles end at 0, the request at 5/],
    [
      'a tile that runs backwards',
      requestOf(1, [{ ...tiles('ff')[0], endMs: -1 } as RunSpan]),
      /fetch ends before it starts/,
    ],
    [
      'an open tile of a request that has ended',
      { ...requestOf(1, tiles('aaff>')), endMs: 4 },
      /fetch is open although/,
    ],
  ])('%s breaks it', (_name, request, message) => {
    expect(brokenOf(request).join('\n')).toMatch(message);
  });

  test('a request that has not ended may have an open last tile', () => {
    expect(brokenOf(requestOf(1, tiles('aaff>')))).toEqual([]);
  });

  test('less than the rounding of documents is no hole', () => {
    const [first, second] = tiles('aaff');
    const dust = { ...second, startMs: 2 + 1e-6 } as RunSpan;
    expect(brokenOf({ ...requestOf(1, [first as RunSpan, dust]) })).toEqual([]);
  });
});

describe('2: the loop and a pool thread do one thing at a time', () => {
  const overlapping = (id: string): RunSpan[] => [
    ...spansOf('iii', 1, id),
    ...spansOf('  iii', 1, id),
  ];
  const named = (spans: RunSpan[]): RunSpan[] =>
    spans.map((span) => ({ ...span, attributes: { ...span.attributes, request: 1 } }));

  test.each(['event-loop', 'thread'] as const)('two spans at once on a lane of kind %s', (kind) => {
    const id = kind === 'thread' ? 'thread-1' : kind;
    expect(brokenLaws(runOf([], [laneOf(id, kind, named(overlapping(id)))]))).toEqual([
      expect.stringMatching(/overlaps/),
    ]);
    const open = [...spansOf('ii>', 1, id), ...spansOf('    ii', 1, id)];
    expect(brokenLaws(runOf([], [laneOf(id, kind, named(open))]))).toEqual([
      expect.stringMatching(/overlaps .* until open/),
    ]);
    const touching = [...spansOf('ii', 1, id), ...spansOf('  ii', 1, id)];
    expect(brokenLaws(runOf([], [laneOf(id, kind, named(touching))]))).toEqual([]);
  });

  test('the feature service and the probes do many things at once', () => {
    const lanes = [
      laneOf('feature-service', 'feature-service', overlapping('feature-service')),
      laneOf('health-probe', 'health-probe', overlapping('health-probe')),
    ];
    expect(brokenLaws(runOf([], lanes))).toEqual([]);
  });
});

describe('3: every stage that held the loop is one exact span that names it', () => {
  const onLoop = (spans: RunSpan[]): RunSpan[] =>
    spans.map((span) => ({ ...span, attributes: { request: 1, on: 'event-loop' } }));
  const request = requestOf(1, [...tiles('aaa'), ...onLoop(tiles('   iii')), ...tiles('      dd')]);
  const block = (startMs: number, endMs: number, attributes: RunSpan['attributes']): RunSpan => ({
    kind: 'loop-busy',
    lane: 'event-loop',
    startMs,
    endMs,
    attributes,
  });
  const lawsWith = (...blocks: RunSpan[]): string[] =>
    brokenLaws(runOf([request], [laneOf('event-loop', 'event-loop', blocks)]));

  test('the exact block keeps it', () => {
    expect(lawsWith(block(3, 6, { request: 1, stage: 'inference' }))).toEqual([]);
  });

  test.each([
    ['no block', []],
    ['a block of another request', [block(3, 6, { request: 2, stage: 'inference' })]],
    ['a block of another stage', [block(3, 6, { request: 1, stage: 'fetch' })]],
    ['a block that is not exact', [block(3, 5.9, { request: 1, stage: 'inference' })]],
    ['a block that is called the runtime', [block(3, 6, { cause: 'runtime' })]],
  ])('%s breaks it', (_name, blocks) => {
    expect(lawsWith(...blocks).join()).toMatch(/no exact span for inference of request 1 at 3/);
  });

  test('a block that names nobody is the runtime or a broken law', () => {
    const exact = block(3, 6, { request: 1, stage: 'inference' });
    expect(lawsWith(exact, block(7, 9, { cause: 'runtime' }))).toEqual([]);
    expect(lawsWith(exact, block(7, 9, {})).join()).toMatch(/the block at 7 names no request/);
  });

  test('a stage shorter than 1 ms, or cut off by the end of its request, needs none', () => {
    const short = requestOf(1, onLoop(spansOf('id', 0.5, 'request-1')));
    const cut = requestOf(1, onLoop(tiles('iii')));
    expect(brokenLaws(runOf([short]))).toEqual([]);
    expect(brokenLaws(runOf([cut]))).toEqual([]);
  });
});

describe('5: background work starts after the flush of its response', () => {
  const background = (startMs: number, request: number): RunSpan => ({
    kind: 'background-wait',
    lane: 'background',
    startMs,
    endMs: startMs + 1,
    attributes: { request },
  });
  const lawsWith = (flushedMs: number | null, span: RunSpan): string[] =>
    brokenLaws(
      runOf(
        [{ ...requestOf(1, tiles('aafff')), flushedMs }],
        [laneOf('background', 'background', [span])],
      ),
    );

  test('at the flush or later keeps it', () => {
    expect(lawsWith(5, background(5, 1))).toEqual([]);
  });

  test('before the flush, without a flush, or for nobody breaks it', () => {
    expect(lawsWith(5, background(4.9, 1)).join()).toMatch(
      /request 1: .* at 4.9 before the flush at 5/,
    );
    expect(lawsWith(null, background(5, 1)).join()).toMatch(/before the flush at never/);
    expect(lawsWith(5, background(6, 2)).join()).toMatch(/request 2/);
  });
});

describe('7: a request ends with its client; what goes on is orphaned', () => {
  const later: RunSpan = { ...(tiles('     fff')[0] as RunSpan) };
  const orphaned: RunSpan = { ...later, attributes: { orphaned: true } };

  test('work that goes on and is marked keeps it', () => {
    const request = { ...requestOf(1, [...tiles('aafff'), orphaned], 'timeout'), endMs: 5 };
    expect(brokenOf(request)).toEqual([]);
    const open = { ...orphaned, endMs: null };
    expect(brokenOf({ ...request, spans: [...tiles('aafff'), open] })).toEqual([]);
  });

  test('work that goes on and is not marked breaks it', () => {
    const request = { ...requestOf(1, [...tiles('aafff'), later], 'timeout'), endMs: 5 };
    expect(brokenOf(request).join('\n')).toMatch(/fetch goes on after its end/);
  });
});

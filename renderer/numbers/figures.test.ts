// What the figures show and when they are a cause for concern.
import { expect, test } from 'vitest';
import { FIGURES, figuresOf, type FigureId, type WholeFacts } from './figures.ts';
import type { RunNumbers } from './run-numbers.ts';

const CALM: RunNumbers = {
  requests: 12,
  inFlight: 0,
  failed: 0,
  notFinished: 0,
  answered: 12,
  byStatus: [['200', 12]],
  throughputPerS: 38.71,
  latencyMs: { p50: 302, p90: 305, p95: 308, p99: 310, p999: 310.4, max: 310.4, mean: 303 },
  makespanMs: 310.4,
  loopBlockedMs: 2,
  loopBlockedShare: 0.0064,
  longestBlockMs: 1.2,
  worstProbeMs: 3.1,
  overlap: { fetch: 12, inference: 8 },
};
const WHOLE: WholeFacts = {
  droppedRecords: 0,
  notKept: 0,
  verdict: 'reliable',
  verdictReasons: [],
};
const WORDS = { reliable: 'reliable', unreliable: 'unreliable' };

function figure(id: FigureId, numbers: Partial<RunNumbers> = {}, whole: Partial<WholeFacts> = {}) {
  const figures = figuresOf({ ...CALM, ...numbers }, { ...WHOLE, ...whole }, WORDS);
  expect(figures.map((one) => one.id)).toEqual([...FIGURES]);
  return figures.find((one) => one.id === id)!;
}

test('a good run gives no cause for concern', () => {
  for (const id of FIGURES) expect([id, figure(id).level]).toEqual([id, 'plain']);
});

test('every number has its unit', () => {
  const texts = Object.fromEntries(FIGURES.map((id) => [id, figure(id).text]));
  expect(texts).toEqual({
    requests: '12',
    errors: '0',
    makespan: '310 ms',
    throughput: '38.7 /s',
    p50: '302 ms',
    p90: '305 ms',
    p95: '308 ms',
    p99: '310 ms',
    max: '310 ms',
    loopBlocked: '0.6 %',
    longestBlock: '1.2 ms',
    worstProbe: '3.1 ms',
    overlap: '12 · 8',
    lost: '0',
    generator: 'reliable',
  });
});

test('what is not known is not a zero', () => {
  expect(figure('p99', { latencyMs: null }).text).toBe('–');
  expect(figure('worstProbe', { worstProbeMs: null })).toMatchObject({ text: '–', level: 'plain' });
  expect(figure('generator', {}, { verdict: null }).text).toBe('–');
});

test.each([
  ['errors', { failed: 1 }, 'danger'],
  ['loopBlocked', { loopBlockedShare: 0.0999 }, 'plain'],
  ['loopBlocked', { loopBlockedShare: 0.1 }, 'warning'],
  ['loopBlocked', { loopBlockedShare: 0.5 }, 'danger'],
  ['longestBlock', { longestBlockMs: 49.9 }, 'plain'],
  ['longestBlock', { longestBlockMs: 50 }, 'warning'],
  ['longestBlock', { longestBlockMs: 1000 }, 'danger'],
  ['worstProbe', { worstProbeMs: 200 }, 'warning'],
  ['worstProbe', { worstProbeMs: 3600 }, 'danger'],
] as const)('%s %o is %s', (id, numbers, level) => {
  expect(figure(id, numbers).level).toBe(level);
});

test('lost records, spans that were not kept and a late generator are warned of', () => {
  expect(figure('lost', {}, { droppedRecords: 3 })).toMatchObject({ text: '3', level: 'warning' });
  expect(figure('lost', {}, { notKept: 1 })).toMatchObject({
    level: 'warning',
    details: [['notKept', '1']],
  });
  const late = { verdict: 'unreliable', verdictReasons: ['the generator sent late'] } as const;
  expect(figure('generator', {}, late)).toMatchObject({
    level: 'warning',
    details: ['the generator sent late'],
  });
});

test('errors tell their statuses and their share', () => {
  const numbers = {
    failed: 3,
    byStatus: [
      ['200', 9],
      ['timeout', 3],
    ] as const,
  };
  expect(figure('errors', numbers).details).toEqual([['share', '25.0 %'], '200: 9', 'timeout: 3']);
});

test('what was stopped with its run is no error', () => {
  const stopped = { failed: 0, notFinished: 12, byStatus: [['stopped', 12]] } as const;
  expect(figure('errors', stopped)).toMatchObject({ text: '0', level: 'plain' });
  expect(figure('requests', stopped).details).toEqual([['notFinished', '12']]);
});

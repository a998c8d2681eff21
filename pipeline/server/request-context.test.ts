import { expect, test } from 'vitest';
import { UNRECORDED } from '../../core/contract/http-headers.ts';
import { DEFAULT_SCENARIO } from '../../core/contract/scenario.ts';
import { identifyCaller, requestIdFor } from './request-context.ts';

const RUN = {
  runId: 'ab-1',
  firstRequestId: 100,
  scenario: { ...DEFAULT_SCENARIO, requests: 10 },
};
const OUTSIDE = { kind: 'outside' };

test('a measured request of the active run has its id, and its place in the run', () => {
  expect(identifyCaller('ab-1:100', RUN)).toEqual({ kind: 'measured', id: 100, index: 0 });
  expect(identifyCaller('ab-1:109', RUN)).toEqual({ kind: 'measured', id: 109, index: 9 });
});

test.each([
  ['before the first', 'ab-1:99'],
  ['after the last', 'ab-1:110'],
  ['negative', 'ab-1:-1'],
  ['with a fraction', 'ab-1:100.5'],
  ['without a number', 'ab-1:'],
  ['without a run', ':100'],
  ['with something behind', 'ab-1:100 x'],
  ['too long', `ab-1:${'1'.repeat(11)}`],
  ['empty', ''],
])('a number %s is nobody of ours', (_name, header) => {
  expect(identifyCaller(header, RUN)).toEqual(OUTSIDE);
});

test('a measured request of another run comes too late', () => {
  expect(identifyCaller('ab-2:100', RUN)).toEqual({ kind: 'late' });
});

test('probes and warm-up say so; no header, or two, is somebody else', () => {
  expect(identifyCaller(UNRECORDED, RUN)).toEqual({ kind: 'unrecorded' });
  expect(identifyCaller(undefined, RUN)).toEqual(OUTSIDE);
  expect(identifyCaller(['ab-1:100', 'ab-1:101'], RUN)).toEqual(OUTSIDE);
  expect(identifyCaller('ab-1:100', null)).toEqual(OUTSIDE);
});

test('a caller keeps its own request id when a header may carry it back', () => {
  const made = (): string => 'made-1';
  expect(requestIdFor('mine/1=?', made)).toBe('mine/1=?');
  expect(requestIdFor('x'.repeat(128), made)).toBe('x'.repeat(128));
  for (const bad of [undefined, ['a', 'b'], '', 'two words', 'x'.repeat(129), 'ümlaut', 'a\tb']) {
    expect(requestIdFor(bad, made)).toBe('made-1');
  }
});

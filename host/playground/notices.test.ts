import { expect, test } from 'vitest';
import { MAX_NOTICES } from '../../core/contract/limits.ts';
import type { Notice } from '../../core/contract/window-state.ts';
import { Notices } from './notices.ts';

test('notices are bounded, told, and dismissed once', () => {
  const told: Notice[][] = [];
  const notices = new Notices((list) => told.push(list));
  for (let n = 1; n <= MAX_NOTICES + 2; n++) notices.add('warning', `notice ${n}`);
  const last = told.at(-1)!;
  expect(last).toHaveLength(MAX_NOTICES);
  expect(last[0]).toMatchObject({ text: 'notice 3', level: 'warning' });
  expect(new Set(last.map(({ id }) => id)).size).toBe(MAX_NOTICES);
  expect(notices.dismiss(last[1]!.id)).toBe(true);
  expect(told.at(-1)!.map(({ text }) => text)).not.toContain('notice 4');
  const count = told.length;
  expect(notices.dismiss(last[1]!.id)).toBe(false);
  expect(told).toHaveLength(count);
});

test('what comes again is told once: newest, with how often, and can be dismissed', () => {
  const told: Notice[][] = [];
  const notices = new Notices((list) => told.push(list));
  notices.add('warning', 'the loop did not answer');
  const first = told.at(-1)![0]!;
  notices.add('info', 'something else');
  notices.add('warning', 'the loop did not answer');
  notices.add('error', 'the loop did not answer');
  const last = told.at(-1)!;
  expect(last.map(({ level, text, times }) => [level, text, times])).toEqual([
    ['info', 'something else', 1],
    ['warning', 'the loop did not answer', 2],
    ['error', 'the loop did not answer', 1],
  ]);
  // Windows take a higher id for news.
  expect(last[1]!.id).toBeGreaterThan(first.id);
  expect(last[1]!.atMs).toBeGreaterThanOrEqual(first.atMs);
  expect(notices.dismiss(last[1]!.id)).toBe(true);
  expect(told.at(-1)!.map(({ level }) => level)).toEqual(['info', 'error']);
});

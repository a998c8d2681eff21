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

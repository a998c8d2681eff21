import { expect, test } from 'vitest';
import { Interrupts, meaningOfSignal } from './interrupts.ts';
import { MemoryIo } from './memory-io.test-support.ts';

test.each([
  [null, 5, 'stop'],
  [1000, 1000, 'same-keystroke'],
  [1000, 1400, 'same-keystroke'],
  [1000, 1401, 'exit-now'],
] as const)('first at %s, now at %d: %s', (firstMs, nowMs, meaning) => {
  expect(meaningOfSignal(firstMs, nowMs)).toBe(meaning);
});

test('the first signal stops once, a repeat does nothing, a later one exits', () => {
  const io = new MemoryIo();
  const interrupts = new Interrupts(io);
  let stops = 0;
  interrupts.whenStopped(() => stops++);
  io.signal('SIGINT', 1000);
  io.signal('SIGINT', 1020);
  expect([stops, io.exited, interrupts.signal]).toEqual([1, null, 'SIGINT']);
  io.signal('SIGINT', 1500);
  expect([stops, io.exited]).toEqual([1, 130]);
});

test('who asks late is told at once, who has left is not told', () => {
  const io = new MemoryIo();
  const interrupts = new Interrupts(io);
  let left = 0;
  interrupts.whenStopped(() => left++)();
  io.signal('SIGTERM', 0);
  let late: string | null = null;
  interrupts.whenStopped((signal) => (late = signal));
  expect([left, late]).toEqual([0, 'SIGTERM']);
  interrupts.close();
  expect(io.listening).toBe(0);
});

import { expect, test } from 'vitest';
import { DEFAULT_SCENARIO, type Scenario } from '../../core/contract/scenario.ts';
import type { RunProgress } from '../host-api.ts';
import { MemoryIo } from './memory-io.test-support.ts';
import { outsideText, progressText, timeLeftMs } from './progress-text.ts';
import { StatusLine } from './status-line.ts';

const LOG = {
  accepted: 0,
  refused: 0,
  handedOver: 0,
  committed: 0,
  failed: 0,
  lost: 0,
  lastError: null,
};
const PROGRESS: RunProgress = {
  phase: 'firing',
  sent: 12,
  finished: 6,
  failed: 0,
  requests: 12,
  elapsedMs: 3000,
  log: LOG,
};
const CONSTANT: Scenario = {
  ...DEFAULT_SCENARIO,
  requests: 100,
  arrival: { kind: 'constant', ratePerS: 10 },
};

test('time left: by pace, by schedule, or not known', () => {
  expect(timeLeftMs(PROGRESS, DEFAULT_SCENARIO)).toBe(3000);
  expect(timeLeftMs({ ...PROGRESS, finished: 4 }, DEFAULT_SCENARIO)).toBeNull();
  expect(timeLeftMs({ ...PROGRESS, phase: 'preparing' }, DEFAULT_SCENARIO)).toBeNull();
  expect(timeLeftMs({ ...PROGRESS, finished: 12 }, DEFAULT_SCENARIO)).toBeNull();
  expect(timeLeftMs({ ...PROGRESS, requests: 100, finished: 2 }, CONSTANT)).toBe(7300);
  expect(timeLeftMs({ ...PROGRESS, requests: 100, finished: 5 }, CONSTANT)).toBe(57_000);
});

test('the line says what is sent, done, failed, logged, left', () => {
  expect(progressText(PROGRESS, DEFAULT_SCENARIO)).toBe(
    'async-pool: 6 of 12 done · 12 sent · 3.00 s · about 3.00 s left',
  );
  const log = { ...LOG, accepted: 6, committed: 4 };
  expect(
    progressText(
      { ...PROGRESS, phase: 'draining', finished: 12, failed: 2, log },
      DEFAULT_SCENARIO,
    ),
  ).toBe(
    'async-pool: 12 of 12 done · 12 sent · 2 failed · 4 of 6 log rows committed · 3.00 s · finishing',
  );
  expect(progressText({ ...PROGRESS, phase: 'preparing', elapsedMs: 0 }, DEFAULT_SCENARIO)).toBe(
    'async-pool: preparing',
  );
  expect(outsideText({ requests: 1, inFlight: 0, log })).toBe(
    '1 request seen · 0 in flight · 4 of 6 log rows committed',
  );
});

test('on a terminal one line is rewritten ten times a second, cut to its width, and cleared', () => {
  const io = new MemoryIo();
  io.err.isTty = true;
  io.err.columns = 8;
  const line = new StatusLine(io, { quiet: false, ascii: false });
  line.update('first line');
  io.timeMs = 50;
  line.update('too soon');
  io.timeMs = 100;
  line.update('second');
  line.print('Warning: x');
  line.clear();
  line.clear();
  const clear = '\r\u001b[K';
  expect(io.err.text).toBe(
    `${clear}first l${clear}second${clear}Warning: x\n${clear}second${clear}`,
  );
});

test('without a terminal a plain line a second, and none for what is shorter', () => {
  const io = new MemoryIo();
  const line = new StatusLine(io, { quiet: false, ascii: true });
  for (io.timeMs = 0; io.timeMs <= 2500; io.timeMs += 100) line.update(`at · ${io.timeMs}`);
  line.clear();
  expect(io.err.text).toBe('at - 1000\nat - 2000\n');
});

test('quiet means no progress, but warnings', () => {
  const io = new MemoryIo();
  io.err.isTty = true;
  const line = new StatusLine(io, { quiet: true, ascii: false });
  line.update('nothing');
  line.print('Warning: x');
  expect(io.err.text).toBe('Warning: x\n');
});

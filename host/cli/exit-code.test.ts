import { expect, test } from 'vitest';
import { exitCodeOf, type Ending } from './exit-code.ts';

const done = { phase: 'done', verdict: 'reliable' } as const;
const failed = { phase: 'failed', verdict: 'reliable' } as const;
const stopped = { phase: 'stopped', verdict: 'reliable' } as const;
const unreliable = { phase: 'done', verdict: 'unreliable' } as const;

test.each<[Partial<Ending>, number]>([
  [{}, 0],
  [{ summaries: [done, done] }, 0],
  [{ summaries: [done, unreliable] }, 3],
  [{ summaries: [unreliable, failed] }, 1],
  [{ summaries: [unreliable], writeFailed: true }, 1],
  [{ summaries: [stopped], signal: 'SIGINT' }, 130],
  [{ summaries: [failed], signal: 'SIGTERM' }, 143],
  [{ signal: 'SIGHUP', writeFailed: true }, 129],
])('%j ends with %d', (ending, code) => {
  expect(exitCodeOf({ summaries: [], signal: null, writeFailed: false, ...ending })).toBe(code);
});

// What the window says of a host that it has lost: nothing that would be a claim about now.
import { cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  connectionIs,
  fakeBrowser,
  fakeHost,
  hostTells,
  renderInWindow,
  RUNNING,
} from './fake-host.test-support.tsx';
import { LoopIndicator } from './loop-indicator.tsx';
import { OutcomeLine } from './outcome-line.tsx';

const LOST = { phase: 'lost', reason: 'cut', retryAtMs: 0 } as const;

beforeEach(fakeBrowser);
afterEach(cleanup);

test('the loop is unknown, whatever it was', () => {
  renderInWindow(fakeHost({ loop: { phase: 'blocked', sinceMs: 5 } }), <LoopIndicator />);
  expect(screen.getByRole('button', { name: /^loop blocked/ })).toBeDefined();
  connectionIs(LOST);
  const indicator = screen.getByRole('button', { name: 'loop unknown' });
  expect(indicator.dataset.phase).toBe('unknown');
  connectionIs({ phase: 'connected' });
  hostTells({ loop: { phase: 'free' } });
  expect(screen.getByRole('button', { name: 'loop free' })).toBeDefined();
});

test('a run was running', () => {
  renderInWindow(fakeHost({ activity: RUNNING }), <OutcomeLine />);
  expect(screen.getByRole('status').textContent).toMatch(/· running$/);
  connectionIs(LOST);
  expect(screen.getByRole('status').textContent).toMatch(
    /· was running when the connection was lost$/,
  );
});

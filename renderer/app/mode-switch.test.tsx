import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useScenario } from '../scenario/scenario-store.ts';
import {
  fakeBrowser,
  fakeHost,
  hostTells,
  renderInWindow,
  RUNNING,
} from './fake-host.test-support.tsx';
import { ModeLine, ModeSwitch } from './mode-switch.tsx';

const mode = (): string => useScenario.getState().draft.choices.mode;

beforeEach(() => {
  fakeBrowser();
  renderInWindow(
    fakeHost(),
    <>
      <ModeSwitch />
      <ModeLine />
    </>,
  );
});
afterEach(cleanup);

test('flips, and says what runs where', async () => {
  await userEvent.click(screen.getByRole('radio', { name: 'Async I/O' }));
  expect(mode()).toBe('async-io');
  expect(screen.getByText(/inference runs on the event loop/)).toBeDefined();
});

test('flips with the arrow keys', async () => {
  await userEvent.tab();
  expect(document.activeElement?.textContent).toBe('Async + pool');
  await userEvent.keyboard('{ArrowLeft}');
  expect(mode()).toBe('async-io');
});

test('flips in mid-run, but not while all modes are fired in turn', async () => {
  hostTells({ activity: RUNNING });
  await userEvent.click(screen.getByRole('radio', { name: 'Sync' }));
  expect(mode()).toBe('sync');
  hostTells({ activity: { ...RUNNING, batch: { id: 'b', index: 0, modes: ['sync'] } } });
  const other = screen.getByRole('radio', { name: 'Async I/O' });
  await userEvent.click(other);
  expect(mode()).toBe('sync');
  expect(other.getAttribute('aria-description')).toContain('All modes are being fired in turn');
});

import { afterEach, expect, it } from 'vitest';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeHost, renderInWindow } from '../app/fake-host.test-support.tsx';
import { setTraceStatus } from '../host/trace-status.ts';
import { useView } from '../state/view-store.ts';
import { EmptyChart } from './empty-chart.tsx';

afterEach(() => {
  cleanup();
  setTraceStatus({ phase: 'idle' });
});

it('says that a run is fetched, or why it cannot be had, and asks again', async () => {
  setTraceStatus({ phase: 'failed', reason: 'run 3 is not kept any more' });
  renderInWindow(fakeHost(), <EmptyChart />);
  expect(screen.getByRole('alert').textContent).toContain('run 3 is not kept any more');
  const before = useView.getState().showing;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(useView.getState().showing).toEqual(before);
  expect(useView.getState().showing).not.toBe(before);
  setTraceStatus({ phase: 'loading' });
  expect(await screen.findByRole('status', { name: 'Fetching the run …' })).toBeTruthy();
});

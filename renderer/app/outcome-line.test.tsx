// The line above the chart is of the run that the chart shows.
import { act, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import {
  activeRun,
  clearPanel,
  hostState,
  renderPanel,
  runEntry,
} from '../panels/panels.test-support.tsx';
import { useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { OutcomeLine } from './outcome-line.tsx';

afterEach(clearPanel);

const line = () => screen.getByRole('status').textContent;
const spoken = () => document.querySelector('span[aria-live]')?.textContent;

test('tells how the shown run ended, not the newest', () => {
  const runs = [
    runEntry(11, { mode: 'async-io' }),
    runEntry(15, { mode: 'sync', summary: { phase: 'stopped' } }),
  ];
  renderPanel(<OutcomeLine />, { state: hostState({ runs }) });
  expect(line()).toMatch(/^Run 15 · Sync · stopped/);
  act(() => useView.getState().show({ kind: 'run', number: 11 }));
  expect(line()).toMatch(/^Run 11 · .+ · done/);
  act(() => useView.getState().show({ kind: 'run', number: 3 }));
  expect(line()).toBe('Run 3 is no longer kept.');
});

test('the end of a run that is not shown is spoken, once', () => {
  renderPanel(<OutcomeLine />, {
    state: hostState({ runs: [runEntry(1)], activity: activeRun({ number: 2 }) }),
  });
  expect(line()).toMatch(/^Run 2 · .+ · running/);
  act(() => useView.getState().show({ kind: 'run', number: 1 }));
  expect(spoken()).toBe('');
  act(() => useHost.setState({ state: hostState({ runs: [runEntry(1), runEntry(2)] }) }));
  expect(spoken()).toMatch(/^Run 2 · .+ · done/);
  act(() => useView.getState().show({ kind: 'latest' }));
  expect(spoken()).toBe('');
});

test('what was stopped with its run is not an error', () => {
  const summary = { phase: 'stopped', failed: 12, byStatus: { stopped: 12 } } as const;
  renderPanel(<OutcomeLine />, { state: hostState({ runs: [runEntry(1, { summary })] }) });
  expect(line()).toMatch(/no errors12 requests not finished/);
});

// The comparison of modes as a table that can be read, and from which every run can be shown.
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { MODES } from '../../core/contract/scenario.ts';
import { useView } from '../state/view-store.ts';
import { BatchTable } from './batch-table.tsx';
import { activeRun, clearPanel, hostState, renderPanel, runEntry } from './panels.test-support.tsx';

afterEach(clearPanel);

const batch = (index: number) => ({ id: 'b', index, modes: [...MODES] });

test('shows every mode, marks the best, and shows a run on a click', async () => {
  const runs = MODES.map((mode, index) =>
    runEntry(index + 1, {
      mode,
      batch: batch(index),
      summary: { makespanMs: [3600, 900, 2500, 700][index]! },
    }),
  );
  renderPanel(<BatchTable />, { state: hostState({ runs }) });
  const makespan = screen.getByRole('row', { name: /^Makespan/ });
  const cells = within(makespan).getAllByRole('cell');
  expect(cells.map((cell) => cell.textContent)).toEqual(['3.60 s', '900 ms', '2.50 s', '★700 ms']);
  expect(within(cells[3]!).getByLabelText('best')).toBeTruthy();
  expect(screen.getByRole('status').textContent).toContain('5.1× sooner than Sync');
  await userEvent.click(screen.getByRole('button', { name: 'Show the run of Async I/O' }));
  expect(useView.getState().showing).toEqual({ kind: 'run', number: 3 });
});

test('fills in while the batch goes on', () => {
  const state = hostState({
    runs: [runEntry(1, { mode: 'sync', batch: batch(0) })],
    activity: activeRun({ number: 2, mode: 'sync-pool', batch: batch(1) }),
  });
  renderPanel(<BatchTable />, { state });
  expect(screen.getByText('3 of 12')).toBeTruthy();
  expect(screen.getAllByText('not begun')).toHaveLength(2);
  expect(screen.getByRole('status').textContent).toBe('1 of 4 modes done.');
});

test('is not there for a run of its own', () => {
  renderPanel(<BatchTable />, { state: hostState({ runs: [runEntry(1)] }) });
  expect(screen.queryByRole('table')).toBeNull();
});

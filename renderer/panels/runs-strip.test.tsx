// The strip of runs as a user meets it: what stands there, what is said of it, and what keys and menu do.
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CommandError } from '../../core/contract/window-commands.ts';
import { useCommandRegistry } from '../commands/registry.ts';
import { useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { activeRun, clearPanel, hostState, renderPanel, runEntry } from './panels.test-support.tsx';
import { RunsStrip } from './runs-strip.tsx';

afterEach(clearPanel);

const chips = () =>
  screen
    .getAllByRole('button')
    .filter((button) => button.dataset['item'] !== undefined)
    .map((button) => button.dataset['item']);

test('says of the active run that it was running, once the connection is lost', () => {
  renderPanel(<RunsStrip />, { state: hostState({ activity: activeRun({ number: 3 }) }) });
  const lost = { phase: 'lost', reason: 'cut', retryAtMs: 0 } as const;
  act(() => useHost.getState().setConnection(lost));
  const chip = screen.getByRole('button', {
    name: /^Run 3,.* was running when the connection was lost: 3 of 12/,
  });
  expect(chip.textContent).toContain('connection lost');
});

test('what was stopped with its run did not fail', () => {
  const summary = {
    phase: 'stopped',
    failed: 12,
    byStatus: { stopped: 12 },
    makespanMs: 310,
  } as const;
  renderPanel(<RunsStrip />, { state: hostState({ runs: [runEntry(12, { summary })] }) });
  expect(
    screen.getByRole('button', { name: /^Run 12,.* stopped, 12 requests not finished$/ }),
  ).toBeTruthy();
  expect(screen.queryByText(/✕/)).toBeNull();
});

describe('what stands there', () => {
  test('newest first, the active run before, requests from outside first', () => {
    const state = hostState({
      runs: [runEntry(1), runEntry(2)],
      activity: activeRun({ number: 3 }),
      outside: { feedRun: 0, requests: 14, inFlight: 2 },
    });
    renderPanel(<RunsStrip />, { state });
    expect(chips()).toEqual(['outside', 'run-3', 'run-2', 'run-1']);
    expect(screen.getByText('outside: 14 requests')).toBeTruthy();
  });

  test('says in words what went wrong, not by colour alone', () => {
    const summary = {
      phase: 'stopped',
      verdict: 'unreliable',
      failed: 2,
      makespanMs: 310,
    } as const;
    renderPanel(<RunsStrip />, { state: hostState({ runs: [runEntry(12, { summary })] }) });
    expect(
      screen.getByRole('button', {
        name: 'Run 12, Async + pool, 310 ms, 12 requests, stopped, unreliable, 2 requests failed',
      }),
    ).toBeTruthy();
  });

  test('marks the shown run, the latest one at first', async () => {
    renderPanel(<RunsStrip />, { state: hostState({ runs: [runEntry(1), runEntry(2)] }) });
    const shown = () => document.querySelector<HTMLElement>('[aria-current]')?.dataset['item'];
    expect(shown()).toBe('run-2');
    await userEvent.click(screen.getByRole('button', { name: /^Run 1,/ }));
    expect(useView.getState().showing).toEqual({ kind: 'run', number: 1 });
    expect(shown()).toBe('run-1');
  });

  test('runs of a batch stand together under its name', () => {
    const batch = (index: number) => ({ id: 'b', index, modes: ['sync', 'async-pool'] as const });
    const runs = [
      runEntry(1),
      runEntry(2, { batch: { ...batch(0), modes: ['sync', 'async-pool'] } }),
      runEntry(3, { batch: { ...batch(1), modes: ['sync', 'async-pool'] } }),
    ];
    renderPanel(<RunsStrip />, { state: hostState({ runs }) });
    const group = screen.getByRole('list', { name: 'All modes, 2 runs' });
    expect(within(group).getAllByRole('listitem')).toHaveLength(2);
  });

  test('says how much memory the kept runs take, and how many had to go', () => {
    const keptMemory = { bytes: 1.2 * 1024 * 1024, limitBytes: 256 * 1024 * 1024, evicted: 2 };
    const state = hostState({ runs: [runEntry(1), runEntry(2), runEntry(3)], keptMemory });
    renderPanel(<RunsStrip />, { state });
    expect(screen.getByText('3 runs · 1.2 of 256 MiB · 2 let go')).toBeTruthy();
  });

  test('without runs says how they come here', () => {
    renderPanel(<RunsStrip />);
    expect(screen.getByText(/Fire a batch/)).toBeTruthy();
  });

  test('speaks Chinese', () => {
    renderPanel(<RunsStrip />, { state: hostState({ runs: [runEntry(1)] }), locale: 'zh-CN' });
    expect(screen.getByText(/· 12 个请求/)).toBeTruthy();
  });
});

describe('keys', () => {
  const three = () => hostState({ runs: [runEntry(1), runEntry(2), runEntry(3)] });

  test('Tab reaches one chip; arrows, Home and End move along', async () => {
    renderPanel(<RunsStrip />, { state: three() });
    const focused = () => (document.activeElement as HTMLElement).dataset['item'];
    await userEvent.tab();
    expect(focused()).toBe('run-3');
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(focused()).toBe('run-1');
    await userEvent.keyboard('{Home}');
    expect(focused()).toBe('run-3');
    await userEvent.keyboard('{End}{ArrowLeft}{Enter}');
    expect(useView.getState().showing).toEqual({ kind: 'run', number: 2 });
  });

  test('Delete deletes, the focus goes to a neighbour, and a message takes it back', async () => {
    const { call } = renderPanel(<RunsStrip />, { state: three() });
    await userEvent.tab();
    await userEvent.keyboard('{Delete}');
    expect(call).toHaveBeenCalledWith('run.delete', { number: 3 });
    expect((document.activeElement as HTMLElement).dataset['item']).toBe('run-2');
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(call).toHaveBeenCalledWith('run.restore', { number: 3 });
  });

  test.each(['the key', 'the menu'])(
    'the focus is never lost when a run vanishes, deleted by %s',
    async (by) => {
      const kept = () => useHost.getState().state!;
      renderPanel(<RunsStrip />, { state: three() });
      const remove = async () => {
        const { runs } = kept();
        const focused = document.activeElement as HTMLElement;
        const number = Number(focused.dataset['item']?.slice('run-'.length));
        if (by === 'the key') await userEvent.keyboard('{Delete}');
        else {
          await userEvent.pointer({ keys: '[MouseRight]', target: focused });
          await userEvent.click(await screen.findByRole('menuitem', { name: /^Delete/ }));
        }
        act(() => {
          const left = runs.filter((run) => run.number !== number);
          useHost.setState({ state: { ...kept(), runs: left } });
        });
        await waitFor(() => expect(document.activeElement).not.toBe(document.body));
      };
      await userEvent.tab();
      for (const heir of ['run-2', 'run-1']) {
        await remove();
        await waitFor(() =>
          expect((document.activeElement as HTMLElement).dataset['item']).toBe(heir),
        );
      }
      await remove();
      const strip = screen.getByRole('region', { name: /^Runs of this session/ });
      await waitFor(() => expect(document.activeElement).toBe(strip));
    },
  );

  test('deleting the shown run goes back to the latest', async () => {
    renderPanel(<RunsStrip />, { state: three() });
    await userEvent.click(screen.getByRole('button', { name: /^Run 1,/ }));
    await userEvent.keyboard('{Delete}');
    await screen.findByText('Run 1 deleted');
    expect(useView.getState().showing).toEqual({ kind: 'latest' });
  });

  test('a refusal is said in the window', async () => {
    const { call } = renderPanel(<RunsStrip />, { state: three() });
    call.mockRejectedValue(new CommandError('gone', 'run 3 is no longer kept'));
    await userEvent.tab();
    await userEvent.keyboard('{Delete}');
    expect((await screen.findAllByText('run 3 is no longer kept')).length).toBeGreaterThan(0);
  });
});

describe('the menu of a run', () => {
  test('opens on a right click, and pins', async () => {
    const state = hostState({ runs: [runEntry(1)] });
    const { call } = renderPanel(<RunsStrip />, { state });
    await userEvent.pointer({ keys: '[MouseRight]', target: screen.getByText('#1') });
    await userEvent.click(await screen.findByRole('menuitem', { name: /^Pin/ }));
    expect(call).toHaveBeenCalledWith('run.pin', { number: 1, pinned: true });
  });

  test('sets its scenario again', async () => {
    const entry = runEntry(4, { mode: 'sync', requests: 7 });
    const { call } = renderPanel(<RunsStrip />, { state: hostState({ runs: [entry] }) });
    await userEvent.click(screen.getByRole('button', { name: 'What to do with run 4' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Use its scenario again' }));
    expect(call).toHaveBeenCalledWith('scenario.set', { scenario: entry.scenario });
  });
});

describe('what comes from outside', () => {
  test('can be kept, and is shown then', async () => {
    const state = hostState({ outside: { feedRun: 5, requests: 3, inFlight: 0 } });
    const { call } = renderPanel(<RunsStrip />, { state });
    call.mockResolvedValue({ number: 6 });
    await userEvent.click(screen.getByRole('button', { name: 'Keep' }));
    expect(call).toHaveBeenCalledWith('outside.keep', null);
    await vi.waitFor(() => expect(useView.getState().showing).toEqual({ kind: 'run', number: 6 }));
  });
});

describe('commands', () => {
  test('go from run to run, and are gone with the strip', () => {
    const state = hostState({ runs: [runEntry(1), runEntry(2), runEntry(3)] });
    const { unmount } = renderPanel(<RunsStrip />, { state });
    const command = (id: string) => useCommandRegistry.getState().commands.get(id);
    act(() => command('runs.older')?.run());
    expect(useView.getState().showing).toEqual({ kind: 'run', number: 2 });
    act(() => useHost.setState({ state: hostState({ runs: [] }) }));
    expect(command('runs.newer')?.enabled?.()).toBe(false);
    unmount();
    expect(command('runs.older')).toBeUndefined();
  });
});

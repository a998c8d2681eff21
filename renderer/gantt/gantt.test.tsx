// Chart, toolbar and legend in a window: what can be pressed, what is said, what the host is asked to remember.
import { Tooltip } from '@base-ui/react/tooltip';
import { act, cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { burst, shownRun } from '../../core/analysis/shown-trace.test-support.ts';
import type { ShownTrace } from '../../core/trace/shown-trace.ts';
import { fakeHost, hostTells, renderInWindow, RUNNING } from '../app/fake-host.test-support.tsx';
import { useCommandRegistry } from '../commands/registry.ts';
import { ShownSource } from '../numbers/shown-source.test-support.tsx';
import { useView } from '../state/view-store.ts';
import { ChartToolbar } from './chart-toolbar.tsx';
import { Gantt } from './gantt.tsx';
import { fakeLayout, recordCanvases } from './gantt.test-support.ts';
import { Legend } from './legend.tsx';

const RUN = shownRun('async-pool', 2, burst(3));

beforeEach(() => {
  recordCanvases();
  fakeLayout();
  useView.setState(useView.getInitialState(), true);
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function frames(count = 60): void {
  act(() => {
    for (let n = 0; n < count; n++) vi.advanceTimersByTime(16);
  });
}

function show(trace: ShownTrace | null) {
  const host = fakeHost();
  const source = new ShownSource(trace);
  const link = { ...host.link, trace: source };
  renderInWindow(
    { ...host, link },
    <Tooltip.Provider>
      <ChartToolbar />
      <Gantt trace={source} />
      <Legend />
    </Tooltip.Provider>,
  );
  frames();
  return { host, source };
}

test('before anything has run it says how to begin', () => {
  show(null);
  expect(screen.getByText('Nothing has run yet')).toBeDefined();
  hostTells({ activity: RUNNING });
  expect(screen.getByText(/Waiting for the first request/)).toBeDefined();
});

test('groups fold with a button each', async () => {
  const user = userEvent.setup();
  show(RUN);
  const requests = screen.getByRole('button', { name: /Requests 3/ });
  expect(requests.getAttribute('aria-expanded')).toBe('true');
  await user.click(requests);
  expect(requests.getAttribute('aria-expanded')).toBe('false');
});

test('is named for a screen reader, and says what is selected', () => {
  show(RUN);
  const chart = screen.getByRole('application', { name: 'Timeline of the run' });
  expect(chart.getAttribute('aria-describedby')).not.toBeNull();
  act(() => useView.getState().select({ kind: 'request', requestId: RUN.requests.id[1]! }));
  frames();
  expect(screen.getByText(/^Request 2, /)).toBeDefined();
});

test('offers its commands while it is there', () => {
  const { unmount } = renderInWindow(fakeHost(), <Gantt trace={new ShownSource(RUN)} />);
  const ids = [...useCommandRegistry.getState().commands.keys()];
  expect(ids).toEqual(expect.arrayContaining(['gantt.zoomIn', 'gantt.fit', 'gantt.nextSpan']));
  unmount();
  expect([...useCommandRegistry.getState().commands.keys()]).not.toContain('gantt.zoomIn');
});

test('a range says what it holds, and can be given up', async () => {
  const user = userEvent.setup();
  show(RUN);
  act(() => useView.getState().setRange({ startMs: 0, endMs: 20 }));
  const card = screen.getByRole('region', { name: 'Selected range' });
  expect(within(card).getByText('3 requests active')).toBeDefined();
  await user.click(within(card).getByRole('button', { name: 'Clear' }));
  expect(useView.getState().range).toBeNull();
});

test('a pill brings back the newest after a pan', async () => {
  const user = userEvent.setup();
  const { source } = show({ ...RUN, live: true });
  source.setNow(20);
  act(() => source.show({ ...RUN, live: true }));
  frames(20);
  expect(screen.queryByRole('button', { name: 'Follow live' })).toBeNull();
  act(() => useView.getState().setFollowing(false));
  await user.click(screen.getByRole('button', { name: 'Follow live' }));
  expect(useView.getState().following).toBe(true);
  expect(screen.queryByRole('button', { name: 'Follow live' })).toBeNull();
});

test('the legend switches kinds off and on again', async () => {
  const user = userEvent.setup();
  const { host } = show(RUN);
  const poolWait = screen.getByRole('button', { name: 'Pool wait' });
  expect(poolWait.getAttribute('aria-pressed')).toBe('true');
  await user.click(poolWait);
  expect(host.argumentsOf('settings.set').at(-1)?.hiddenKinds).toEqual(['pool-wait']);
  expect(poolWait.getAttribute('aria-pressed')).toBe('false');
  await user.click(screen.getByRole('button', { name: 'Show all kinds' }));
  expect(host.argumentsOf('settings.set').at(-1)?.hiddenKinds).toEqual([]);
});

test('the toolbar chooses rows and form', async () => {
  const user = userEvent.setup();
  const { host } = show(RUN);
  await user.click(screen.getByRole('radio', { name: 'Resources' }));
  expect(host.argumentsOf('settings.set').at(-1)?.grouping).toBe('resource');
  await user.click(screen.getByRole('radio', { name: 'Table' }));
  expect(useView.getState().body).toBe('table');
  expect(screen.queryByRole('radio', { name: 'Resources' })).toBeNull();
});

test('the overview is a slider for the keyboard', async () => {
  const user = userEvent.setup();
  show(RUN);
  const slider = screen.getByRole('slider', { name: /Overview/ });
  expect(slider.getAttribute('aria-valuetext')).toMatch(/ to .* of /);
  const before = useView.getState().visible!;
  slider.focus();
  await user.keyboard('{ArrowUp}');
  frames();
  const after = useView.getState().visible!;
  expect(after.endMs - after.startMs).toBeLessThan(before.endMs - before.startMs);
});

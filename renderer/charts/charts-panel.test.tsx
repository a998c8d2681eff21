// The charts as a user meets them: named, told in words, following the range.
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { burst, shownRun, shownTrace } from '../../core/analysis/shown-trace.test-support.ts';
import { pass, renderWithTrace, ShownSource } from '../numbers/shown-source.test-support.tsx';
import { useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { ChartsPanel } from './charts-panel.tsx';

/** Tells every element that it is as large as a small chart. */
class FixedSize {
  private readonly told: ResizeObserverCallback;

  constructor(told: ResizeObserverCallback) {
    this.told = told;
  }

  observe(): void {
    const contentRect = { width: 300, height: 120 };
    this.told([{ contentRect } as ResizeObserverEntry], this);
  }

  unobserve(): void {
    // Nothing is kept.
  }

  disconnect(): void {
    // Nothing is kept.
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('ResizeObserver', FixedSize);
  useView.getState().show({ kind: 'latest' });
  useHost.setState({ state: null });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = () => pass(2000, (ms) => vi.advanceTimersByTimeAsync(ms));
const twelve = shownRun('async-pool', 4, burst(12));

function chart(name: string): HTMLElement {
  return screen.getByRole('figure', { name });
}

test('before there is a run, it says what will be here', async () => {
  renderWithTrace(new ShownSource(null), <ChartsPanel />);
  await settle();
  expect(screen.getByText('No requests yet')).toBeTruthy();
});

test('a trace without requests is none yet; between two runs the charts stay', async () => {
  const source = new ShownSource(shownTrace({ feedRun: 7 }));
  renderWithTrace(source, <ChartsPanel />);
  await settle();
  expect(screen.getByText('No requests yet')).toBeTruthy();
  act(() => source.show({ ...twelve, feedRun: 8 }));
  await settle();
  expect(screen.queryByText('No requests yet')).toBeNull();
  act(() => source.show(shownTrace({ feedRun: 9, live: true })));
  await settle();
  expect(within(chart('Latency')).getAllByText('No answer in this range').length).toBe(2);
});

test('each chart has a name and says in words what it shows', async () => {
  renderWithTrace(new ShownSource(twelve), <ChartsPanel />);
  await settle();
  expect(screen.getAllByRole('figure').length).toBe(5);
  const inFlight = chart('In flight');
  expect(within(inFlight).getByText(/At most 12 requests at once/)).toBeTruthy();
  const plot = within(inFlight).getByRole('application', { name: 'In flight' });
  expect(plot.getAttribute('tabindex')).toBe('0');
  const words = document.getElementById(plot.getAttribute('aria-describedby') ?? '');
  expect(words?.textContent).toMatch(/At most 12/);
  expect(within(chart('Latency')).getByText(/12 answered requests: p50/)).toBeTruthy();
  expect(within(chart('Throughput')).getByText(/12 good answers and 0 errors/)).toBeTruthy();
});

test('draws at most two hundred points, without motion and without style elements', async () => {
  renderWithTrace(new ShownSource(twelve), <ChartsPanel />);
  await settle();
  const paths = [...document.querySelectorAll('.recharts-curve')];
  expect(paths.length).toBeGreaterThanOrEqual(5);
  for (const path of paths) {
    const points = (path.getAttribute('d') ?? '').split(/[LMHV]/).length;
    expect(points).toBeLessThanOrEqual(2 * 200);
  }
  expect(document.querySelector('style')).toBeNull();
  expect(document.querySelector('animate')).toBeNull();
});

test('says where there is nothing to draw', async () => {
  renderWithTrace(new ShownSource(shownRun('async-io', 1, burst(2))), <ChartsPanel />);
  await settle();
  expect(within(chart('Pool')).getAllByText('The pool was not used').length).toBe(2);
  expect(within(chart('Pool')).queryByRole('application')).toBeNull();
});

test('follows the dragged range, one chart after the other until all agree', async () => {
  renderWithTrace(new ShownSource(twelve), <ChartsPanel />);
  await settle();
  const lastMs = Math.max(...twelve.requests.endMs.subarray(0, 12));
  act(() => useView.getState().setVisible({ startMs: 0, endMs: lastMs / 2 }));
  await settle();
  const half = /good answers/.exec(chart('Throughput').textContent);
  expect(half).not.toBeNull();
  expect(within(chart('Throughput')).queryByText(/12 good answers/)).toBeNull();
  act(() => useView.getState().setRange({ startMs: 0, endMs: lastMs }));
  await settle();
  expect(within(chart('Throughput')).getByText(/12 good answers/)).toBeTruthy();
  expect(within(chart('Latency')).getByText(/12 answered/)).toBeTruthy();
});

test('what a chart shows of another run or range is marked until it has the newest', async () => {
  const source = new ShownSource({ ...twelve, feedRun: 3 });
  renderWithTrace(source, <ChartsPanel />);
  await settle();
  const ages = () =>
    screen.getAllByRole('figure').map((figure) => {
      const slot = figure.parentElement;
      return `${slot?.dataset['age']} ${slot?.getAttribute('aria-busy')}`;
    });
  expect(new Set(ages())).toEqual(new Set(['now false']));
  act(() => useView.getState().setRange({ startMs: 0, endMs: 20 }));
  expect(new Set(ages())).toEqual(new Set(['old true']));
  await settle();
  expect(new Set(ages())).toEqual(new Set(['now false']));
  act(() => source.show({ ...shownRun('async-io', 1, burst(2)), feedRun: 4 }));
  expect(new Set(ages())).toEqual(new Set(['wrong true']));
  await settle();
  expect(new Set(ages())).toEqual(new Set(['now false']));
});

test('speaks Chinese', async () => {
  renderWithTrace(new ShownSource(twelve), <ChartsPanel />, 'zh-CN');
  await settle();
  expect(chart('吞吐量')).toBeTruthy();
});

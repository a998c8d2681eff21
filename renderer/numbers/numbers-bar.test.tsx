// The row of figures as a user meets it.
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { burst, shownRun, shownTrace } from '../../core/analysis/shown-trace.test-support.ts';
import type { HostState, RunEntry } from '../../core/contract/window-state.ts';
import { useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { FIGURES } from './figures.ts';
import { NumbersBar } from './numbers-bar.tsx';
import { renderWithTrace, ShownSource } from './shown-source.test-support.tsx';

beforeEach(() => {
  useView.getState().show({ kind: 'latest' });
  useHost.setState({ state: null });
});
afterEach(cleanup);

const six = shownRun('async-io', 1, burst(6));

function text(id: string): string {
  return document.querySelector(`[data-figure="${id}"]`)?.getAttribute('aria-label') ?? '';
}

/** As much of a host's state as is looked at here. */
function hostWith(summary: unknown): HostState {
  const entry = { feedRun: 1, origin: 'measured', summary } as unknown as RunEntry;
  return { runs: [entry] } as unknown as HostState;
}

const SUMMARY = {
  requests: 6,
  byStatus: { '200': 5, timeout: 1 },
  failed: 1,
  makespanMs: 1234,
  latencyMs: { p50: 11, p90: 12, p95: 13, p99: 14, p999: 15, max: 16, mean: 11 },
  throughputPerS: 5,
  loop: { blockedMs: 617, blockedShare: 0.5, longestBlockMs: 600 },
  greatestOverlap: { fetch: 6, inference: 1 },
  probe: { sent: 12, skipped: 0, worstMs: 612 },
  droppedRecords: 2,
  notKept: { spans: 0, requests: 0 },
  verdict: 'unreliable',
  verdictReasons: ['2 records were lost because a ring was full'],
};

test.each([
  ['a trace', null],
  ['a request', shownTrace({})],
])('before there is %s it says how to get one', (_, trace) => {
  renderWithTrace(new ShownSource(trace), <NumbersBar />);
  expect(screen.getByText(/Fire a batch/)).toBeTruthy();
});

test('shows what has happened so far, counted from the trace', () => {
  renderWithTrace(new ShownSource(six), <NumbersBar />);
  expect(screen.getByText('So far')).toBeTruthy();
  expect(screen.getAllByRole('listitem').length).toBe(FIGURES.length);
  expect(text('requests')).toBe('Requests: 6');
  expect(text('overlap')).toBe('At once: 6 · 1');
  expect(text('loopBlocked')).toMatch(/^Loop blocked: \d\d\.\d %, critical$/);
  expect(text('generator')).toBe('Generator: –');
});

test('of a finished run it shows the numbers of its document, to the digit', () => {
  useHost.setState({ state: hostWith(SUMMARY) });
  renderWithTrace(new ShownSource(six), <NumbersBar />);
  expect(screen.getByText('Whole run')).toBeTruthy();
  expect(text('makespan')).toBe('Makespan: 1.23 s');
  expect(text('p99')).toBe('p99: 14 ms');
  expect(text('errors')).toBe('Errors: 1, critical');
  expect(text('lost')).toBe('Records lost: 2, notable');
  expect(text('generator')).toBe('Generator: unreliable, notable');
});

test('of a dragged range it counts what lies in it, and leads back to the whole run', async () => {
  useHost.setState({ state: hostWith(SUMMARY) });
  renderWithTrace(new ShownSource(six), <NumbersBar />);
  const middleMs = six.requests.endMs[2]! + 1;
  act(() => useView.getState().setRange({ startMs: 0, endMs: middleMs }));
  expect(text('requests')).toBe('Requests: 3');
  expect(text('makespan')).not.toBe('Makespan: 1.23 s');
  // What is known of the whole run only stays.
  expect(text('lost')).toBe('Records lost: 2, notable');
  await userEvent.click(screen.getByRole('button', { name: /Range 0–\d+ ms: Back to the whole/ }));
  expect(useView.getState().range).toBeNull();
  expect(text('makespan')).toBe('Makespan: 1.23 s');
});

test('the keyboard reaches every figure, and each explains itself', async () => {
  const user = userEvent.setup();
  renderWithTrace(new ShownSource(six), <NumbersBar />);
  await user.tab();
  await user.tab();
  expect(document.activeElement?.getAttribute('data-figure')).toBe('requests');
  await user.keyboard('{ArrowRight}{ArrowRight}');
  expect(document.activeElement?.getAttribute('data-figure')).toBe(FIGURES[2]);
  await user.keyboard('{End}{ArrowRight}');
  expect(document.activeElement?.getAttribute('data-figure')).toBe(FIGURES.at(-1));
  await user.keyboard('{Home}');
  expect(document.activeElement?.getAttribute('data-figure')).toBe(FIGURES[0]);
  const reachable = document.querySelectorAll('[data-figure][tabindex="0"]');
  expect(reachable.length).toBe(1);
  expect(document.activeElement?.getAttribute('aria-description')).toMatch(/came to an end/);
});

test('the explanation appears under the pointer: what it is, how it is computed, what good looks like', async () => {
  renderWithTrace(new ShownSource(six), <NumbersBar />);
  await userEvent.hover(document.querySelector('[data-figure="p99"]')!);
  const popup = await waitFor(() => screen.getByText(/99 of 100 requests/));
  const whole = within(popup.parentElement!);
  expect(whole.getByText('Computed')).toBeTruthy();
  expect(whole.getByText('Good')).toBeTruthy();
  expect(whole.getByText('Answered requests: 6')).toBeTruthy();
});

test('speaks Chinese', () => {
  renderWithTrace(new ShownSource(six), <NumbersBar />, 'zh-CN');
  expect(text('requests')).toBe('请求数: 6');
});

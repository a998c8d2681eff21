// The table as a user meets it: by keyboard, by name, in step with the chart, and with as many rows in the page as fit.
import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test } from 'vitest';
import {
  burst,
  shownRun,
  shownTrace,
  spanRow,
  spansOf,
} from '../../../core/analysis/shown-trace.test-support.ts';
import { DEFAULT_SETTINGS } from '../../../core/contract/settings.ts';
import { FIRST_ID } from '../../../core/trace/plausible-run.test-support.ts';
import { SpanKind } from '../../../core/trace/span-kind.ts';
import { useView } from '../../state/view-store.ts';
import { clearPanel, hostState, renderPanel, runEntry } from '../panels.test-support.tsx';
import { SpanTable } from './span-table.tsx';

afterEach(clearPanel);

const state = hostState({ runs: [runEntry(1)] });
const trace = shownRun('async-io', 1, burst(4));
const rowTexts = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);
const grid = () => screen.getByRole('grid');

test('is named with the number of its rows', () => {
  renderPanel(<SpanTable />, { state, trace });
  const rows = Number(grid().getAttribute('aria-rowcount')) - 1;
  expect(grid().getAttribute('aria-label')).toBe(`Spans, ${rows} rows`);
});

test('has no more rows in the page than fit, however many there are', () => {
  const spans = spansOf(
    Array.from({ length: 120_000 }, (_, n) =>
      spanRow({ kind: SpanKind.Fetch, startMs: n, endMs: n + 1, request: 1 + (n % 100) }),
    ),
  );
  renderPanel(<SpanTable />, { state, trace: shownTrace({ spans }) });
  expect(grid().getAttribute('aria-rowcount')).toBe('120001');
  expect(screen.getAllByRole('row').length).toBeLessThan(60);
  grid().scrollTop = 60_000 * 24;
  fireEvent.scroll(grid());
  expect(screen.getAllByRole('row').length).toBeLessThan(60);
  expect(screen.getAllByRole('row')[10]?.getAttribute('aria-rowindex')).toMatch(/^600/);
});

describe('sorting', () => {
  test('by a column and back, told to screen readers', async () => {
    renderPanel(<SpanTable />, { state, trace });
    const header = screen.getByRole('columnheader', { name: 'Duration' });
    expect(header.getAttribute('aria-sort')).toBe('none');
    await userEvent.click(screen.getByRole('button', { name: 'Duration' }));
    expect(header.getAttribute('aria-sort')).toBe('descending');
    const longest = rowTexts()[0];
    await userEvent.click(screen.getByRole('button', { name: 'Duration' }));
    expect(header.getAttribute('aria-sort')).toBe('ascending');
    expect(rowTexts()[0]).not.toBe(longest);
  });
});

describe('filters', () => {
  test('the box narrows the rows and says how many are left', async () => {
    renderPanel(<SpanTable />, { state, trace });
    await userEvent.type(screen.getByRole('searchbox'), '#2 inference');
    expect(rowTexts().every((text) => text.includes('Inference'))).toBe(true);
    expect(screen.getByText(/^1 of /)).toBeTruthy();
    await userEvent.clear(screen.getByRole('searchbox'));
    await userEvent.type(screen.getByRole('searchbox'), 'nonsense');
    expect(screen.getByText('No row passes the filter.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Clear the filter' }));
    expect(rowTexts().length).toBeGreaterThan(5);
  });

  test('what the legend hides is hidden here too, and can be brought back', async () => {
    const settings = { ...DEFAULT_SETTINGS, hiddenKinds: ['fetch'] };
    const { call } = renderPanel(<SpanTable />, { state: { ...state, settings }, trace });
    expect(rowTexts().some((text) => text.includes('Fetch'))).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Show all kinds' }));
    expect(call).toHaveBeenCalledWith('settings.set', { ...settings, hiddenKinds: [] });
  });

  test('the dragged range counts, and can be cleared', async () => {
    renderPanel(<SpanTable />, { state, trace });
    const before = rowTexts().length;
    act(() => useView.getState().setRange({ startMs: 0, endMs: 2 }));
    expect(rowTexts().length).toBeLessThan(before);
    await userEvent.click(screen.getByRole('button', { name: 'Clear the range' }));
    expect(rowTexts().length).toBe(before);
  });
});

describe('keyboard', () => {
  test('one stop for Tab; arrows and Home and End move, Enter selects', async () => {
    renderPanel(<SpanTable />, { state, trace });
    act(() => grid().focus());
    const active = () => document.getElementById(grid().getAttribute('aria-activedescendant')!);
    expect(active()?.getAttribute('aria-rowindex')).toBe('2');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(active()?.getAttribute('aria-rowindex')).toBe('3');
    await userEvent.keyboard('{Enter}');
    const { selection } = useView.getState();
    expect(selection.kind).toBe('span');
    expect(active()?.getAttribute('aria-selected')).toBe('true');
    await userEvent.keyboard('{End}');
    fireEvent.scroll(grid());
    expect(active()?.getAttribute('aria-rowindex')).toBe(grid().getAttribute('aria-rowcount'));
    await userEvent.keyboard('{PageUp}{Home}');
    fireEvent.scroll(grid());
    expect(active()?.getAttribute('aria-rowindex')).toBe('2');
  });
});

describe('in step with the chart', () => {
  test('what is selected there is brought into view and marked here', () => {
    renderPanel(<SpanTable />, { state, trace });
    const last = trace.spans.kind.lastIndexOf(SpanKind.Inference);
    act(() => useView.getState().select({ kind: 'span', row: last }));
    fireEvent.scroll(grid());
    const [selected] = screen.getAllByRole('row', { selected: true });
    expect(selected?.textContent).toContain('Inference');
  });

  test('a row selected in the requests table is that request', async () => {
    renderPanel(<SpanTable />, { state, trace });
    await userEvent.click(screen.getByRole('tab', { name: 'Requests' }));
    expect(grid().getAttribute('aria-label')).toBe('Requests, 4 rows');
    await userEvent.click(screen.getAllByRole('row')[2]!);
    expect(useView.getState().selection).toEqual({ kind: 'request', requestId: FIRST_ID + 1 });
    expect(screen.getAllByRole('row', { selected: true })).toHaveLength(1);
  });
});

test('without a trace says so', () => {
  renderPanel(<SpanTable />, {});
  expect(screen.getByText('Nothing has run yet')).toBeTruthy();
});

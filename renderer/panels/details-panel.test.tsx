// The details as a user meets them: what the run says, the story of what is selected, and never anything stale.
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { burst, shownRun } from '../../core/analysis/shown-trace.test-support.ts';
import type { RequestStory } from '../../core/contract/window-commands.ts';
import { FIRST_ID } from '../../core/trace/plausible-run.test-support.ts';
import type { ShownTrace } from '../../core/trace/shown-trace.ts';
import { SpanKind } from '../../core/trace/span-kind.ts';
import { useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { DetailsPanel } from './details-panel.tsx';
import { activeRun, clearPanel, hostState, renderPanel, runEntry } from './panels.test-support.tsx';

afterEach(clearPanel);

const STORY: RequestStory = {
  response: { status: 200, serverTiming: 'fetch;dur=10', body: '{"prediction":2}', bodyBytes: 16 },
  logRow: null,
};

function rowOf(trace: ShownTrace, kind: SpanKind, request?: number): number {
  const { spans } = trace;
  for (let row = 0; row < spans.length; row++)
    if (spans.kind[row] === kind && (request === undefined || spans.request[row] === request))
      return row;
  throw new Error(`no span of kind ${kind}`);
}

function show(trace: ShownTrace, locale: 'en' | 'zh-CN' = 'en') {
  const state = hostState({ runs: [runEntry(1, { mode: 'async-io' })] });
  const view = renderPanel(<DetailsPanel />, { state, trace, locale });
  view.call.mockResolvedValue(STORY);
  return view;
}
const select = (selection: Parameters<ReturnType<typeof useView.getState>['select']>[0]) =>
  act(() => useView.getState().select(selection));

describe('what happened', () => {
  const held = {
    loop: {
      blockedMs: 1980,
      blockedShare: 0.95,
      blockedShareAfterFirstFetch: 0.99,
      longestBlockMs: 200,
      runtimeResolutionMs: 5,
    },
    waits: { ioMs: 1200, loopMs: 11_000, poolMs: 0, unaccountedMs: 0 },
    makespanMs: 2100,
  };

  test('says who held the loop and what it cost', () => {
    const state = hostState({ runs: [runEntry(1, { summary: held })] });
    renderPanel(<DetailsPanel />, { state, trace: shownRun('async-io', 1, burst(4)) });
    const text = screen.getByRole('region', { name: 'What happened' }).textContent;
    expect(text).toContain('held for 1.98 s of 2.10 s by inference');
    expect(text).toContain('waited 11.0 s for it in total');
  });

  test('says it in Chinese', () => {
    const state = hostState({ runs: [runEntry(1, { summary: held })] });
    const trace = shownRun('async-io', 1, burst(4));
    renderPanel(<DetailsPanel />, { state, trace, locale: 'zh-CN' });
    expect(screen.getByRole('region', { name: '发生了什么' }).textContent).toContain(
      '1.98 s 被推理占用',
    );
  });

  test('shows the longest block on a click', async () => {
    const trace = shownRun('async-io', 1, burst(4));
    show(trace);
    await userEvent.click(screen.getByRole('button', { name: 'Show the longest block' }));
    const { selection } = useView.getState();
    expect(selection.kind === 'span' && trace.spans.kind[selection.row]).toBe(SpanKind.LoopBusy);
  });

  test('while a run goes on, says what is going on', () => {
    const state = hostState({ activity: activeRun({ number: 4, feedRun: 1 }) });
    const { source } = renderPanel(<DetailsPanel />, { state });
    const whole = shownRun('async-io', 1, burst(3));
    const block = rowOf(whole, SpanKind.LoopBusy);
    source.setNow(whole.spans.startMs[block]! + 5);
    // All records up to the first block of the loop.
    let records = 1;
    while (!shownRun('async-io', 1, burst(3), records).spans.kind.includes(SpanKind.LoopBusy))
      records++;
    act(() => source.show(shownRun('async-io', 1, burst(3), records)));
    const text = screen.getByRole('region', { name: 'What is happening' }).textContent;
    expect(text).toContain('3 of 12');
    expect(text).toContain('held by Request 1 (inference) for');
    const lost = { phase: 'lost', reason: 'cut', retryAtMs: 0 } as const;
    act(() => useHost.getState().setConnection(lost));
    expect(screen.queryByRole('region', { name: 'What is happening' })).toBe(null);
    const then = screen.getByRole('region', { name: 'When the connection was lost' }).textContent;
    expect(then).toContain('was held by Request 1 (inference), for');
    expect(then).not.toMatch(/\bnow\b|\bis\b/i);
    select({ kind: 'span', row: block });
    expect(screen.getByText(/open when the connection was lost/)).toBeTruthy();
  });

  test('without any run says how to get one', () => {
    renderPanel(<DetailsPanel />);
    expect(screen.getByText('No run yet.')).toBeTruthy();
    expect(screen.getByText('Nothing selected.')).toBeTruthy();
  });
});

describe('the story of a request', () => {
  const trace = shownRun('async-io', 1, burst(4));

  test('lists every part in order, and a click selects it', async () => {
    show(trace);
    select({ kind: 'request', requestId: FIRST_ID + 3 });
    const parts = within(screen.getByRole('list', { name: 'Stages and waits, in order' }));
    // What is too short to matter is one line until it is asked for.
    expect(screen.queryByRole('button', { name: /^Deliver/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: /shorter than 0\.1 ms$/ }));
    const names = parts
      .getAllByRole('button', { name: /of the request/ })
      .map((button) => button.getAttribute('aria-label')?.split(',')[0]);
    expect(names.filter((name) => name !== 'Unaccounted')).toEqual([
      'Send wait',
      'Loop wait (not accepted yet)',
      'Fetch',
      'Loop wait',
      'Inference',
      'Respond',
      'Deliver',
    ]);
    await userEvent.click(parts.getByRole('button', { name: /^Inference/ }));
    const { selection } = useView.getState();
    expect(selection).toEqual({
      kind: 'span',
      row: rowOf(trace, SpanKind.Inference, FIRST_ID + 3),
    });
    expect(parts.getByRole('button', { pressed: true }).getAttribute('aria-label')).toMatch(
      /^Inference/,
    );
  });

  test('says whom it waited for, and leads there', async () => {
    show(trace);
    select({ kind: 'request', requestId: FIRST_ID + 3 });
    await userEvent.click(screen.getByRole('button', { name: /^Request 2: inference/ }));
    const { selection } = useView.getState();
    expect(selection.kind === 'span' && trace.spans.request[selection.row]).toBe(FIRST_ID + 1);
    expect(screen.getByText('Loop held · inference')).toBeTruthy();
  });

  test('shows what came back', async () => {
    const { call } = show(trace);
    select({ kind: 'request', requestId: FIRST_ID });
    expect(await screen.findByText(/"prediction": 2/)).toBeTruthy();
    expect(call).toHaveBeenCalledWith('request.story', { number: 1, requestId: FIRST_ID });
    expect(screen.getByText('It has no row in the prediction log.')).toBeTruthy();
  });

  test('never shows the answer of a request that is no longer selected', async () => {
    const { call } = show(trace);
    let answerFirst: (story: RequestStory) => void = () => undefined;
    call.mockImplementationOnce(() => new Promise((resolve) => (answerFirst = resolve)));
    select({ kind: 'request', requestId: FIRST_ID });
    call.mockResolvedValue({ ...STORY, response: { ...STORY.response, body: 'second' } });
    select({ kind: 'request', requestId: FIRST_ID + 1 });
    expect(await screen.findByText('second')).toBeTruthy();
    await act(async () => answerFirst(STORY));
    expect(screen.queryByText(/"prediction": 2/)).toBeNull();
    expect(screen.getByText('second')).toBeTruthy();
  });

  test('a failure is said, and can be tried again', async () => {
    const { call } = show(trace);
    call.mockRejectedValueOnce(new Error('the host is busy'));
    select({ kind: 'request', requestId: FIRST_ID });
    expect((await screen.findByRole('alert')).textContent).toContain('the host is busy');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/"prediction": 2/)).toBeTruthy();
  });

  test('is copied as JSON', async () => {
    const user = userEvent.setup();
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    show(trace);
    select({ kind: 'request', requestId: FIRST_ID + 1 });
    await screen.findByText(/"prediction": 2/);
    await user.click(screen.getByRole('button', { name: 'Copy as JSON' }));
    const copied: unknown = JSON.parse(write.mock.calls[0]![0]);
    expect(copied).toMatchObject({ request: 2, mode: 'async-io', response: { status: 200 } });
  });

  test('of a request that is not answered yet nothing is asked', () => {
    const growing = shownRun('async-io', 1, burst(2), 6);
    const { call } = show(growing);
    select({ kind: 'request', requestId: FIRST_ID });
    expect(screen.getByText('No answer yet.')).toBeTruthy();
    expect(call).not.toHaveBeenCalled();
  });

  test('what is no longer in the trace is said to be gone', () => {
    const { source } = show(trace);
    select({ kind: 'span', row: trace.spans.length - 1 });
    act(() => source.show({ ...shownRun('sync', 1, burst(1)), feedRun: 2 }));
    expect(screen.getByText('What was selected is no longer in the trace.')).toBeTruthy();
  });
});

describe('a block of the loop', () => {
  test('says who paid for it', () => {
    const trace = shownRun('async-io', 1, burst(4));
    show(trace);
    select({ kind: 'span', row: rowOf(trace, SpanKind.LoopBusy) });
    const selected = screen.getByRole('region', { name: 'Selected' });
    expect(selected.textContent).toContain('3 requests waited 60 ms in total');
    expect(screen.getByRole('button', { name: /^Request 4\s*\d/ })).toBeTruthy();
  });
});

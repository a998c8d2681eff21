// The chart as its users meet it: what is drawn, what gestures and keys do, and that it sleeps when nothing happens.
import { afterEach, expect, test, vi } from 'vitest';
import { burst, shownRun, shownTrace } from '../../core/analysis/shown-trace.test-support.ts';
import { formatMs } from '../../core/export/quantity.ts';
import { SpanKind } from '../../core/trace/span-kind.ts';
import { useView } from '../state/view-store.ts';
import { contextOf, makeChart, pointer, WIDTH_PX, type MadeChart } from './gantt.test-support.ts';
import { GUTTER_PX } from './scene.ts';

const RUN = shownRun('async-io', 0, burst(4, { fetchNs: 100e6, inferenceNs: 200e6 }));

afterEach(() => {
  document.body.replaceChildren();
});

/** Middle of a request's row, from the chart's top. */
function rowYPx({ chart }: MadeChart, request: number): number {
  const { rows } = chart.model;
  const row = rows.ofRequest(request);
  return rows.topPx(row) + rows.rowPx(row) / 2;
}

/** Where a moment is drawn. */
function xPx({ chart }: MadeChart, ms: number): number {
  const { startMs, spanMs } = chart.navigation.viewport;
  return GUTTER_PX + ((ms - startMs) / spanMs) * (WIDTH_PX - GUTTER_PX);
}

function visible(made: MadeChart): { startMs: number; endMs: number } {
  const { startMs, spanMs } = made.chart.navigation.viewport;
  return { startMs, endMs: startMs + spanMs };
}

test('draws all of a finished run once, says so, and sleeps', () => {
  const made = makeChart(RUN);
  const { base } = made.elements;
  expect(contextOf(base).pictures).toBeGreaterThan(0);
  expect(contextOf(base).texts).toEqual(expect.arrayContaining(['Event loop', 'Request 4']));
  expect(contextOf(base).texts.some((text) => text.startsWith('loop wait'))).toBe(true);
  expect(made.elements.root.dataset['idle']).toBe('true');
  expect(visible(made).endMs).toBeGreaterThan(900);
  expect(made.statuses.at(-1)).toMatchObject({ empty: false, growing: false, cutOff: false });
  expect(useView.getState().visible).toEqual(visible(made));
});

test('draws nothing while it sleeps, and one picture for a pointer that moves is not of the bars', () => {
  const made = makeChart(RUN);
  const { pictures } = contextOf(made.elements.base);
  made.frames.run();
  pointer(made.elements.sheet, 'pointermove', { xPx: xPx(made, 300), yPx: rowYPx(made, 3) });
  made.frames.run();
  expect(contextOf(made.elements.base).pictures).toBe(pictures);
});

test('a pointer on a bar tells which span it is on, once', () => {
  const made = makeChart(RUN);
  const yPx = rowYPx(made, 3);
  for (const ms of [200, 250, 300]) {
    pointer(made.elements.sheet, 'pointermove', { xPx: xPx(made, ms), yPx });
    made.frames.run();
  }
  expect(made.hovers).toHaveLength(1);
  expect(RUN.spans.kind[made.hovers[0]!.spanRow]).toBe(SpanKind.LoopWait);
  pointer(made.elements.sheet, 'pointerleave', { xPx: 0, yPx: 0 });
  made.frames.run();
  expect(made.hovers.at(-1)).toBeNull();
});

test('a click selects the span, in the gutter the request, beside everything nothing', () => {
  const made = makeChart(RUN);
  const click = (place: { xPx: number; yPx: number }): void => {
    pointer(made.elements.sheet, 'pointerdown', place);
    pointer(made.elements.sheet, 'pointerup', place);
    made.frames.run();
  };
  click({ xPx: xPx(made, 300), yPx: rowYPx(made, 3) });
  const { selection } = useView.getState();
  expect(selection.kind === 'span' && RUN.spans.kind[selection.row]).toBe(SpanKind.LoopWait);
  click({ xPx: 30, yPx: rowYPx(made, 2) });
  expect(useView.getState().selection).toEqual({ kind: 'request', requestId: RUN.requests.id[2] });
  click({ xPx: WIDTH_PX - 2, yPx: rowYPx(made, 0) });
  expect(useView.getState().selection).toEqual({ kind: 'none' });
});

test('a drag selects a range, which F shows and Esc gives up', () => {
  const made = makeChart(RUN);
  const yPx = rowYPx(made, 0);
  const { sheet } = made.elements;
  pointer(sheet, 'pointerdown', { xPx: xPx(made, 200), yPx });
  pointer(sheet, 'pointermove', { xPx: xPx(made, 500), yPx });
  pointer(sheet, 'pointermove', { xPx: xPx(made, 400), yPx });
  pointer(sheet, 'pointerup', { xPx: xPx(made, 400), yPx });
  const range = useView.getState().range;
  expect(range?.startMs).toBeCloseTo(200, 0);
  expect(range?.endMs).toBeCloseTo(400, 0);
  made.chart.focus();
  made.frames.run();
  expect(visible(made).startMs).toBeCloseTo(180, 0);
  expect(visible(made).endMs).toBeCloseTo(420, 0);
  sheet.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  expect(useView.getState().range).toBeNull();
});

test('Ctrl and wheel zoom at the pointer, Shift and wheel move, a wheel alone is left to the browser', () => {
  const made = makeChart(RUN);
  const { sheet } = made.elements;
  const wheel = (more: WheelEventInit): boolean => {
    const event = new WheelEvent('wheel', { cancelable: true, clientX: xPx(made, 300), ...more });
    sheet.dispatchEvent(event);
    made.frames.run();
    return event.defaultPrevented;
  };
  const before = visible(made);
  const atPx = xPx(made, 300);
  expect(wheel({ deltaY: -100, ctrlKey: true })).toBe(true);
  expect(visible(made).endMs - visible(made).startMs).toBeLessThan(before.endMs - before.startMs);
  expect(xPx(made, 300)).toBeCloseTo(atPx, 0);
  const zoomed = visible(made);
  expect(wheel({ deltaY: 50, shiftKey: true })).toBe(true);
  expect(visible(made).startMs).toBeGreaterThan(zoomed.startMs);
  expect(visible(made).endMs - visible(made).startMs).toBeCloseTo(zoomed.endMs - zoomed.startMs, 9);
  expect(wheel({ deltaY: 50 })).toBe(false);
});

test('a held key moves until it is let go', () => {
  const made = makeChart(RUN);
  const { sheet } = made.elements;
  const key = (type: string, code: string, more: KeyboardEventInit = {}): void => {
    sheet.dispatchEvent(new KeyboardEvent(type, { code, cancelable: true, ...more }));
  };
  const before = visible(made);
  key('keydown', 'KeyW');
  made.frames.run(10);
  const closer = visible(made);
  expect(closer.endMs - closer.startMs).toBeLessThan(before.endMs - before.startMs);
  expect(made.frames.waiting).toBe(true);
  key('keyup', 'KeyW');
  made.frames.run();
  expect(made.frames.waiting).toBe(false);
  key('keydown', 'KeyD', { isComposing: true });
  expect(made.frames.run()).toBe(0);
});

test('letters do nothing when they are switched off', () => {
  const made = makeChart(RUN, { singleKeys: false });
  const event = new KeyboardEvent('keydown', { code: 'KeyW', cancelable: true });
  made.elements.sheet.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(false);
  expect(made.frames.waiting).toBe(false);
});

test('arrow keys walk from row to row and from span to span', () => {
  const made = makeChart(RUN);
  const arrow = (key: string): string => {
    made.elements.sheet.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    made.frames.run();
    const { selection } = useView.getState();
    return selection.kind === 'span'
      ? `${RUN.spans.kind[selection.row]} of ${RUN.spans.request[selection.row]}`
      : selection.kind;
  };
  const first = RUN.requests.id[0]!;
  useView.getState().select({ kind: 'request', requestId: first });
  expect(arrow('ArrowRight')).toMatch(new RegExp(` of ${first}$`));
  const here = arrow('ArrowRight');
  expect(arrow('ArrowLeft')).not.toBe(here);
  expect(arrow('ArrowRight')).toBe(here);
  expect(arrow('ArrowDown')).toMatch(new RegExp(` of ${first + 1}$`));
  expect(arrow('ArrowUp')).toMatch(new RegExp(` of ${first}$`));
});

test('what is selected elsewhere is brought into view', () => {
  const made = makeChart(RUN);
  made.chart.navigation.showExactly({ startMs: 0, spanMs: 50 });
  made.frames.run();
  const row = RUN.spans.kind.indexOf(SpanKind.Inference);
  useView.getState().select({ kind: 'span', row });
  made.frames.run();
  expect(visible(made).startMs).toBeLessThan(RUN.spans.startMs[row]!);
  expect(visible(made).endMs).toBeGreaterThan(RUN.spans.startMs[row]!);
});

test('a live run begins at its expected length, is followed without zooming, and a pan stops that', () => {
  const live = { ...RUN, live: true };
  const made = makeChart({ ...live }, { expectedMs: 500 }, 10);
  const { startMs, endMs } = visible(made);
  expect(startMs).toBeLessThan(0);
  expect(endMs).toBeGreaterThan(500);
  made.change(live, 700);
  made.frames.run(3);
  const later = visible(made);
  expect(later.endMs - later.startMs).toBeCloseTo(endMs - startMs, 9);
  expect(later.endMs).toBeGreaterThan(700);
  made.chart.navigation.pan(-100);
  expect(useView.getState().following).toBe(false);
  made.change(live, 900);
  made.frames.run(3);
  expect(visible(made).endMs).toBeCloseTo(later.endMs - 100, 6);
  made.chart.follow();
  made.frames.run(3);
  expect(visible(made).endMs).toBeGreaterThan(900);
});

test('a run that outgrew the view ends without zooming; it says that something is cut off until the user moves', () => {
  const live = { ...RUN, live: true };
  const made = makeChart(live, { expectedMs: 300 }, 10);
  made.change(live, 800);
  made.frames.run(20);
  const before = visible(made);
  made.change({ ...RUN, live: false, revision: 2 });
  made.frames.run();
  expect(visible(made).endMs - visible(made).startMs).toBeCloseTo(before.endMs - before.startMs, 9);
  expect(made.statuses.at(-1)?.cutOff).toBe(true);
  made.chart.navigation.fit();
  made.frames.run();
  expect(made.statuses.at(-1)?.cutOff).toBe(false);
  expect(visible(made).startMs).toBeLessThanOrEqual(0);
});

test('after the last answer the view rests, though time goes on; an ended run is seen from its start', () => {
  const made = makeChart({ ...RUN, live: true }, { expectedMs: 600 }, 10);
  // 600 ms were expected, 900 came: the view has to move a little for those, never for the idle time after them.
  made.change({ ...RUN, live: true, revision: 2 }, 880);
  made.frames.run(5);
  made.change({ ...RUN, live: true, revision: 3 }, 5000);
  made.frames.run(5);
  expect(visible(made).startMs).toBeLessThan(100);
  const { spanMs } = made.chart.navigation.viewport;
  made.change({ ...RUN, live: false, revision: 4 });
  made.frames.run();
  expect(made.chart.navigation.viewport.spanMs).toBe(spanMs);
  expect(visible(made).startMs).toBeLessThanOrEqual(0);
  expect(visible(made).endMs).toBeGreaterThan(900);
  expect(made.statuses.at(-1)?.cutOff).toBe(false);
});

test('how long a request took is written whole, also where its bar ends at the edge', () => {
  const made = makeChart(RUN);
  const context = contextOf(made.elements.base);
  const text = formatMs(RUN.requests.endMs[3]! - RUN.requests.startMs[3]!);
  for (const roomMs of [0.5, 5, 50]) {
    made.chart.navigation.showExactly({ startMs: 0, spanMs: RUN.requests.endMs[3]! + roomMs });
    made.frames.run();
    const at = context.texts.lastIndexOf(text);
    expect(at).toBeGreaterThan(0);
    const { width } = context.measureText(text);
    expect(context.textPx[at]! + width).toBeLessThanOrEqual(WIDTH_PX - GUTTER_PX);
  }
});

test('a card whose content has grown is placed again', () => {
  const sizes: (() => void)[] = [];
  const made = makeChart(RUN, {}, NaN, (tell) => sizes.push(tell));
  pointer(made.elements.sheet, 'pointermove', { xPx: xPx(made, 300), yPx: rowYPx(made, 3) });
  made.frames.run();
  const { card } = made.elements;
  const before = card.style.transform;
  Object.defineProperty(card, 'offsetHeight', { value: 380 });
  for (const tell of sizes) tell();
  expect(card.style.transform).not.toBe(before);
});

test('stores hear of a moving view ten times a second at most, and of the last of it', () => {
  const made = makeChart(RUN);
  const heard = vi.fn();
  const undo = useView.subscribe((now, before) => {
    if (now.visible !== before.visible) heard();
  });
  for (let n = 0; n < 60; n++) {
    made.chart.navigation.zoom(300, 0.99);
    made.frames.run(1);
  }
  made.frames.run();
  undo();
  expect(heard.mock.calls.length).toBeLessThanOrEqual(11);
  expect(useView.getState().visible).toEqual(visible(made));
});

test('another run is shown whole, from its top', () => {
  const made = makeChart(RUN);
  made.chart.navigation.showExactly({ startMs: 300, spanMs: 10 });
  made.frames.run();
  const next = shownRun('sync', 0, burst(2, { fetchNs: 50e6, inferenceNs: 20e6 }));
  made.change({ ...next, feedRun: 2 });
  made.frames.run();
  expect(visible(made).startMs).toBeLessThanOrEqual(0);
  expect(visible(made).endMs).toBeLessThan(200);
  made.change(null);
  made.frames.run();
  expect(made.statuses.at(-1)?.empty).toBe(true);
});

test('hidden kinds are left out, and cannot be pointed at', () => {
  const made = makeChart(RUN, { hidden: 1 << SpanKind.LoopWait });
  expect(contextOf(made.elements.base).texts.some((text) => text.startsWith('loop wait'))).toBe(
    false,
  );
  pointer(made.elements.sheet, 'pointermove', { xPx: xPx(made, 300), yPx: rowYPx(made, 3) });
  made.frames.run();
  expect(made.hovers).toEqual([]);
});

test('the overview’s window is moved and sized', () => {
  const made = makeChart(RUN);
  made.chart.navigation.showExactly({ startMs: 200, spanMs: 200 });
  made.frames.run();
  const { overviewBox } = made.elements;
  const whole = 1075 / (WIDTH_PX - GUTTER_PX);
  const place = (ms: number) => ({ xPx: GUTTER_PX + (ms + 15) / whole, yPx: 20 });
  pointer(overviewBox, 'pointerdown', { ...place(260) });
  pointer(overviewBox, 'pointermove', { ...place(360) });
  pointer(overviewBox, 'pointerup', { ...place(360) });
  made.frames.run();
  expect(visible(made).startMs).toBeGreaterThan(250);
  expect(visible(made).endMs - visible(made).startMs).toBeCloseTo(200, 0);
});

test('lets go of everything when it is disposed of', () => {
  const made = makeChart(RUN);
  made.chart.dispose();
  expect(made.source.listenerCount).toBe(0);
  useView.getState().setRange({ startMs: 1, endMs: 2 });
  pointer(made.elements.sheet, 'pointermove', { xPx: 500, yPx: 100 });
  expect(made.frames.waiting).toBe(false);
});

test('a trace without anything is empty', () => {
  const made = makeChart(shownTrace({}));
  expect(made.statuses.at(-1)?.empty).toBe(true);
});

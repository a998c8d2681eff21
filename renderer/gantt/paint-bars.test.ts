// Every pixel of every bar, against the slow rule: which kind wins in the column, and what its pattern has at that place.
import { afterEach, expect, test } from 'vitest';
import {
  burst,
  shownRun,
  shownTrace,
  spanRow,
  spansOf,
} from '../../core/analysis/shown-trace.test-support.ts';
import { HEADER_PX } from '../../core/timeline/chart-rows.ts';
import { FAILED_BIT } from '../../core/timeline/raster.ts';
import { slowCodes } from '../../core/timeline/slow-raster.test-support.ts';
import { columnGrid } from '../../core/timeline/time-scale.ts';
import { poolLane } from '../../core/trace/lane.ts';
import type { ShownTrace } from '../../core/trace/shown-trace.ts';
import { SpanFlag } from '../../core/trace/span-columns.ts';
import { SpanKind } from '../../core/trace/span-kind.ts';
import { SPAN_PALETTES } from '../theme/span-palette.ts';
import { pixelOf } from './chart-colors.ts';
import { contextOf, HEIGHT_PX, makeChart, WIDTH_PX, type MadeChart } from './gantt.test-support.ts';
import { barInset, GUTTER_PX } from './scene.ts';
import { makeSpanInk } from './span-ink.ts';

const COLORS = {
  theme: 'light',
  bg: '#ffffff',
  raised: '#f7f8fa',
  sunken: '#eff1f4',
  hover: '#e8ebf0',
  selected: '#dfe8fb',
  line: '#dfe3e9',
  lineStrong: '#b9c0cb',
  text: '#171c25',
  textSoft: '#4d5666',
  textFaint: '#636d7e',
  accent: '#2457c5',
  onAccent: '#ffffff',
  danger: '#b3261e',
  fontUi: 'sans-serif',
} as const;

/** The chart of a trace with the colours of the light theme. */
function paint(trace: ShownTrace): { made: MadeChart; pixels: Uint32Array } {
  for (const [name, value] of Object.entries(COLORS))
    document.documentElement.style.setProperty(
      `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      value,
    );
  const made = makeChart(trace);
  const { image } = contextOf(made.elements.base);
  return { made, pixels: new Uint32Array(image!.data.buffer) };
}

/** Positions at which a pixel of a bar is not what the rule says. */
function wrongPixels({ made, pixels }: ReturnType<typeof paint>): number {
  const { model, navigation } = made.chart;
  const columns = WIDTH_PX - GUTTER_PX;
  const grid = columnGrid(navigation.viewport, columns);
  const ink = makeSpanInk(COLORS, 1);
  let wrong = 0;
  let looked = 0;
  const [first, after] = model.rows.within(0, HEIGHT_PX);
  for (let n = first; n < after; n++) {
    const codes = slowCodes({ ...model.queryOf(model.rows.row(n)), grid });
    const inset = barInset(model.rows.rowPx(n));
    const from = model.rows.topPx(n) + inset;
    const to = Math.min(HEIGHT_PX, model.rows.topPx(n) + model.rows.rowPx(n) - inset);
    for (let line = from; line < to; line++)
      for (const [c, code] of codes.entries()) {
        if (code === 0 || code >= FAILED_BIT) continue;
        looked++;
        const x = (((grid.firstColumn + c) % ink.tile) + ink.tile) % ink.tile;
        const y = (line - from) % ink.tile;
        if (pixels[line * columns + c] !== ink.pixels[(code * ink.tile + y) * ink.tile + x])
          wrong++;
      }
  }
  expect(looked).toBeGreaterThan(1000);
  return wrong;
}

afterEach(() => {
  document.body.replaceChildren();
});

test.each(['sync', 'sync-pool', 'async-io', 'async-pool'] as const)(
  'paints every pixel of a %s run as the rule says',
  (mode) => {
    const plan = burst(6, { fetchNs: 30e6, inferenceNs: 70e6, logged: true });
    expect(wrongPixels(paint(shownRun(mode, 3, plan)))).toBe(0);
  },
);

test('paints thousands of spans on a lane as the rule says', () => {
  const spans = spansOf(
    Array.from({ length: 5000 }, (_, n) =>
      spanRow({
        kind: n % 3 === 0 ? SpanKind.Fetch : SpanKind.Inference,
        lane: poolLane(1 + (n % 4)),
        startMs: n * 0.25,
        endMs: n * 0.25 + 0.125 * (1 + (n % 7)),
      }),
    ),
  );
  expect(wrongPixels(paint(shownTrace({ spans })))).toBe(0);
});

test('a failed span is seen, however thin it is', () => {
  const spans = spansOf([
    spanRow({ kind: SpanKind.Inference, lane: poolLane(1), startMs: 0, endMs: 10_000 }),
    spanRow({
      kind: SpanKind.Fetch,
      lane: poolLane(1),
      startMs: 5_000,
      endMs: 5_000.001,
      flags: SpanFlag.Failed,
    }),
  ]);
  const { pixels } = paint(shownTrace({ spans }));
  const red = pixels.filter((pixel) => pixel === pixelOf(COLORS.danger)).length;
  // As wide as its least width, as high as the bar.
  expect(red).toBe(3 * 16);
});

test('a long block of the loop shows behind every row', () => {
  const spans = spansOf([
    spanRow({ kind: SpanKind.LoopBusy, code: SpanKind.Inference, lane: 0, startMs: 0, endMs: 400 }),
    spanRow({ kind: SpanKind.Inference, lane: poolLane(1), startMs: 600, endMs: 1000 }),
  ]);
  const { pixels } = paint(shownTrace({ spans }));
  const ink = makeSpanInk(COLORS, 1);
  const lastLine = pixels.subarray((HEIGHT_PX - 1) * (WIDTH_PX - GUTTER_PX));
  const shaded = lastLine.filter((pixel) => pixel === ink.shade[SpanKind.Inference]).length;
  expect(shaded / lastLine.length).toBeGreaterThan(0.3);
  expect(shaded / lastLine.length).toBeLessThan(0.5);
});

test('a folded pool is summed up in its header: as high as the share of its threads that were busy', () => {
  const threads = 20;
  // Ten threads from 0 ms, all twenty from 500 ms, none after 1000 ms.
  const spans = Array.from({ length: threads }, (_, n) =>
    spanRow({
      kind: SpanKind.Inference,
      lane: poolLane(n + 1),
      startMs: n < threads / 2 ? 0 : 500,
      endMs: 1000,
    }),
  );
  const made = paint(shownTrace({ spans: spansOf(spans) }));
  const { rows } = made.made.chart.model;
  const pool = rows.groups.find(({ id }) => id === 'pool')!;
  expect(pool).toMatchObject({ folded: true, count: threads });
  const { startMs, spanMs } = made.made.chart.navigation.viewport;
  const columns = WIDTH_PX - GUTTER_PX;
  const busy = pixelOf(SPAN_PALETTES.light[SpanKind.Inference].color);
  const highPx = (ms: number): number => {
    const c = Math.round(((ms - startMs) / spanMs) * columns);
    let high = 0;
    for (let line = pool.topPx; line < pool.topPx + HEADER_PX; line++)
      if (made.pixels[line * columns + c] === busy) high++;
    return high;
  };
  expect(highPx(750)).toBeGreaterThan(HEADER_PX / 2);
  expect(highPx(250)).toBe(highPx(750) / 2);
  expect(highPx(1020)).toBe(0);
});

// The bench page: what bench/gantt.mjs calls by name. No numbers of aims here.
import { appending } from './appending.ts';
import { addCanvas, BenchChart } from './chart.ts';
import { frameMs } from './frames.ts';
import { finishedSource, randomTrace } from './random-trace.ts';
import { RectChart } from './rects.ts';
import type { GanttBench, WrongPixels } from './results.ts';
import { stackedBarsMs } from './stacked-bars.tsx';
import { countWrong, pictureOf, spansByLane, VIEWS } from './wrong-pixels.ts';

const SEED = 7;
const FRAMES = 40;
/** Of frames that take about a second each. */
const FEW_FRAMES = 3;
const MANY_SPANS = 1_000_000;

const chartOf = (spans: number): BenchChart =>
  new BenchChart(finishedSource(randomTrace(spans, 'tiled', SEED)));

function wrongPixels(count: number): WrongPixels {
  const spans = randomTrace(count, 'wild', SEED + count);
  const empty = new BenchChart(finishedSource(randomTrace(0, 'tiled', SEED)));
  const chart = new BenchChart(finishedSource(spans));
  const lanes = spansByLane(spans, chart.model.nowMs);
  const sum = { wrong: 0, compared: 0 };
  for (const view of VIEWS) {
    empty.draw(view);
    chart.draw(view);
    const { wrong, compared } = countWrong(chart, lanes, pictureOf(empty));
    sum.wrong += wrong;
    sum.compared += compared;
  }
  return sum;
}

const ganttBench: GanttBench = {
  chartMs: (spans, share, motion) => {
    const chart = chartOf(spans);
    return frameMs(FRAMES, motion, share, (viewport) => {
      chart.draw(viewport);
    });
  },
  rectsMs: (spans, share, motion) => {
    const { model } = chartOf(spans);
    const peer = new RectChart(addCanvas());
    const frames = spans * share < MANY_SPANS ? FRAMES : FEW_FRAMES;
    return frameMs(frames, motion, share, (viewport) => {
      peer.draw(model, viewport);
    });
  },
  rechartsMs: (spans) => stackedBarsMs(randomTrace(spans, 'tiled', SEED)),
  wrongPixels,
  appending,
};

Object.assign(globalThis, { ganttBench });

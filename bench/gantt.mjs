// Drawing the Gantt chart in a real Chromium, without a GPU: ms per frame, wrong pixels, and appending while it is drawn; against
// `fillRect` per span and recharts' stacked bars in the same page. The page is bench/gantt-page/.
import { fileURLToPath } from 'node:url';
import { withBenchPage } from './browser-page.mjs';
import { ratioRow, valueRow } from './row.mjs';

const PAGE = fileURLToPath(new URL('./gantt-page/main.ts', import.meta.url));
const VIEWPORT = { width: 1600, height: 900 };
const SIZES = /** @type {const} */ ([
  ['1k', 1000],
  ['10k', 10_000],
  ['100k', 100_000],
  ['1M', 1_000_000],
]);
const RECHARTS_SIZES = /** @type {const} */ ([
  ['1k', 1000],
  ['5k', 5000],
]);
const VIEWS = /** @type {const} */ ([
  ['all in view', 1],
  ['5 % in view', 0.05],
]);
const FRAME_LIMIT_MS = 8;
const RECHARTS_RATIO = 0.1;
const SPANS_PER_SECOND = 600_000;
const APPENDING_MS = 5000;
/** The best counts: whoever else needs the processor takes frames away from those who work only. */
const APPENDING_ROUNDS = 3;
const FRAMES_RATIO = 0.95;
/** At 600,000 spans/s a quarter of one core. */
const APPEND_LIMIT_NS = 400;

/**
 * @typedef {import('./row.mjs').Row} Row
 * @typedef {(expression: string) => Promise<unknown>} Evaluate
 * @typedef {import('./gantt-page/results.ts').WrongPixels} WrongPixels
 * @typedef {import('./gantt-page/results.ts').AppendingResult} AppendingResult
 */

/** @returns {Promise<Row[]>} */
export async function benchGantt() {
  const reason = process.env['LOOPSCOPE_NO_CHROMIUM'];
  if (reason !== undefined) {
    console.error(`gantt: skipped, no Chromium: ${reason}`);
    return [];
  }
  return withBenchPage(PAGE, VIEWPORT, async (evaluate) => [
    ...(await benchZoom(evaluate)),
    ...(await benchPan(evaluate)),
    ...(await benchRecharts(evaluate)),
    ...(await benchPixels(evaluate)),
    ...(await benchAppending(evaluate)),
  ]);
}

/** @param {Evaluate} evaluate */
async function benchZoom(evaluate) {
  const rows = [];
  for (const [size, spans] of SIZES)
    for (const [view, share] of VIEWS)
      rows.push(
        valueRow({
          name: `chart: frame, zooming, ${size} spans, ${view}, against fillRect per span`,
          unit: 'ms',
          measured: await msOf(evaluate, `chartMs(${spans}, ${share}, 'zoom')`),
          reference: await msOf(evaluate, `rectsMs(${spans}, ${share}, 'zoom')`),
          aim: { atMost: FRAME_LIMIT_MS },
        }),
      );
  return rows;
}

/** @param {Evaluate} evaluate */
async function benchPan(evaluate) {
  const rows = [];
  for (const [view, share] of VIEWS)
    rows.push(
      valueRow({
        name: `chart: frame, panning, 1M spans, ${view}, against zooming`,
        unit: 'ms',
        measured: await msOf(evaluate, `chartMs(1e6, ${share}, 'pan')`),
        reference: await msOf(evaluate, `chartMs(1e6, ${share}, 'zoom')`),
        aim: { atMost: FRAME_LIMIT_MS },
      }),
    );
  return rows;
}

/** @param {Evaluate} evaluate */
async function benchRecharts(evaluate) {
  const rows = [];
  for (const [size, spans] of RECHARTS_SIZES)
    rows.push(
      ratioRow({
        name: `chart: frame, zooming, ${size} spans, all in view, against recharts' stacked bars`,
        unit: 'ms',
        measured: await msOf(evaluate, `chartMs(${spans}, 1, 'zoom')`),
        reference: await msOf(evaluate, `rechartsMs(${spans})`),
        aim: { atMost: RECHARTS_RATIO },
      }),
    );
  return rows;
}

/** @param {Evaluate} evaluate */
async function benchPixels(evaluate) {
  const rows = [];
  for (const [size, spans] of SIZES) {
    const answer = await evaluate(`ganttBench.wrongPixels(${spans})`);
    const { wrong, compared } = /** @type {WrongPixels} */ (answer);
    rows.push(
      valueRow({
        name: `chart: wrong pixels of those compared, ${size} random spans`,
        unit: 'pixels',
        measured: wrong,
        reference: compared,
        aim: { atMost: 0 },
      }),
    );
  }
  return rows;
}

/** @param {Evaluate} evaluate */
async function benchAppending(evaluate) {
  /** @type {AppendingResult[]} */
  const rounds = [];
  for (let round = 0; round < APPENDING_ROUNDS; round++) {
    const answer = await evaluate(`ganttBench.appending(${SPANS_PER_SECOND}, ${APPENDING_MS})`);
    rounds.push(/** @type {AppendingResult} */ (answer));
  }
  const result = rounds.reduce((best, each) => (shareOf(each) > shareOf(best) ? each : best));
  return [
    ratioRow({
      name: `chart: frames in 5 s while 600,000 spans/s are appended and drawn, against idle frames`,
      unit: 'frames',
      measured: result.frames,
      reference: result.idleFrames,
      aim: { atLeast: FRAMES_RATIO },
    }),
    valueRow({
      name: 'chart: one span appended to columns and lanes, against an object pushed and kept',
      unit: 'ns',
      measured: result.appendNs,
      reference: result.objectNs,
      aim: { atMost: APPEND_LIMIT_NS },
    }),
  ];
}

/** @param {AppendingResult} result */
function shareOf({ frames, idleFrames }) {
  return frames / idleFrames;
}

/**
 * @param {Evaluate} evaluate
 * @param {string} call
 */
async function msOf(evaluate, call) {
  return Number(await evaluate(`ganttBench.${call}`));
}

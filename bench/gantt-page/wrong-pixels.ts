// What every pixel of a bar must be, worked out the slow way from the spans themselves, against what is on the canvas. Shares
// nothing with core/timeline but the numbers of its codes and the look-up of their colours.
import { codeOf, FAILED_BIT, LEVELS } from '../../core/timeline/raster.ts';
import { poolLane } from '../../core/trace/lane.ts';
import { SpanFlag, type SpanColumns } from '../../core/trace/span-columns.ts';
import { barInset } from '../../renderer/gantt/scene.ts';
import { HEIGHT_PX, ROW_PX, WIDTH_PX, type BenchChart } from './chart.ts';
import { LANES } from './random-trace.ts';

/** A failed span is painted at least so wide, to the right. */
const FAILED_PX = 3;

interface Span {
  readonly startMs: number;
  readonly endMs: number;
  readonly kind: number;
  readonly failed: boolean;
}

/** The same for every size: all, a little further, and a part of 1/32, all with columns that are powers of two. */
export const VIEWS = [
  { startMs: 0, spanMs: WIDTH_PX },
  { startMs: 7, spanMs: WIDTH_PX },
  { startMs: 700, spanMs: WIDTH_PX / 32 },
];

/** Compares what is drawn now with what the spans say. @param ground a picture of the same view without spans */
export function countWrong(
  chart: BenchChart,
  lanes: readonly Span[][],
  ground: Uint32Array,
): { wrong: number; compared: number } {
  const pixels = pictureOf(chart);
  const inset = barInset(ROW_PX);
  let wrong = 0;
  let compared = 0;
  for (let lane = 0; lane < LANES; lane++) {
    const codes = slowCodes(chart, lanes[lane]!);
    for (let y = 0; y < ROW_PX - 2 * inset; y++)
      for (let x = 0; x < WIDTH_PX; x++) {
        const at = (lane * ROW_PX + inset + y) * WIDTH_PX + x;
        compared++;
        if (!isRight(chart, codes, x, y, pixels[at]!, ground[at]!)) wrong++;
      }
  }
  return { wrong, compared };
}

export function pictureOf({ surface }: BenchChart): Uint32Array {
  return new Uint32Array(surface.context.getImageData(0, 0, WIDTH_PX, HEIGHT_PX).data.buffer);
}

export function spansByLane(spans: SpanColumns, nowMs: number): Span[][] {
  const lanes = Array.from({ length: LANES }, (): Span[] => []);
  for (let row = 0; row < spans.length; row++) {
    const startMs = spans.startMs[row]!;
    const knownMs = spans.endMs[row]!;
    lanes[spans.lane[row]! - poolLane(1)]!.push({
      startMs,
      endMs: Number.isNaN(knownMs) ? Math.max(startMs, nowMs) : knownMs,
      kind: spans.kind[row]!,
      failed: (spans.flags[row]! & SpanFlag.Failed) !== 0,
    });
  }
  return lanes;
}

/** Every column looks at every span that touches the view. */
function slowCodes({ grid }: BenchChart, lane: readonly Span[]): Uint8Array {
  const startOf = (column: number): number => (grid.firstColumn + column) * grid.msPerColumn;
  const seen = lane.filter((span) => touches(span, startOf(0), startOf(grid.columns)));
  return Uint8Array.from({ length: grid.columns }, (_, column) =>
    slowCode(seen, startOf(column), startOf(column + 1)),
  );
}

function slowCode(spans: readonly Span[], fromMs: number, toMs: number): number {
  const kindMs = new Map<number, number>();
  let failed = false;
  for (const span of spans) {
    if (!touches(span, fromMs, toMs)) continue;
    const ms = Math.min(span.endMs, toMs) - Math.max(span.startMs, fromMs);
    kindMs.set(span.kind, (kindMs.get(span.kind) ?? 0) + ms);
    failed ||= span.failed;
  }
  if (kindMs.size === 0) return 0;
  const [most] = [...kindMs].sort(([k, a], [l, b]) => b - a || k - l);
  const coveredMs = [...kindMs.values()].reduce((a, b) => a + b);
  const level = Math.floor((coveredMs / (toMs - fromMs)) * LEVELS);
  return codeOf(most![0], Math.min(LEVELS - 1, level), failed);
}

function touches({ startMs, endMs }: Span, fromMs: number, toMs: number): boolean {
  return startMs < toMs && (endMs > fromMs || (endMs === startMs && startMs >= fromMs));
}

/** Where nothing failed exactly one pixel is right; a failed column is red in its first line, and may be below it. */
function isRight(
  { ink, grid }: BenchChart,
  codes: Uint8Array,
  x: number,
  y: number,
  pixel: number,
  ground: number,
): boolean {
  if (pixel === ink.danger)
    return codes.subarray(Math.max(0, x + 1 - FAILED_PX), x + 1).some((code) => code >= FAILED_BIT);
  const code = codes[x]!;
  if (code >= FAILED_BIT && y === 0) return false;
  const { tile, pixels } = ink;
  const look = code & ~FAILED_BIT;
  const at = (look * tile + (y % tile)) * tile + ((grid.firstColumn + x) % tile);
  return pixel === (look === 0 ? ground : pixels[at]);
}

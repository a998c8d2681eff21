// Words on and behind the bars, and the seams between spans of one kind. Works from the painted codes: only stretches that are
// wide enough for a word are looked at, so a million spans cost no more than the pixels they lie on.
import { formatMs } from '../../core/export/quantity.ts';
import { entryEndMs, type HitQuery } from '../../core/timeline/hit-test.ts';
import { FAILED_BIT, kindOfCode } from '../../core/timeline/raster.ts';
import { toMs, toPx } from '../../core/timeline/time-scale.ts';
import type { ChartRow } from '../../core/timeline/chart-rows.ts';
import type { Track } from '../../core/timeline/track.ts';
import { requestLabel } from '../../core/trace/request-label.ts';
import { Lane } from '../../core/trace/lane.ts';
import { SpanFlag } from '../../core/trace/span-columns.ts';
import { SpanKind } from '../../core/trace/span-kind.ts';
import { SPAN_PALETTES } from '../theme/span-palette.ts';
import { barInset, type Scene } from './scene.ts';

/** Shortest bar that gets a word, and a seam. CSS px. */
const LEAST_LABEL_PX = 26;
const LEAST_SEAM_PX = 4;
const PAD_PX = 4;
/** From a request's end to the words behind it. */
const END_GAP_PX = 6;
/** More spans in one stretch are not looked at one by one. */
const MOST_IN_STRETCH = 400;
/** Lanes on which spans overlap: a stretch of them is counted, not named. */
const OVERLAPPING: ReadonlySet<number> = new Set([
  Lane.HealthProbe,
  Lane.FeatureService,
  Lane.Background,
  Lane.LoadGenerator,
]);

export class LabelPainter {
  private readonly widths = new Map<string, number>();
  private font = '';

  /** Forgets what words measure, e.g. after a font came. */
  reset(): void {
    this.widths.clear();
  }

  /** Words of one row. The context draws in CSS px, its origin is the plot's left top corner. */
  paintRow(
    context: CanvasRenderingContext2D,
    scene: Scene,
    chartRow: number,
    codes: Uint8Array,
  ): void {
    const { model, colors } = scene;
    const rowPx = model.rows.rowPx(chartRow);
    const topPx = model.rows.topPx(chartRow) - scene.scrollPx;
    const inset = barInset(rowPx);
    const size = rowPx >= 18 ? 11 : 9;
    this.setFont(context, `500 ${size}px ${colors.fontUi}`);
    const place: Place = {
      topPx: topPx + inset,
      heightPx: rowPx - 2 * inset,
      midPx: topPx + rowPx / 2 + 0.5,
    };
    const row = model.rows.row(chartRow);
    const query = model.queryOf(row);
    this.paintStretches(context, scene, { row, query, codes, place });
    if (row.kind === 'request') this.paintEnd(context, scene, row.at, query, place);
  }

  /** Goes along the codes and stops at every stretch of one kind that is wide enough. */
  private paintStretches(context: CanvasRenderingContext2D, scene: Scene, on: OnRow): void {
    const { codes } = on;
    const least = LEAST_SEAM_PX * scene.pixelRatio * 2;
    for (let from = 0; from < codes.length;) {
      const kind = kindOfCode(codes[from]!);
      let to = from + 1;
      while (to < codes.length && kindOfCode(codes[to]!) === kind) to++;
      if (kind !== 0 && to - from >= least) this.paintStretch(context, scene, on, from, to);
      from = to;
    }
  }

  private paintStretch(
    context: CanvasRenderingContext2D,
    scene: Scene,
    on: OnRow,
    from: number,
    to: number,
  ): void {
    const { track } = on.query;
    const { pixelRatio, scale } = scene;
    const kind = kindOfCode(on.codes[from]!) as SpanKind;
    const fromMs = toMs(scale, from / pixelRatio);
    const toMsEnd = toMs(scale, to / pixelRatio);
    const first = track.firstReaching(fromMs);
    const after = track.firstStarting(toMsEnd);
    const overlaps = on.row.kind === 'lane' && OVERLAPPING.has(on.row.lane);
    if (overlaps && after - first > 1) {
      const word = `${scene.words.short[kind]!} ×${after - first}`;
      this.write(context, scene, on, kind, from / pixelRatio, to / pixelRatio, [
        word,
        `×${after - first}`,
      ]);
      return;
    }
    if (after - first > MOST_IN_STRETCH) return;
    for (let at = first; at < after; at++) {
      if (track.kind[at] !== kind) continue;
      const startPx = toPx(scale, track.startMs[at]!);
      const endPx = toPx(scale, entryEndMs(track, at, on.query.nowMs));
      if (endPx - startPx < LEAST_SEAM_PX) continue;
      if (startPx > from / pixelRatio + 1) this.seam(context, scene, on.place, startPx);
      this.write(
        context,
        scene,
        on,
        kind,
        Math.max(0, startPx),
        Math.min(scale.widthPx, endPx),
        candidates(scene, on, at),
      );
    }
  }

  /** Where one span ends and the next of its kind begins. */
  private seam(context: CanvasRenderingContext2D, scene: Scene, place: Place, px: number): void {
    const ratio = scene.pixelRatio;
    context.fillStyle = scene.colors.bg;
    context.fillRect(Math.floor(px * ratio) / ratio, place.topPx, 1 / ratio, place.heightPx);
  }

  /** The longest of some words that fits into a bar; none, when none does. */
  private write(
    context: CanvasRenderingContext2D,
    scene: Scene,
    on: OnRow,
    kind: SpanKind,
    startPx: number,
    endPx: number,
    words: readonly string[],
  ): void {
    const roomPx = endPx - startPx - 2 * PAD_PX;
    if (roomPx + 2 * PAD_PX < LEAST_LABEL_PX) return;
    const word = words.find((candidate) => this.measure(context, candidate) <= roomPx);
    if (word === undefined) return;
    const look = SPAN_PALETTES[scene.colors.theme][kind];
    const { place } = on;
    if (look.pattern !== 'solid') {
      // The outline of what failed stays whole.
      const failed = on.codes[Math.floor((startPx + PAD_PX) * scene.pixelRatio)]! >= FAILED_BIT;
      const edgePx = failed ? 2 : 0;
      context.fillStyle = look.ground;
      context.fillRect(
        startPx + PAD_PX - 2,
        place.topPx + edgePx,
        this.measure(context, word) + 4,
        place.heightPx - 2 * edgePx,
      );
    }
    context.fillStyle = look.text;
    context.fillText(word, startPx + PAD_PX, place.midPx);
  }

  /** How long a request took, behind its last bar; how it failed, if it did. */
  private paintEnd(
    context: CanvasRenderingContext2D,
    scene: Scene,
    at: number,
    { track }: HitQuery,
    place: Place,
  ): void {
    const { model, scale, words, colors } = scene;
    const requests = model.trace?.requests;
    if (requests === undefined || track.length === 0 || track.openCount > 0) return;
    const latencyMs = requests.endMs[at]! - requests.startMs[at]!;
    if (Number.isNaN(latencyMs)) return;
    const failed = words.outcome(requests.outcome[at]!);
    const text = failed === null ? formatMs(latencyMs) : `✕ ${failed} · ${formatMs(latencyMs)}`;
    const px = this.endPlace(context, scene, requests.endMs[at]!, track, text, place);
    if (px < -80 || px > scale.widthPx) return;
    const widthPx = this.measure(context, text);
    const insidePx = Math.max(2, scale.widthPx - widthPx - END_GAP_PX);
    if (px > insidePx) {
      // No room behind the bar: on its end.
      context.fillStyle = colors.bg;
      context.fillRect(insidePx - 3, place.topPx, widthPx + 6, place.heightPx);
    }
    context.fillStyle = failed === null ? colors.textSoft : colors.danger;
    context.fillText(text, Math.min(px, insidePx), place.midPx);
  }

  /** Right behind the answer, on the wait for the background task if that leaves room; else behind everything. */
  private endPlace(
    context: CanvasRenderingContext2D,
    { scale, colors }: Scene,
    endMs: number,
    track: Track,
    text: string,
    place: Place,
  ): number {
    const answeredPx = toPx(scale, endMs) + END_GAP_PX;
    const next = track.firstStarting(endMs);
    let lastMs = endMs;
    for (let n = 0; n < track.length; n++) lastMs = Math.max(lastMs, track.endMs[n]!);
    if (lastMs === endMs) return answeredPx;
    const widthPx = this.measure(context, text) + END_GAP_PX;
    const waits = next < track.length && track.kind[next] === SpanKind.BackgroundWait;
    if (waits && toPx(scale, track.endMs[next]!) - answeredPx >= widthPx) {
      context.fillStyle = colors.bg;
      context.fillRect(answeredPx - 3, place.topPx, widthPx, place.heightPx);
      return answeredPx;
    }
    return toPx(scale, lastMs) + END_GAP_PX;
  }

  private measure(context: CanvasRenderingContext2D, word: string): number {
    const key = `${this.font}|${word}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    // Durations are many; what is measured is forgotten before it becomes much.
    if (this.widths.size > 20_000) this.widths.clear();
    const { width } = context.measureText(word);
    this.widths.set(key, width);
    return width;
  }

  private setFont(context: CanvasRenderingContext2D, font: string): void {
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    if (this.font === font && context.font !== '10px sans-serif') return;
    context.font = font;
    this.font = font;
  }
}

interface Place {
  readonly topPx: number;
  readonly heightPx: number;
  readonly midPx: number;
}

interface OnRow {
  readonly row: ChartRow;
  readonly query: HitQuery;
  readonly codes: Uint8Array;
  readonly place: Place;
}

/** What may stand on a bar, most telling first. */
function candidates({ model, words }: Scene, { row, query }: OnRow, at: number): string[] {
  const { track } = query;
  const kind = words.short[track.kind[at]!]!;
  const open = track.endMs[at] === Infinity;
  const duration = open ? '' : formatMs(track.endMs[at]! - track.startMs[at]!);
  const failed = (track.flags[at]! & SpanFlag.Failed) !== 0 ? '✕ ' : '';
  if (row.kind === 'request') {
    return [`${failed}${kind} ${duration}`.trim(), `${failed}${kind}`, duration].filter(Boolean);
  }
  const trace = model.trace;
  const request = trace?.spans.request[track.row[at]!] ?? 0;
  if (trace === null || request === 0 || trace.requests.indexOf(request) < 0)
    return [`${failed}${kind} ${duration}`.trim(), kind];
  const name = words.request(request, trace.firstRequestId).toLowerCase();
  const number = String(requestLabel(request, trace.firstRequestId));
  return [`${failed}${kind} · ${name}`, `${failed}${name}`, number];
}

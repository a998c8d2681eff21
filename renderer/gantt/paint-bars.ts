// Paints the bars of all rows that are seen, pixel by pixel, into one picture: background, grid and blocks of the loop behind,
// then for each row its strip of codes looked up in the ink. No canvas calls but the last one.
//
//   line of a row      ··············································   background
//                      ··▒▒▒▒▒▒██████████░░··························   bar: as many lines as the pattern's tile, then copied
import { eachWithin, entryEndMs } from '../../core/timeline/hit-test.ts';
import { HEADER_PX } from '../../core/timeline/chart-rows.ts';
import { FAILED_BIT, Raster } from '../../core/timeline/raster.ts';
import { Strip } from '../../core/timeline/strip.ts';
import { tickMarks } from '../../core/timeline/ticks.ts';
import { columnAt } from '../../core/timeline/time-scale.ts';
import type { Track } from '../../core/timeline/track.ts';
import { Lane } from '../../core/trace/lane.ts';
import { mixed } from './chart-colors.ts';
import { barInset, selectedRequest, type Scene } from './scene.ts';
import type { Surface } from './surface.ts';

/** Blocks of the loop from this length on show behind all rows: everybody waits for them. */
const SHADED_BLOCK_MS = 50;
/** More blocks than this in view are a texture, not something to look at one by one. */
const MOST_SHADED = 4000;
/** A failed span is at least so wide. CSS px. */
const FAILED_PX = 3;
/** How far an open span fades out beyond now. CSS px. */
const FADE_PX = 12;
/** Free above and below the summary of a folded group. CSS px. */
const SUMMARY_INSET_PX = 3;

export class BarPainter {
  private readonly raster = new Raster();
  private readonly strips = new WeakMap<Track, Strip>();
  private image: ImageData | null = null;
  private pixels = new Uint32Array(0);
  private lines = 0;
  private plain = new Uint32Array(0);
  private groove = new Uint32Array(0);
  private chosen = new Uint32Array(0);

  /** @param atColumn where the plot begins on the surface, in device pixels */
  paint(surface: Surface, scene: Scene, atColumn: number): void {
    const { columns } = scene.grid;
    const image = this.imageOf(surface, columns, surface.lines);
    this.makeGround(scene);
    const { rows } = scene.model;
    const ratio = scene.pixelRatio;
    const [first, after] = rows.within(scene.scrollPx, scene.scrollPx + scene.heightPx);
    let done = 0;
    const request = selectedRequest(scene);
    for (let n = first; n < after; n++) {
      const topPx = rows.topPx(n) - scene.scrollPx;
      const from = Math.round(topPx * ratio);
      const to = Math.round((topPx + rows.rowPx(n)) * ratio);
      this.fillLines(this.plain, done, from);
      this.paintRow(scene, n, from, to, request);
      done = Math.max(done, to);
    }
    this.fillLines(this.plain, done, this.lines);
    this.paintFoldedPool(scene);
    surface.context.setTransform(1, 0, 0, 1, 0, 0);
    surface.context.putImageData(image, atColumn, 0);
  }

  /** Codes of a track as they were painted last; null: it was not. */
  codesOf(track: Track): Uint8Array | null {
    return this.strips.get(track)?.codes ?? null;
  }

  private paintRow(scene: Scene, n: number, from: number, to: number, selectedId: number): void {
    const { model, ink, pixelRatio } = scene;
    const row = model.rows.row(n);
    const query = model.queryOf(row);
    const strip = this.stripOf(query.track);
    strip.refresh(this.raster, { ...query, grid: scene.grid });
    const inset = Math.round(barInset(model.rows.rowPx(n)) * pixelRatio);
    const isLane = row.kind === 'lane';
    const isChosen = !isLane && model.trace?.requests.id[row.at] === selectedId && selectedId > 0;
    const ground = isChosen ? this.chosen : this.plain;
    this.fillLines(ground, from, from + inset);
    this.fillLines(ground, to - inset, to);
    const bar = { from: from + inset, to: to - inset };
    const anyFailed = this.paintBar(strip.codes, isLane ? this.groove : ground, bar, scene);
    if (anyFailed) this.paintFailed(strip.codes, bar, scene);
    if (query.track.openCount > 0 && model.growing) this.paintFade(query.track, bar, scene);
    if (isLane) this.fillPart(ink.rowLine, to - 1, to, 0, scene.grid.columns);
  }

  /** What a folded pool did, in the place of its header: the higher, the more threads were busy. */
  private paintFoldedPool(scene: Scene): void {
    const { model, ink, grid, pixelRatio } = scene;
    const group = model.rows.groups.find(({ id }) => id === 'pool');
    if (group === undefined || !group.folded) return;
    const topPx = group.topPx - scene.scrollPx;
    const from = Math.round((topPx + SUMMARY_INSET_PX) * pixelRatio);
    const to = Math.round((topPx + HEADER_PX - SUMMARY_INSET_PX) * pixelRatio);
    if (to <= 0 || from >= this.lines) return;
    const busy = new Uint16Array(grid.columns);
    for (const lane of model.rows.lanes('pool')) {
      const query = model.queryOfLane(lane);
      const strip = this.stripOf(query.track);
      strip.refresh(this.raster, { ...query, grid });
      for (let c = 0; c < grid.columns; c++) if (strip.codes[c] !== 0) busy[c]!++;
    }
    const color = ink.busy;
    for (let c = 0; c < grid.columns; c++) {
      if (busy[c] === 0) continue;
      const high = Math.max(1, Math.round(((to - from) * busy[c]!) / group.count));
      this.fillPart(color, to - high, to, c, c + 1);
    }
  }

  /** Answers whether anything on it failed. */
  private paintBar(
    codes: Uint8Array,
    ground: Uint32Array,
    bar: Lines,
    { ink, grid }: Scene,
  ): boolean {
    const { columns, firstColumn } = grid;
    const { tile, pixels: inkPixels } = ink;
    const { pixels } = this;
    // Remainder that is right for columns before 0 as well.
    const phase = ((firstColumn % tile) + tile) % tile;
    const first = Math.max(0, bar.from);
    const last = Math.min(this.lines, bar.to);
    const made = Math.min(tile, last - first);
    const y = (first - bar.from) % tile;
    // Column by column: the code is looked at once for all lines of the pattern.
    let seen = 0;
    for (let c = 0, x = phase; c < columns; c++) {
      seen |= codes[c]!;
      const code = codes[c]! & ~FAILED_BIT;
      let at = first * columns + c;
      if (code === 0) {
        const pixel = ground[c]!;
        for (let n = 0; n < made; n++, at += columns) pixels[at] = pixel;
      } else {
        const base = code * tile * tile + x;
        for (let n = 0, from = y; n < made; n++, at += columns) {
          pixels[at] = inkPixels[base + from * tile]!;
          if (++from === tile) from = 0;
        }
      }
      if (++x === tile) x = 0;
    }
    for (let line = first + made; line < last; line++) {
      const at = line * columns;
      pixels.copyWithin(at, at - tile * columns, at - (tile - 1) * columns);
    }
    return (seen & FAILED_BIT) !== 0;
  }

  /** Outlines what failed; what is too thin for that is painted over whole. */
  private paintFailed(codes: Uint8Array, bar: Lines, scene: Scene): void {
    const { ink, grid, pixelRatio } = scene;
    const thick = Math.max(1, Math.round(2 * pixelRatio));
    const least = Math.round(FAILED_PX * pixelRatio);
    for (let c = 0; c < grid.columns; c++) {
      if (codes[c]! < FAILED_BIT) continue;
      let to = c;
      while (to < grid.columns && codes[to]! >= FAILED_BIT) to++;
      if (to - c <= least * 2) {
        this.fillPart(ink.danger, bar.from, bar.to, c, Math.max(to, c + least));
      } else {
        this.fillPart(ink.danger, bar.from, bar.from + thick, c, to);
        this.fillPart(ink.danger, bar.to - thick, bar.to, c, to);
        this.fillPart(ink.danger, bar.from, bar.to, c, c + thick);
        this.fillPart(ink.danger, bar.from, bar.to, to - least, to);
      }
      c = to;
    }
  }

  /** What is still going on has no edge: it fades out. */
  private paintFade(track: Track, bar: Lines, scene: Scene): void {
    const { ink, grid, model, pixelRatio } = scene;
    const { tile, pixels: inkPixels } = ink;
    const now = columnAt(grid, model.nowMs) + 1;
    const length = Math.round(FADE_PX * pixelRatio);
    if (now >= grid.columns || now + length < 0) return;
    const kind = kindOfLastOpen(track);
    if (kind === 0) return;
    const phase = ((grid.firstColumn % tile) + tile) % tile;
    const full = kind | (3 << 5);
    for (let c = Math.max(0, now); c < Math.min(grid.columns, now + length); c++) {
      const share = 0.85 * (1 - (c - now + 1) / (length + 1)) ** 1.5;
      for (let line = Math.max(0, bar.from); line < Math.min(this.lines, bar.to); line++) {
        const y = (line - bar.from) % tile;
        const ink = inkPixels[(full * tile + y) * tile + ((phase + c) % tile)]!;
        const at = line * grid.columns + c;
        this.pixels[at] = mixed(this.pixels[at]!, ink, share);
      }
    }
  }

  /** What lies behind the bars is the same in every line: grid, blocks of the loop, what has not happened yet. */
  private makeGround(scene: Scene): void {
    const { grid, ink, model, viewport, scale } = scene;
    const { plain, groove, chosen } = this;
    plain.fill(ink.bg);
    this.shadeBlocks(scene);
    for (const { ms } of tickMarks(viewport, scale.widthPx).ticks) {
      const c = columnAt(grid, ms);
      if (c >= 0 && c < grid.columns) plain[c] = mixed(plain[c]!, ink.gridLine, 0.8);
    }
    if (model.growing)
      plain.fill(ink.future, Math.min(grid.columns, Math.max(0, columnAt(grid, model.nowMs) + 1)));
    for (let c = 0; c < grid.columns; c++) {
      groove[c] = mixed(plain[c]!, ink.sunken, 0.6);
      chosen[c] = mixed(plain[c]!, ink.selected, 0.75);
    }
  }

  private shadeBlocks({ grid, ink, model }: Scene): void {
    const query = model.queryOfLane(Lane.EventLoop);
    const { track } = query;
    const fromMs = grid.firstColumn * grid.msPerColumn;
    const toMs = (grid.firstColumn + grid.columns) * grid.msPerColumn;
    if (track.firstStarting(toMs) - track.firstReaching(fromMs) > MOST_SHADED) return;
    eachWithin(query, fromMs, toMs, (at) => {
      const startMs = track.startMs[at]!;
      const endMs = entryEndMs(track, at, model.nowMs);
      if (endMs - startMs < SHADED_BLOCK_MS) return;
      const kind = track.kind[at]!;
      const from = columnAt(grid, startMs);
      const to = Math.min(grid.columns, columnAt(grid, endMs));
      this.plain.fill(ink.shade[kind]!, Math.max(0, from), Math.max(0, to));
      if (from >= 0 && to - from > 4) this.plain[from] = ink.shadeEdge[kind]!;
    });
  }

  private stripOf(track: Track): Strip {
    const known = this.strips.get(track);
    if (known !== undefined) return known;
    const strip = new Strip();
    this.strips.set(track, strip);
    return strip;
  }

  private fillLines(ground: Uint32Array, from: number, to: number): void {
    const first = Math.max(0, from);
    const after = Math.min(this.lines, to);
    for (let line = first; line < after; line++) this.pixels.set(ground, line * ground.length);
  }

  private fillPart(
    pixel: number,
    fromLine: number,
    toLine: number,
    from: number,
    to: number,
  ): void {
    const columns = this.plain.length;
    for (let line = Math.max(0, fromLine); line < Math.min(this.lines, toLine); line++)
      this.pixels.fill(
        pixel,
        line * columns + Math.max(0, from),
        line * columns + Math.min(columns, to),
      );
  }

  private imageOf(surface: Surface, columns: number, lines: number): ImageData {
    if (this.image?.width === columns && this.image.height === lines) return this.image;
    this.image = surface.context.createImageData(columns, lines);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.lines = lines;
    this.plain = new Uint32Array(columns);
    this.groove = new Uint32Array(columns);
    this.chosen = new Uint32Array(columns);
    return this.image;
  }
}

interface Lines {
  readonly from: number;
  readonly to: number;
}

function kindOfLastOpen(track: Track): number {
  for (let n = track.length - 1; n >= 0; n--)
    if (track.endMs[n] === Infinity) return track.kind[n]!;
  return 0;
}

// What is under the pointer, and where the card that explains it is put.
import { spanAt } from '../../core/timeline/hit-test.ts';
import { toMs } from '../../core/timeline/time-scale.ts';
import type { PlacePx } from './pointer-input.ts';
import { GUTTER_PX, type Pointed, type Scene } from './scene.ts';

/** A span this near to the pointer is meant, however thin it is. CSS px. */
const REACH_PX = 3;
const CARD_GAP_PX = 14;
const CARD_EDGE_PX = 4;
/** At the bottom stand pills that have to stay readable. */
const PILLS_PX = 44;

export const NOTHING_POINTED: Pointed = { hovered: null, chartRow: -1, atMs: null };

export function pointedAt(scene: Scene, place: PlacePx | null): Pointed {
  if (place === null) return NOTHING_POINTED;
  const { model, scale, scrollPx } = scene;
  const chartRow = model.rows.at(place.yPx + scrollPx);
  if (place.xPx < GUTTER_PX) return { hovered: null, chartRow, atMs: null };
  const atMs = toMs(scale, place.xPx - GUTTER_PX);
  if (chartRow < 0) return { hovered: null, chartRow, atMs };
  const query = model.queryOf(model.rows.row(chartRow));
  const at = spanAt(query, atMs, REACH_PX * scale.msPerPx);
  const hovered = at < 0 ? null : { spanRow: query.track.row[at]!, chartRow };
  return { hovered, chartRow, atMs };
}

/** Puts a card beside the pointer, on the side where there is room. @param topPx where the rows begin in the chart */
export function placeCard(
  card: HTMLElement,
  chart: HTMLElement,
  { xPx, yPx }: PlacePx,
  topPx: number,
): void {
  const { offsetWidth, offsetHeight } = card;
  const y = topPx + yPx;
  const fitsRight = xPx + CARD_GAP_PX + offsetWidth <= chart.clientWidth;
  const floorPx = chart.clientHeight - PILLS_PX;
  const fitsBelow = y + CARD_GAP_PX + offsetHeight <= floorPx;
  const left = fitsRight ? xPx + CARD_GAP_PX : xPx - CARD_GAP_PX - offsetWidth;
  const besidePx = fitsBelow ? y + CARD_GAP_PX : y - CARD_GAP_PX - offsetHeight;
  const top = Math.min(besidePx, floorPx - offsetHeight);
  const px = (value: number): string => `${Math.round(Math.max(CARD_EDGE_PX, value))}px`;
  card.style.transform = `translate(${px(left)}, ${px(top)})`;
}

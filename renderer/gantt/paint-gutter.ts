// The names of the rows, left of the plot.
import { requestLabel } from '../../core/trace/request-label.ts';
import { GUTTER_PX, selectedRequest, type Scene } from './scene.ts';

const LEFT_PX = 20;

/** The context draws in CSS px, its origin is the chart's left top corner. */
export function paintGutter(context: CanvasRenderingContext2D, scene: Scene): void {
  const { colors, model, heightPx, scrollPx, words } = scene;
  context.fillStyle = colors.raised;
  context.fillRect(0, 0, GUTTER_PX, heightPx);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const { rows, trace } = model;
  const [first, after] = rows.within(scrollPx, scrollPx + heightPx);
  const selected = selectedRequest(scene);
  for (let n = first; n < after; n++) {
    const topPx = rows.topPx(n) - scrollPx;
    const rowPx = rows.rowPx(n);
    const row = rows.row(n);
    const midPx = topPx + rowPx / 2 + 0.5;
    if (row.kind === 'lane') {
      context.font = `500 ${rowPx >= 18 ? 12 : 10}px ${colors.fontUi}`;
      context.fillStyle = colors.text;
      context.fillText(words.lane(row.lane), LEFT_PX, midPx, GUTTER_PX - LEFT_PX - 6);
      continue;
    }
    if (trace === null) continue;
    const id = trace.requests.id[row.at]!;
    if (id === selected) {
      context.fillStyle = colors.selected;
      context.fillRect(0, topPx, GUTTER_PX, rowPx);
      context.fillStyle = colors.accent;
      context.fillRect(0, topPx, 3, rowPx);
    }
    const failed = words.outcome(trace.requests.outcome[row.at]!);
    const pending = trace.requests.outcome[row.at] === 0;
    context.font = `${rowPx >= 18 ? 12 : 10}px ${colors.fontUi}`;
    context.fillStyle = id === selected ? colors.text : colors.textSoft;
    const wide = rowPx >= 18;
    const name = wide
      ? words.request(id, trace.firstRequestId)
      : String(requestLabel(id, trace.firstRequestId));
    context.fillText(name, LEFT_PX, midPx, GUTTER_PX - LEFT_PX - 16);
    if (failed !== null && !pending) {
      context.fillStyle = colors.danger;
      context.textAlign = 'right';
      context.fillText('✕', GUTTER_PX - 6, midPx);
      context.textAlign = 'left';
    }
  }
  context.fillStyle = colors.line;
  context.fillRect(GUTTER_PX - 1, 0, 1, heightPx);
}

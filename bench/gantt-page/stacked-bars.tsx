// The peer for few spans: recharts' bar chart, a category for each lane and a stacked bar for each of its spans, without
// animation, axes' ticks or a tooltip.
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Bar, BarChart, XAxis, YAxis } from 'recharts';
import type { SpanColumns } from '../../core/trace/span-columns.ts';
import { SPAN_PALETTES } from '../../renderer/theme/span-palette.ts';
import { HEIGHT_PX, WIDTH_PX } from './chart.ts';
import { median, viewportAt } from './frames.ts';
import { LANES } from './random-trace.ts';

const FRAMES = 6;
const LOOKS = Object.values(SPAN_PALETTES.light);

type Row = Record<string, number>;

function rowsOf(spans: SpanColumns): Row[] {
  const rows = Array.from({ length: LANES }, (_, lane): Row => ({ lane }));
  for (let at = 0; at < spans.length; at++)
    rows[at % LANES]![`s${Math.floor(at / LANES)}`] = spans.endMs[at]! - spans.startMs[at]!;
  return rows;
}

function StackedBars({ rows, untilMs }: { readonly rows: Row[]; readonly untilMs: number }) {
  const keys = Object.keys(rows[0] ?? {}).filter((key) => key !== 'lane');
  return (
    <BarChart width={WIDTH_PX} height={HEIGHT_PX} data={rows} layout="vertical">
      <XAxis type="number" domain={[0, untilMs]} allowDataOverflow hide />
      <YAxis type="category" dataKey="lane" hide />
      {keys.map((key, n) => {
        const fill = LOOKS[n % LOOKS.length]!.color;
        return (
          <Bar key={key} dataKey={key} stackId="spans" fill={fill} isAnimationActive={false} />
        );
      })}
    </BarChart>
  );
}

/** Median ms from a change of the scale until recharts has moved its bars and the browser has laid them out; no paint. */
export async function stackedBarsMs(spans: SpanColumns): Promise<number> {
  const host = document.createElement('div');
  document.body.replaceChildren(host);
  const root = createRoot(host);
  const rows = rowsOf(spans);
  const taken: number[] = [];
  for (let n = -1; n < FRAMES; n++) {
    const before = lastBar(host);
    const beganMs = performance.now();
    flushSync(() => {
      root.render(<StackedBars rows={rows} untilMs={viewportAt(n, 'zoom', 1).spanMs} />);
    });
    while (lastBar(host) === before) await nextTurn();
    host.getBoundingClientRect();
    if (n >= 0) taken.push(performance.now() - beganMs);
  }
  const bars = host.querySelectorAll('.recharts-bar-rectangle').length;
  root.unmount();
  if (bars < spans.length * 0.9) throw new Error(`recharts drew ${bars} of ${spans.length} bars`);
  return median(taken);
}

/** What moves with every change of the scale. */
function lastBar(host: Element): string | null {
  return (
    [...host.querySelectorAll('.recharts-bar-rectangle path')].at(-1)?.getAttribute('d') ?? null
  );
}

function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      resolve();
    };
    port2.postMessage(null);
  });
}

// Spans appended to the columns at a steady rate while the chart follows them frame by frame, as in a run that goes on: the
// window's own path from the columns to the canvas. Against frames in which nothing is done, and against objects.
import { poolLane } from '../../core/trace/lane.ts';
import type { ShownTrace, TraceSource } from '../../core/trace/shown-trace.ts';
import { SpanColumns } from '../../core/trace/span-columns.ts';
import { BenchChart } from './chart.ts';
import { median, nextFrame } from './frames.ts';
import { FIRST_KIND, KINDS, LANES, shownParts } from './random-trace.ts';
import type { AppendingResult } from './results.ts';

const IN_VIEW_MS = 2000;
const NOTHING = new Uint32Array(0);

class GrowingSource implements TraceSource {
  readonly spans: SpanColumns;
  private nowAtMs = 0;
  private revision = 0;
  private readonly parts;

  constructor(mostSpans: number) {
    this.spans = new SpanColumns(mostSpans);
    this.parts = shownParts(this.spans);
  }

  current(): ShownTrace {
    return { ...this.parts, live: true, revision: this.revision, changedSince: () => NOTHING };
  }

  subscribe(): () => void {
    return () => undefined;
  }

  nowMs(): number {
    return this.nowAtMs;
  }

  /** What came between the last frame and now, end to end on every lane. */
  append(count: number, nowMs: number): void {
    const { spans } = this;
    const first = spans.length;
    const perLane = Math.ceil(count / LANES);
    const eachMs = (nowMs - this.nowAtMs) / perLane;
    spans.extend(first + count);
    for (let n = 0; n < count; n++) {
      const at = first + n;
      const startMs = this.nowAtMs + Math.floor(n / LANES) * eachMs;
      spans.kind[at] = FIRST_KIND + ((at * 7) % KINDS);
      spans.lane[at] = poolLane(1 + (n % LANES));
      spans.request[at] = 1 + (at >> 3);
      spans.startMs[at] = startMs;
      spans.endMs[at] = startMs + eachMs;
    }
    this.nowAtMs = nowMs;
    this.revision++;
  }
}

/** Appends for `lengthMs`, after as long of frames in which nothing is done. */
export async function appending(perSecond: number, lengthMs: number): Promise<AppendingResult> {
  const idleFrames = await countFrames(lengthMs, () => undefined);
  const source = new GrowingSource((perSecond * lengthMs * 2) / 1000);
  const chart = new BenchChart(source);
  const frameMs: number[] = [];
  let takenMs = 0;
  const frames = await countFrames(lengthMs, (elapsedMs, stepMs) => {
    const due = Math.round((perSecond * elapsedMs) / 1000) - source.spans.length;
    const beganMs = performance.now();
    source.append(due, elapsedMs);
    chart.update(stepMs);
    chart.settle();
    const appendedMs = performance.now();
    chart.draw({ startMs: elapsedMs - IN_VIEW_MS, spanMs: IN_VIEW_MS });
    takenMs += appendedMs - beganMs;
    frameMs.push(performance.now() - beganMs);
  });
  const spans = source.spans.length;
  return {
    spans,
    frames,
    idleFrames,
    frameMs: median(frameMs),
    appendNs: (takenMs * 1e6) / spans,
    objectNs: objectNs(Math.round(perSecond / 60)),
  };
}

async function countFrames(
  lengthMs: number,
  work: (elapsedMs: number, stepMs: number) => void,
): Promise<number> {
  const beganMs = await nextFrame();
  let frames = 0;
  for (let lastMs = beganMs; ; frames++) {
    const atMs = await nextFrame();
    if (atMs - beganMs > lengthMs) return frames;
    work(atMs - beganMs, atMs - lastMs);
    lastMs = atMs;
  }
}

/** The same facts as objects in one list a lane, kept. */
function objectNs(perFrame: number): number {
  const lanes = Array.from({ length: LANES }, (): object[] => []);
  const taken: number[] = [];
  for (let frame = 0; frame < 60; frame++) {
    const beganMs = performance.now();
    for (let n = 0; n < perFrame; n++) {
      const startMs = frame * 16 + n / LANES;
      const [kind, request] = [FIRST_KIND + ((n * 7) % KINDS), 1 + (n >> 3)];
      lanes[n % LANES]!.push({
        kind,
        request,
        lane: n % LANES,
        startMs,
        endMs: startMs + 1,
        flags: 0,
      });
    }
    taken.push(performance.now() - beganMs);
  }
  const sumMs = taken.reduce((a, b) => a + b);
  return (sumMs * 1e6) / (60 * perFrame);
}

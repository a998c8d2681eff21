// Which rows a text Gantt has: the resources first, then requests, so few that one looks at them at
// once. What is left out is always counted. No drawing here.
import type { RunDocument, RunLane, RunRequest, RunSpan } from '../contract/run-document.ts';
import { formatMs, formatMsOrUnknown, formatShare, plural } from './quantity.ts';

/** Most request rows; when there are more, half are the first ones and half the slowest of the others. */
export const MAX_REQUEST_ROWS = 30;
/** Of them the first requests, when there are more. */
const FIRST_REQUESTS = MAX_REQUEST_ROWS / 2;
/** Most pool threads drawn; the busiest are kept. */
export const MAX_THREAD_ROWS = 16;

export interface GanttRow {
  readonly label: string;
  readonly spans: readonly RunSpan[];
  /** What stands at the end of the row. */
  readonly note: string;
}

export interface GanttRows {
  readonly resources: readonly GanttRow[];
  readonly requests: readonly GanttRow[];
  /** After so many request rows some are left out; null when none are. */
  readonly gapAfter: number | null;
  /** One sentence for each thing left out. */
  readonly leftOut: readonly string[];
}

export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * From the first request's start to the end of the last request, stage or background task. Where something had not
 * ended, the probes tell how long the run went on.
 * @returns null when there was no request
 */
export function drawnRange(run: RunDocument): TimeRange | null {
  let startMs = Infinity;
  let endMs = -Infinity;
  let open = false;
  for (const request of run.requests) {
    startMs = Math.min(startMs, request.startMs);
    endMs = Math.max(endMs, request.endMs ?? request.startMs, lastEndMs(request.spans));
    open ||= request.endMs === null;
  }
  if (startMs === Infinity) return null;
  for (const lane of run.lanes) {
    open ||= lane.spans.some((span) => span.endMs === null);
    if (lane.kind !== 'health-probe') endMs = Math.max(endMs, lastEndMs(lane.spans));
  }
  if (open) {
    endMs = Math.max(endMs, startMs + run.summary.makespanMs);
    for (const sample of run.probe.samples)
      endMs = Math.max(endMs, sample.receivedMs ?? sample.sentMs);
  }
  return { startMs, endMs: endMs > startMs ? endMs : startMs + 1 };
}

function lastEndMs(spans: readonly RunSpan[]): number {
  let last = -Infinity;
  for (const span of spans) last = Math.max(last, span.endMs ?? span.startMs);
  return last;
}

export function ganttRows(run: RunDocument, range: TimeRange): GanttRows {
  const leftOut: string[] = [];
  const resources: GanttRow[] = [];
  const lanesOf = (kind: RunLane['kind']): RunLane[] =>
    run.lanes.filter((lane) => lane.kind === kind);
  for (const lane of lanesOf('event-loop')) resources.push(busyRow(lane, 'event loop', range));
  const threads = lanesOf('thread');
  if (threads.some((lane) => lane.spans.length > 0)) {
    const drawn = busiest(threads, MAX_THREAD_ROWS, range);
    for (const lane of drawn) resources.push(busyRow(lane, lane.id.replace('-', ' '), range));
    if (drawn.length < threads.length) {
      leftOut.push(
        `${plural(threads.length - drawn.length, 'pool thread')} left out (the ${drawn.length} busiest are shown).`,
      );
    }
  }
  for (const lane of lanesOf('background')) {
    if (lane.spans.length > 0) resources.push({ label: 'background', spans: lane.spans, note: '' });
  }
  for (const lane of lanesOf('health-probe')) {
    const note = `worst ${formatMsOrUnknown(run.summary.probe.worstMs)}`;
    if (lane.spans.length > 0) resources.push({ label: 'health probe', spans: lane.spans, note });
  }
  const requests = chooseRequests(run.requests, range.endMs);
  if (requests.length < run.requests.length) {
    leftOut.push(
      `${plural(run.requests.length - requests.length, 'request')} left out; shown are the first ${FIRST_REQUESTS} and the ${
        requests.length - FIRST_REQUESTS
      } slowest of the others.`,
    );
  }
  const gapAfter = requests.length < run.requests.length ? FIRST_REQUESTS : null;
  return { resources, requests: requests.map(requestRow), gapAfter, leftOut };
}

function busyRow(lane: RunLane, label: string, range: TimeRange): GanttRow {
  const share = Math.min(1, busyMs(lane, range) / (range.endMs - range.startMs));
  return { label, spans: lane.spans, note: `${formatShare(share)} busy` };
}

function busyMs(lane: RunLane, range: TimeRange): number {
  let sumMs = 0;
  for (const span of lane.spans) {
    const end = Math.min(range.endMs, span.endMs ?? range.endMs);
    sumMs += Math.max(0, end - Math.max(range.startMs, span.startMs));
  }
  return sumMs;
}

function busiest(lanes: readonly RunLane[], most: number, range: TimeRange): RunLane[] {
  if (lanes.length <= most) return [...lanes];
  const ranked = lanes.map((lane) => ({ lane, busy: busyMs(lane, range) }));
  const kept = new Set(
    ranked
      .sort((a, b) => b.busy - a.busy)
      .slice(0, most)
      .map(({ lane }) => lane),
  );
  return lanes.filter((lane) => kept.has(lane));
}

/** The first requests and the slowest of the others, in the order of the document. */
export function chooseRequests(requests: readonly RunRequest[], endMs: number): RunRequest[] {
  if (requests.length <= MAX_REQUEST_ROWS) return [...requests];
  const first = FIRST_REQUESTS;
  const slowest = requests
    .map((request, index) => ({ index, tookMs: (request.endMs ?? endMs) - request.startMs }))
    .slice(first)
    .sort((a, b) => b.tookMs - a.tookMs || a.index - b.index)
    .slice(0, MAX_REQUEST_ROWS - first)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
  return [...requests.slice(0, first), ...slowest.flatMap((index) => requests[index] ?? [])];
}

function requestRow(request: RunRequest): GanttRow {
  return {
    label: typeof request.id === 'number' ? `request ${request.id}` : request.id,
    spans: request.spans,
    note: requestNote(request),
  };
}

function requestNote({ startMs, endMs, status }: RunRequest): string {
  if (endMs === null) return typeof status === 'number' ? `not ended, ${status}` : status;
  const ok = typeof status === 'number' && status < 400;
  return ok ? formatMs(endMs - startMs) : `${formatMs(endMs - startMs)} ${status}`;
}

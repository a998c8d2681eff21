// A plausible run as a window would see it: what threads would record, assembled, and copied into columns.
import type { Mode } from '../contract/scenario.ts';
import { Assembled } from '../trace/assembled.test-support.ts';
import {
  FIRST_ID,
  plausibleRun,
  type PlannedRequest,
} from '../trace/plausible-run.test-support.ts';
import { RequestColumns } from '../trace/request-columns.ts';
import { StageBit } from '../trace/request-table.ts';
import { Moment } from '../trace/request-tiles.ts';
import type { ShownTrace } from '../trace/shown-trace.ts';
import { SpanColumns, type SpanRow } from '../trace/span-columns.ts';
import type { TraceStore } from '../trace/trace-store.ts';

export const PLAIN_REQUEST: PlannedRequest = {
  outside: false,
  gapNs: 0,
  fetchNs: 10e6,
  inferenceNs: 20e6,
  logged: false,
  timeoutNs: 1e12,
  killsThread: false,
  fetchFails: false,
};

/** @param records how many records are read, of all threads in order of time; all when it is left out */
export function shownRun(
  mode: Mode,
  threads: number,
  plan: readonly PlannedRequest[],
  records = Infinity,
): ShownTrace {
  const measured = plan.filter(({ outside }) => !outside).length;
  const assembled = new Assembled(FIRST_ID, measured, threads);
  const inOrder = plausibleRun(mode, threads, plan)
    .flat()
    .sort((a, b) => a.timeNs - b.timeNs);
  assembled.take(inOrder.slice(0, records)).settle();
  return shownTraceOf(assembled.assembler.store, records < inOrder.length);
}

/** `count` plain requests, all at once. */
export function burst(count: number, change: Partial<PlannedRequest> = {}): PlannedRequest[] {
  return Array.from({ length: count }, () => ({ ...PLAIN_REQUEST, ...change }));
}

export function shownTraceOf(store: TraceStore, live = false): ShownTrace {
  const columns = new RequestColumns();
  const { requests } = store;
  for (let at = 0; at < requests.length; at++) {
    const outside = requests.has(at, StageBit.Outside);
    columns.set(at, {
      id: requests.id[at]!,
      startMs: store.ms(requests.moment(at, outside ? Moment.Seen : Moment.Intended)),
      endMs: store.ms(requests.moment(at, Moment.End)),
      cpuMs: requests.cpuNs[at]! / 1e6,
      outcome: requests.outcome[at]!,
      status: requests.status[at]!,
      endpoint: requests.endpoint[at]!,
      mode: requests.mode[at]!,
      stages: requests.stages[at]!,
    });
  }
  return shownTrace({ spans: store.spans, requests: columns, firstRequestId: FIRST_ID, live });
}

export function shownTrace(parts: Partial<ShownTrace>): ShownTrace {
  return {
    feedRun: 1,
    spans: new SpanColumns(2_000_000),
    requests: new RequestColumns(),
    firstRequestId: 1,
    droppedRecords: 0,
    notKept: 0,
    live: false,
    revision: 1,
    ...parts,
  };
}

/** A span of which only these things matter. */
export function spanRow(
  row: Partial<SpanRow> & Pick<SpanRow, 'kind' | 'startMs' | 'endMs'>,
): SpanRow {
  return {
    lane: 15,
    request: 0,
    flags: 0,
    value: NaN,
    code: 0,
    source: 0,
    generation: 1,
    ...row,
  };
}

export function spansOf(rows: readonly SpanRow[]): SpanColumns {
  const spans = new SpanColumns(2_000_000);
  for (const row of rows) spans.push(row);
  return spans;
}

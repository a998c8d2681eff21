// What lies in a stretch of time: how many spans of each kind and how long, and which requests were under way. One pass over
// the columns; a span counts with the part of it that lies inside.
//
//   range            |---------|
//   inference    |======|  |=======|     2 spans, the parts inside
import { percentilesOf } from '../analysis/percentile.ts';
import { FIRST_OUTSIDE_ID } from '../trace/request-label.ts';
import type { RequestColumns } from '../trace/request-columns.ts';
import type { ShownTrace } from '../trace/shown-trace.ts';
import { SpanFlag, type SpanColumns } from '../trace/span-columns.ts';
import { SPAN_KIND_NAMES, type SpanKind } from '../trace/span-kind.ts';
import type { KindMask } from './shown-lane.ts';

export interface KindCount {
  readonly kind: SpanKind;
  readonly count: number;
  readonly ms: number;
}

export interface RangeKinds {
  /** Longest in all first. */
  readonly kinds: readonly KindCount[];
  /** Requests of which any part lies inside. */
  readonly active: number;
  /** Requests that ended inside. */
  readonly finished: number;
  /** Latencies of those that ended inside; null: none did. */
  readonly latency: { readonly p50: number; readonly p95: number } | null;
}

export function rangeKinds(
  trace: ShownTrace,
  fromMs: number,
  toMs: number,
  nowMs: number,
  hidden: KindMask,
): RangeKinds {
  return {
    kinds: countKinds(trace.spans, fromMs, toMs, nowMs, hidden),
    ...countRequests(trace.requests, fromMs, toMs),
  };
}

function countKinds(
  { kind, flags, startMs, endMs, length }: SpanColumns,
  fromMs: number,
  toMs: number,
  nowMs: number,
  hidden: KindMask,
): KindCount[] {
  const counts = new Float64Array(SPAN_KIND_NAMES.length + 1);
  const sums = new Float64Array(SPAN_KIND_NAMES.length + 1);
  for (let row = 0; row < length; row++) {
    const s = startMs[row]!;
    if (s >= toMs || (flags[row]! & SpanFlag.Void) !== 0) continue;
    const e = Number.isNaN(endMs[row]!) ? Math.max(s, nowMs) : endMs[row]!;
    if (e < fromMs || (e === fromMs && e > s)) continue;
    counts[kind[row]!]!++;
    sums[kind[row]!]! += Math.min(e, toMs) - Math.max(s, fromMs);
  }
  const found: KindCount[] = [];
  for (const [n, count] of counts.entries())
    if (count > 0 && ((hidden >>> n) & 1) === 0)
      found.push({ kind: n as SpanKind, count, ms: sums[n]! });
  return found.sort((a, b) => b.ms - a.ms || a.kind - b.kind);
}

function countRequests(
  { id, startMs, endMs, outcome, length }: RequestColumns,
  fromMs: number,
  toMs: number,
): Omit<RangeKinds, 'kinds'> {
  // Of a measured run the latencies are its own; those of requests from outside begin where the server saw them.
  const measured = length > 0 && id.subarray(0, length).some((one) => one < FIRST_OUTSIDE_ID);
  let active = 0;
  let finished = 0;
  const latencies: number[] = [];
  for (let at = 0; at < length; at++) {
    const e = endMs[at]!;
    if (!(startMs[at]! < toMs) || e < fromMs) continue;
    active++;
    // As in range-statistics.ts: what ended at the very start belongs to the time before.
    if (!(e > fromMs && e <= toMs)) continue;
    finished++;
    if (outcome[at]! > 0 && !(measured && id[at]! >= FIRST_OUTSIDE_ID))
      latencies.push(e - startMs[at]!);
  }
  const found = percentilesOf(latencies);
  return { active, finished, latency: found === null ? null : { p50: found.p50, p95: found.p95 } };
}

/** The kinds of which there is at least one span, one bit each. */
export function kindsIn({ kind, flags, length }: SpanColumns): KindMask {
  let mask = 0;
  for (let row = 0; row < length; row++)
    if ((flags[row]! & SpanFlag.Void) === 0) mask |= 1 << kind[row]!;
  return mask;
}

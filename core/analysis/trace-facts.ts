// What a trace says of itself as a whole, finished or growing: who held the loop, what everybody is doing right now. One
// pass over the columns, made a few times a second at most; the run's official numbers are in its summary.
import { Outcome } from '../trace/request-table.ts';
import type { ShownTrace } from '../trace/shown-trace.ts';
import { SpanFlag } from '../trace/span-columns.ts';
import { SpanKind } from '../trace/span-kind.ts';
import { endOrNow, isLoopWait } from './who-held-the-loop.ts';

/** How long the loop was held by one kind of stage; `stage` 0: the runtime. */
export interface HeldBy {
  readonly stage: SpanKind | 0;
  readonly ms: number;
}

export interface TraceFacts {
  readonly requests: number;
  /** Begun and not ended. */
  readonly pending: number;
  readonly failed: number;
  /** Longest first. */
  readonly heldBy: readonly HeldBy[];
  readonly heldMs: number;
  /** What requests waited for the loop, in total. */
  readonly loopWaitMs: number;
  /** Row of the longest block of the loop, or -1. */
  readonly longestBlock: number;
  /** Row of the block that holds the loop now, or -1. */
  readonly blockNow: number;
  /** How many requests are in each kind of span now, by kind. */
  readonly now: ReadonlyMap<SpanKind, number>;
}

export function traceFacts(trace: ShownTrace, nowMs: number): TraceFacts {
  const { spans } = trace;
  const held = new Map<SpanKind | 0, number>();
  const now = new Map<SpanKind, number>();
  let heldMs = 0;
  let loopWaitMs = 0;
  let longestBlock = -1;
  let longestMs = 0;
  let blockNow = -1;
  for (let row = 0; row < spans.length; row++) {
    const flags = spans.flags[row]!;
    const kind = spans.kind[row] as SpanKind;
    if ((flags & SpanFlag.Void) !== 0) continue;
    if (kind === SpanKind.LoopBusy) {
      const ms = Math.max(0, endOrNow(spans, row, nowMs) - spans.startMs[row]!);
      const stage = (flags & SpanFlag.Runtime) !== 0 ? 0 : (spans.code[row] as SpanKind);
      held.set(stage, (held.get(stage) ?? 0) + ms);
      heldMs += ms;
      if (ms > longestMs) [longestBlock, longestMs] = [row, ms];
      if ((flags & SpanFlag.Open) !== 0) blockNow = row;
    } else if ((flags & SpanFlag.Tile) !== 0) {
      if ((flags & SpanFlag.Open) !== 0) now.set(kind, (now.get(kind) ?? 0) + 1);
      if (isLoopWait(spans, row)) loopWaitMs += endOrNow(spans, row, nowMs) - spans.startMs[row]!;
    }
  }
  const heldBy = [...held].map(([stage, ms]) => ({ stage, ms })).sort((a, b) => b.ms - a.ms);
  return { ...requestFacts(trace), heldBy, heldMs, loopWaitMs, longestBlock, blockNow, now };
}

function requestFacts({
  requests,
}: ShownTrace): Pick<TraceFacts, 'requests' | 'pending' | 'failed'> {
  let pending = 0;
  let failed = 0;
  for (let at = 0; at < requests.length; at++) {
    const outcome = requests.outcome[at]!;
    if (outcome === Outcome.Pending) pending++;
    else if (outcome < 200 || outcome >= 400) failed++;
  }
  return { requests: requests.length, pending, failed };
}

/** From this share of all held time on, one holder counts as the only one. */
const ALONE_SHARE = 0.95;
/** From this share on, the second holder is named too. */
const SECOND_SHARE = 0.2;

/** Who mainly held the loop. `none`: nothing was recorded of it. */
export type MainHolder =
  | { readonly kind: 'none' }
  | { readonly kind: 'only' | 'mostly'; readonly stage: SpanKind | 0 }
  | { readonly kind: 'two'; readonly stage: SpanKind | 0; readonly second: SpanKind | 0 };

/** The same judgement as the report makes: fetch and inference of the sync mode share the loop, and both are named. */
export function mainHolder({ heldBy, heldMs }: Pick<TraceFacts, 'heldBy' | 'heldMs'>): MainHolder {
  const [first, second] = heldBy;
  if (first === undefined || heldMs === 0) return { kind: 'none' };
  if (first.ms >= ALONE_SHARE * heldMs) return { kind: 'only', stage: first.stage };
  if (second !== undefined && second.ms >= SECOND_SHARE * heldMs)
    return { kind: 'two', stage: first.stage, second: second.stage };
  return { kind: 'mostly', stage: first.stage };
}

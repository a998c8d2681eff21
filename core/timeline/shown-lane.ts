// On which row of a chart a span lies, and as what it is shown: the same resource lanes as in a run's document
// (analysis/document-builder.ts).
//
//   spans                       resource lane          row of its request
//   tile, awaited or waiting    –                      itself
//   tile on a pool thread       that thread            itself
//   send wait                   load generator         itself
//   loop busy                   event loop, as stage   –
//   background (wait)           background             itself, after the response
import { Lane, MAX_POOL_THREADS, poolLane } from '../trace/lane.ts';
import { SpanFlag, type SpanColumns } from '../trace/span-columns.ts';
import { SpanKind } from '../trace/span-kind.ts';

/** Lanes are below this. */
export const LANE_COUNT = poolLane(MAX_POOL_THREADS) + 1;

/** Resource lane of a span, or -1. */
export function shownLane(spans: SpanColumns, row: number): number {
  if ((spans.flags[row]! & SpanFlag.Void) !== 0) return -1;
  // Waiting to be sent is the generator's doing; other waits lie on no resource.
  if (spans.kind[row] === SpanKind.SendWait) return Lane.LoadGenerator;
  const lane = spans.lane[row]!;
  return lane === Lane.Request || lane >= LANE_COUNT ? -1 : lane;
}

/** Kind whose colour a span has: a block of the loop has that of the stage that held it. */
export function shownKind(spans: SpanColumns, row: number): SpanKind {
  const kind = spans.kind[row] as SpanKind;
  if (kind !== SpanKind.LoopBusy || (spans.flags[row]! & SpanFlag.Runtime) !== 0) return kind;
  const stage = spans.code[row]!;
  return stage > 0 ? (stage as SpanKind) : kind;
}

/** Whether a span may lie on the row of its request; what a row holds is decided when it is looked at. */
export function liesOnRequest(spans: SpanColumns, row: number): boolean {
  if (spans.request[row] === 0) return false;
  const kind = spans.kind[row];
  return kind !== SpanKind.LoopBusy && kind !== SpanKind.FeatureService && kind !== SpanKind.Probe;
}

/** One bit for each hidden kind. */
export type KindMask = number;

export function kindMask(kinds: Iterable<number>): KindMask {
  let mask = 0;
  for (const kind of kinds) mask |= 1 << kind;
  return mask;
}

/** What is hidden on a lane: on the loop's lane all blocks are of one kind, whatever they look like. */
export function maskOnLane(lane: number, hidden: KindMask): KindMask {
  if (lane !== Lane.EventLoop) return hidden;
  return (hidden & (1 << SpanKind.LoopBusy)) !== 0 ? -1 : 0;
}

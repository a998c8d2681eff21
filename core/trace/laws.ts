// The laws of a trace (PRODUCT section 2) as a checker over a run's document: what a test holds every mode against,
// live and simulated. Answers with sentences, one a violation.
import { STAGE_BLOCK_MS } from '../contract/limits.ts';
import type { RunDocument, RunLane, RunRequest, RunSpan } from '../contract/run-document.ts';

/** Rounding of times in documents. */
const TOLERANCE_MS = 1e-5;

/** Every broken law; empty when all hold. */
export function brokenLaws(run: RunDocument): string[] {
  return [
    ...run.requests.flatMap(tilesLaw),
    ...run.lanes.flatMap(singleLaneLaw),
    ...blocksLaw(run),
    ...backgroundLaw(run),
    ...run.requests.flatMap(orphanLaw),
  ];
}

function isTile(span: RunSpan): boolean {
  return span.attributes['orphaned'] !== true;
}

/** Law 1: the spans of one request tile its interval. */
function tilesLaw(request: RunRequest): string[] {
  const name = `request ${request.id}`;
  const tiles = request.spans.filter(isTile);
  const broken: string[] = [];
  let atMs = request.startMs;
  for (const tile of tiles) {
    if (Math.abs(tile.startMs - atMs) > TOLERANCE_MS) {
      broken.push(
        `${name}: ${tile.kind} starts at ${tile.startMs}, the tile before ended at ${atMs}`,
      );
    }
    if (tile.endMs === null) {
      if (request.endMs !== null)
        broken.push(`${name}: ${tile.kind} is open although the request has ended`);
      return broken;
    }
    if (tile.endMs < tile.startMs) broken.push(`${name}: ${tile.kind} ends before it starts`);
    atMs = tile.endMs;
  }
  if (request.endMs !== null && Math.abs(atMs - request.endMs) > TOLERANCE_MS) {
    broken.push(`${name}: the tiles end at ${atMs}, the request at ${request.endMs}`);
  }
  if (
    request.intendedMs !== null &&
    Math.abs(request.startMs - request.intendedMs) > TOLERANCE_MS
  ) {
    broken.push(
      `${name}: the tiles start at ${request.startMs}, it was intended at ${request.intendedMs}`,
    );
  }
  return broken;
}

/** Law 2: the loop and a pool thread do one thing at a time. */
function singleLaneLaw(lane: RunLane): string[] {
  if (lane.kind !== 'event-loop' && lane.kind !== 'thread') return [];
  const broken: string[] = [];
  let before: RunSpan | null = null;
  for (const span of lane.spans) {
    if (before !== null && (before.endMs ?? Infinity) > span.startMs + TOLERANCE_MS) {
      broken.push(
        `${lane.id}: ${span.kind} at ${span.startMs} overlaps ${before.kind} until ${before.endMs ?? 'open'}`,
      );
    }
    before = span;
  }
  return broken;
}

/** Law 3: every stage that held the loop for 1 ms or more is one exact span on the loop's lane. */
function blocksLaw(run: RunDocument): string[] {
  const blocks = run.lanes
    .filter((lane) => lane.kind === 'event-loop')
    .flatMap((lane) => lane.spans);
  const known = new Set(
    blocks.map(
      (block) =>
        `${block.attributes['request']}/${block.attributes['stage']}/${block.startMs}/${block.endMs}`,
    ),
  );
  const broken = blocks
    .filter(
      (block) =>
        block.attributes['cause'] !== 'runtime' && block.attributes['request'] === undefined,
    )
    .map((block) => `event-loop: the block at ${block.startMs} names no request`);
  for (const request of run.requests) {
    for (const span of request.spans) {
      if (span.attributes['on'] !== 'event-loop' || span.endMs === null || request.endMs === null)
        continue;
      const whole = span.endMs < request.endMs;
      if (!whole || span.endMs - span.startMs < STAGE_BLOCK_MS) continue;
      if (!known.has(`${request.id}/${span.kind}/${span.startMs}/${span.endMs}`)) {
        broken.push(
          `event-loop: no exact span for ${span.kind} of request ${request.id} at ${span.startMs}`,
        );
      }
    }
  }
  return broken;
}

/** Law 5: background work never starts before the response it belongs to was flushed. */
function backgroundLaw(run: RunDocument): string[] {
  const flushed = new Map(run.requests.map((request) => [request.id, request.flushedMs]));
  return run.lanes
    .filter((lane) => lane.kind === 'background')
    .flatMap((lane) => lane.spans)
    .flatMap((span) => {
      const id = span.attributes['request'] as number | string;
      const flushedMs = flushed.get(id) ?? null;
      if (flushedMs !== null && span.startMs >= flushedMs) return [];
      return [
        `request ${id}: ${span.kind} at ${span.startMs} before the flush at ${flushedMs ?? 'never'}`,
      ];
    });
}

/** Law 7: a request ends with its client; what goes on after that is marked. */
function orphanLaw(request: RunRequest): string[] {
  const { endMs } = request;
  if (endMs === null) return [];
  return request.spans
    .filter((span) => isTile(span) && (span.endMs ?? Infinity) > endMs + TOLERANCE_MS)
    .map(
      (span) =>
        `request ${request.id}: ${span.kind} goes on after its end and is not marked as orphaned`,
    );
}

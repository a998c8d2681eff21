// A run document as JSON text in pieces: a long run is hundreds of megabytes, longer than one string
// may be, and must not stand in memory twice. Joined, the pieces are exactly JSON.stringify(run).
import type { RunDocument } from '../contract/run-document.ts';

/** Pieces are about this long, in characters. */
const PIECE_LENGTH = 65_536;

/** @returns pieces of one JSON document, without a newline at its end */
export function* runJsonPieces(run: RunDocument): Generator<string, void, undefined> {
  yield* objectPieces(run, (key, value) =>
    key === 'requests' || key === 'lanes' ? longArrayPieces(value as readonly object[], key) : null,
  );
}

type Special = (key: string, value: unknown) => Iterable<string> | null;

function* objectPieces(object: object, special: Special): Generator<string, void, undefined> {
  let before = '{';
  for (const [key, value] of Object.entries(object) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    before = ',';
    const pieces = special(key, value);
    if (pieces === null) yield JSON.stringify(value);
    else yield* pieces;
  }
  yield before === '{' ? '{}' : '}';
}

function* longArrayPieces(
  items: readonly object[],
  key: string,
): Generator<string, void, undefined> {
  if (key === 'requests') {
    yield* batches(items);
    return;
  }
  // One lane alone may hold a million spans.
  yield '[';
  for (const [index, lane] of items.entries()) {
    if (index > 0) yield ',';
    yield* objectPieces(lane, (name, value) =>
      name === 'spans' ? batches(value as readonly object[]) : null,
    );
  }
  yield ']';
}

function* batches(items: readonly object[]): Generator<string, void, undefined> {
  let piece = '[';
  for (const [index, item] of items.entries()) {
    piece += index > 0 ? `,${JSON.stringify(item)}` : JSON.stringify(item);
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}]`;
}

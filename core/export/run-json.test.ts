import { expect, test } from 'vitest';
import { runDocumentSchema } from '../contract/run-document.ts';
import { laneOf, requestOf, runOf, spansOf } from './run-document.test-support.ts';
import { runJsonPieces } from './run-json.ts';

test.each([0, 1, 2, 3000])('with %d requests the pieces join to the document', (count) => {
  const requests = Array.from({ length: count }, (_, n) =>
    requestOf(n + 1, spansOf('ffwi', 10, `request-${n + 1}`)),
  );
  const lanes = requests.map((_, n) =>
    laneOf(`thread-${n + 1}`, 'thread', spansOf('i'.repeat(n % 3), 1, 'x')),
  );
  const run = runOf(requests, lanes);
  const pieces = [...runJsonPieces(run)];
  expect(pieces.join('')).toBe(JSON.stringify(run));
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(70_000);
  expect(runDocumentSchema.safeParse(JSON.parse(pieces.join(''))).success).toBe(true);
});

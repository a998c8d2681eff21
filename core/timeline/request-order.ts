// In which order requests stand below each other. What is not known yet stands last, in order of arrival.
import type { RequestOrder } from '../contract/settings.ts';
import type { RequestColumns } from '../trace/request-columns.ts';

/**
 * Rows of the request columns in the wanted order.
 * @param nowMs end of what is still pending, for the order by latency
 */
export function orderRequests(
  requests: RequestColumns,
  order: RequestOrder,
  nowMs: number,
): Int32Array {
  const keys = new Float64Array(requests.length);
  for (let at = 0; at < keys.length; at++) keys[at] = keyOf(requests, at, order, nowMs);
  const rows = new Int32Array(requests.length).map((_, at) => at);
  const inOrder = (a: number, b: number): boolean =>
    keys[a]! < keys[b]! || (keys[a] === keys[b] && requests.id[a]! < requests.id[b]!);
  // Mostly they are in order already, and sorting many takes longer than a frame.
  let sorted = true;
  for (let at = 1; at < rows.length && sorted; at++) sorted = inOrder(at - 1, at);
  if (sorted) return rows;
  return rows.sort((a, b) => (inOrder(a, b) ? -1 : 1));
}

function keyOf(requests: RequestColumns, at: number, order: RequestOrder, nowMs: number): number {
  const startMs = requests.startMs[at]!;
  const endMs = requests.endMs[at]!;
  switch (order) {
    case 'arrival':
      return Number.isNaN(startMs) ? Infinity : startMs;
    case 'finish':
      return Number.isNaN(endMs) ? Infinity : endMs;
    case 'latency': {
      const latencyMs = (Number.isNaN(endMs) ? nowMs : endMs) - startMs;
      return Number.isNaN(latencyMs) ? Infinity : -latencyMs;
    }
  }
}

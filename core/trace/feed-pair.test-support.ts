// Both ends of a feed in tests: changes to a host's store, and whether a window's copy of it is equal.
import { expect } from 'vitest';
import type { FeedConsumer } from './feed-consumer.ts';
import { Moment } from './request-tiles.ts';
import { SpanFlag, type SpanRow } from './span-columns.ts';
import { SpanKind } from './span-kind.ts';
import type { TraceStore } from './trace-store.ts';

/** A span with something in every field. */
export function spanAt(n: number, startMs: number): SpanRow {
  return {
    kind: SpanKind.Fetch,
    lane: n % 20,
    request: n,
    startMs,
    endMs: NaN,
    flags: SpanFlag.Open,
    value: n / 3,
    code: -n,
    source: n % 3,
    generation: 1 + (n % 5),
  };
}

export function appendSpans(store: TraceStore, count: number): void {
  for (let n = 0; n < count; n++)
    store.append(spanAt(store.spans.length, store.spans.length * 1.5));
}

/** The next request is sent; every second one also ends. */
export function sendRequest(store: TraceStore): void {
  const { requests } = store;
  const at = requests.open(store.firstRequestId + requests.length);
  if (at < 0) return;
  requests.setMoment(at, Moment.Intended, 1e6 * at);
  if (at % 2 === 1) requests.setMoment(at, Moment.End, 1e6 * at + 5e5);
  requests.cpuNs[at] = at * 1e5;
  requests.outcome[at] = at % 2 === 1 ? 200 : 0;
  requests.stages[at] = at % 300;
  store.requestChanged(at);
}

/** @throws AssertionError when the copy differs in any row */
export function expectSame(consumer: FeedConsumer, store: TraceStore): void {
  expect(consumer.spans.length).toBe(store.spans.length);
  for (let n = 0; n < store.spans.length; n++)
    expect(consumer.spans.row(n)).toEqual(store.spans.row(n));
  const { requests } = store;
  expect(consumer.requests.length).toBe(requests.length);
  for (let at = 0; at < requests.length; at++) {
    expect(consumer.requests.row(at)).toMatchObject({
      id: requests.id[at],
      endMs: store.ms(requests.moment(at, Moment.End)),
      cpuMs: requests.cpuNs[at]! / 1e6,
      outcome: requests.outcome[at],
      status: requests.status[at],
      stages: requests.stages[at],
    });
    expect(consumer.requests.indexOf(requests.id[at]!)).toBe(at);
  }
}

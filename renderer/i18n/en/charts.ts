// The charts: titles, units, series, and what each shows in words.
export const charts = {
  title: 'Charts of the range in view',
  empty: 'No requests yet',
  emptyHint: 'In-flight requests, latency, throughput, loop delay and the pool appear here.',
  inFlight: {
    title: 'In flight',
    unit: 'requests',
    mean: 'mean',
    max: 'max',
    summary: 'At most {max} requests at once, at {at}; {mean} on average.',
  },
  latency: {
    title: 'Latency',
    unit: 'requests by duration',
    count: 'requests',
    faster: 'CDF',
    summary: '{count} answered requests: p50 {p50}, p95 {p95}, p99 {p99}, slowest {max}.',
    empty: 'No answer in this range',
  },
  throughput: {
    title: 'Throughput',
    unit: 'answers/s',
    good: 'ok',
    failed: 'errors',
    summary: '{good} good answers and {failed} errors; at most {max} at {at}.',
    empty: 'Nothing ended in this range',
  },
  loop: {
    title: 'Loop delay',
    unit: 'wait of a newcomer',
    held: 'held',
    probe: 'probe',
    summary:
      'Who came at {at} would have waited {held} for the loop; the slowest health probe took {probe}.',
    empty: 'The loop was never held',
  },
  pool: {
    title: 'Pool',
    unit: 'threads, requests',
    busy: 'busy',
    queued: 'queued',
    max: 'max',
    threads: '{count, plural, one {# thread} other {# threads}}',
    summary: '{busy} threads busy on average; at most {queued} requests queued, at {at}.',
    empty: 'The pool was not used',
  },
} as const;

// The health probes of a run as rows: intended, sent, answered.
import type { RunDocument } from '../contract/run-document.ts';
import { SpanKind } from '../trace/span-kind.ts';
import type { TraceStore } from '../trace/trace-store.ts';
import { msOrNull, statusOf, tidyMs } from './document-builder.ts';

type ProbeSample = RunDocument['probe']['samples'][number];

/** Every probe, in order of sending. Latency counts from the intended time. */
export function probeSamples(store: TraceStore): ProbeSample[] {
  const { spans } = store;
  const samples: ProbeSample[] = [];
  for (let n = 0; n < spans.length; n++) {
    if (spans.kind[n] !== SpanKind.Probe) continue;
    const row = spans.row(n);
    samples.push({
      intendedMs: tidyMs(row.startMs),
      sentMs: tidyMs(row.value),
      receivedMs: msOrNull(row.endMs),
      latencyMs: msOrNull(row.endMs - row.startMs),
      status: statusOf(row.code),
    });
  }
  return samples;
}

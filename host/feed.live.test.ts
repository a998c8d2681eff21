// The feed of a live run: what a window will receive.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SCENARIO } from '../core/contract/scenario.ts';
import { FeedConsumer } from '../core/trace/feed-consumer.ts';
import { SpanFlag } from '../core/trace/span-columns.ts';
import { SpanKind } from '../core/trace/span-kind.ts';
import type { Host } from './host-api.ts';
import { startHost } from './start-host.ts';

describe('the feed of a live run', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'loopscope-feed-'));
  let host: Host;

  beforeAll(async () => {
    host = await startHost({ dataDir, predictionPort: 0, warn: () => undefined });
  });
  afterAll(async () => {
    await host.close();
    rmSync(dataDir, { recursive: true });
  });

  it('shows a block of the loop growing while it lasts, and ends equal to the run', async () => {
    const consumer = new FeedConsumer();
    let grewWhileBlocked = false;
    const undo = host.feed.subscribe((batch) => {
      expect(consumer.apply(batch)).toBe('applied');
      const { spans } = consumer;
      for (let n = 0; n < spans.length; n++) {
        const busy = spans.kind[n] === SpanKind.LoopBusy && spans.code[n] === SpanKind.Inference;
        if (busy && ((spans.flags[n] ?? 0) & SpanFlag.Open) !== 0) grewWhileBlocked = true;
      }
    });
    const run = await host.run({
      ...DEFAULT_SCENARIO,
      mode: 'async-io',
      requests: 3,
      fetch: { law: 'fixed', ms: 10 },
      inference: { law: 'fixed', ms: 120 },
    });
    undo();
    expect(grewWhileBlocked).toBe(true);
    const shown = run.requests.reduce((sum, request) => sum + request.spans.length, 0);
    const { spans } = consumer;
    let tiles = 0;
    for (let n = 0; n < spans.length; n++) {
      const flags = spans.flags[n] ?? 0;
      if ((flags & SpanFlag.Tile) !== 0 && (flags & SpanFlag.Void) === 0) tiles++;
    }
    expect(tiles).toBe(shown);
  });

  it('lets a late consumer ask for what it lacks and follow from there', async () => {
    const consumer = new FeedConsumer();
    let gaps = 0;
    // Listens from the start, but does not look at anything before the third batch.
    let batches = 0;
    const undo = host.feed.subscribe((batch) => {
      if (++batches < 3) return;
      if (consumer.apply(batch) === 'applied') return;
      gaps++;
      const missing = host.feed.changesSince(consumer.run, consumer.sequence);
      if (missing !== null) consumer.apply(missing);
    });
    await host.run({ ...DEFAULT_SCENARIO, requests: 8, inference: { law: 'fixed', ms: 30 } });
    undo();
    expect(gaps).toBe(1);
    const requests = new Set<number>();
    for (let n = 0; n < consumer.spans.length; n++) {
      if (consumer.spans.kind[n] === SpanKind.Inference)
        requests.add(consumer.spans.request[n] ?? 0);
    }
    expect(requests.size).toBe(8);
  });
});

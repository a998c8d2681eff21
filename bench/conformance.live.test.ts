// The part of `npm run conformance` that holds on any machine: overlaps, order, laws. No absolute times, which a
// busy machine would spoil.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../core/contract/run-document.ts';
import { DEFAULT_SCENARIO, MODES, type Mode } from '../core/contract/scenario.ts';
import { brokenLaws } from '../core/trace/laws.ts';
import type { Host } from '../host/host-api.ts';
import { startHost } from '../host/start-host.ts';
import {
  comparableRuns,
  expectationOf,
  parseReference,
  scenarioOf,
} from './conformance-expectation.mjs';

const SIZES = [4, 10] as const;
const RETRIES = 2;

const file = new URL('./reference/fastapi-timings.json', import.meta.url);
const reference = parseReference(JSON.parse(await readFile(file, 'utf8')));
const threads = reference.measured_on.pool_tokens;

let dataDir: string;
let host: Host;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'loopscope-conformance-'));
  host = await startHost({ dataDir, predictionPort: 0, warn: () => undefined });
});

afterAll(async () => {
  await host.close();
  await rm(dataDir, { recursive: true, force: true });
});

function referenceRun(mode: Mode, requests: number) {
  const found = comparableRuns(reference).find(
    (run) => run.mode === mode && run.requests === requests && run.fetch_ms === 100,
  );
  if (found === undefined) throw new Error(`no reference run of ${requests} requests in ${mode}`);
  return found;
}

/** Per request, the fetch has ended before the inference starts. */
function inOrder({ requests }: RunDocument): boolean {
  return requests.every(({ spans }) => {
    const fetch = spans.find((span) => span.kind === 'fetch');
    const inference = spans.find((span) => span.kind === 'inference');
    if (fetch === undefined || inference === undefined) return false;
    return (fetch.endMs ?? Infinity) <= inference.startMs;
  });
}

describe.each(SIZES)('%i requests of 100/200 ms', (requests) => {
  const makespans = new Map<Mode, number>();

  it.each(MODES)('%s: overlaps as in the reference', { retry: RETRIES }, async (mode) => {
    const run = referenceRun(mode, requests);
    const document = await host.run(scenarioOf(run, threads, DEFAULT_SCENARIO));
    makespans.set(mode, document.summary.makespanFromHandlerMs ?? NaN);
    expect(document.summary.byStatus).toEqual({ '200': requests });
    expect(document.summary.greatestOverlap).toEqual(expectationOf(run).overlap);
    expect(inOrder(document)).toBe(true);
    expect(brokenLaws(document)).toEqual([]);
  });

  it('takes longest in sync, then in async-io, then with a pool', () => {
    const of = (mode: Mode): number => makespans.get(mode) ?? NaN;
    expect(of('sync')).toBeGreaterThan(of('async-io'));
    expect(of('async-io')).toBeGreaterThan(of('async-pool'));
    expect(of('async-io')).toBeGreaterThan(of('sync-pool'));
  });
});

// A real host for live tests, in a folder of its own, and small scenarios for it.
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SCENARIO, type Scenario } from '../core/contract/scenario.ts';
import type { Host } from './host-api.ts';
import { startHost } from './start-host.ts';

export interface LiveHost {
  readonly host: Host;
  readonly dataDir: string;
  /** What the host said aloud, since the start. */
  readonly warnings: string[];
  readonly end: () => Promise<void>;
}

export async function startLiveHost(
  makeDataDir: (dir: string) => void = () => undefined,
): Promise<LiveHost> {
  const dataDir = mkdtempSync(join(tmpdir(), 'loopscope-live-'));
  makeDataDir(dataDir);
  const warnings: string[] = [];
  const warn = (line: string): void => {
    warnings.push(line);
  };
  const host = await startHost({ dataDir, predictionPort: 0, warn });
  const end = async (): Promise<void> => {
    await host.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { host, dataDir, warnings, end };
}

export function fixed(ms: number): Scenario['fetch'] {
  return { law: 'fixed', ms };
}

/** A burst of six with stages of a few ms. */
export function quick(change: Partial<Scenario> = {}): Scenario {
  return {
    ...DEFAULT_SCENARIO,
    requests: 6,
    fetch: fixed(6),
    inference: fixed(8),
    pool: { threads: 2, maxQueue: 100 },
    ...change,
  };
}

/** Sends bytes and answers with all that comes back until the server closes, or until `enough`. */
export function rawExchange(
  origin: string,
  bytes: string,
  enough: (text: string) => boolean = () => false,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.write(bytes));
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
    if (enough(text)) socket.destroy();
  });
  socket.on('error', reject);
  socket.on('close', () => {
    resolve(text);
  });
  return promise;
}

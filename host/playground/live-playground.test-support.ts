// A real host with a playground on it, for live tests: its commands, its patches, and ways to wait for a state.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostState, HostStatePatch } from '../../core/contract/window-state.ts';
import type { PlaygroundHost } from '../host-api.ts';
import { startHost } from '../start-host.ts';
import { createPlayground, type Playground, type PlaygroundOptions } from './playground.ts';

export interface LivePlayground {
  readonly host: PlaygroundHost;
  readonly playground: Playground;
  readonly dataDir: string;
  /** Every patch since the start, in order. */
  readonly patches: HostStatePatch[];
  /** Resolves with the state once `when` holds of it; at once when it does already. */
  readonly until: (when: (state: HostState) => boolean) => Promise<HostState>;
  /** Resolves when nothing is active and the scenario is in force. */
  readonly idle: () => Promise<HostState>;
  readonly end: () => Promise<void>;
}

const LIMIT_MS = 20_000;

export async function startLivePlayground(
  change: Partial<PlaygroundOptions> = {},
  dataDir = mkdtempSync(join(tmpdir(), 'loopscope-playground-')),
): Promise<LivePlayground> {
  const host = await startHost({ dataDir, predictionPort: 0, warn: () => undefined });
  const playground = createPlayground({
    host,
    dataDir,
    form: 'web',
    reason: null,
    canQuit: true,
    quit: () => undefined,
    warn: () => undefined,
    ...change,
  });
  const patches: HostStatePatch[] = [];
  playground.onState((patch) => patches.push(patch));
  const until = (when: (state: HostState) => boolean): Promise<HostState> => {
    const { promise, resolve, reject } = Promise.withResolvers<HostState>();
    const look = (): void => {
      if (when(playground.state())) resolve(playground.state());
    };
    const undo = playground.onState(look);
    const limit = setTimeout(() => {
      reject(new Error(`waited for a state in vain: ${JSON.stringify(playground.state())}`));
    }, LIMIT_MS);
    look();
    return promise.finally(() => {
      undo();
      clearTimeout(limit);
    });
  };
  const idle = (): Promise<HostState> =>
    until(({ activity, inForce }) => activity.phase === 'idle' && inForce.phase === 'applied');
  const end = async (): Promise<void> => {
    await playground.close();
    await host.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { host, playground, dataDir, patches, until, idle, end };
}

/** A prediction asked for from outside. */
export function predict(
  { host }: Pick<LivePlayground, 'host'>,
  path = '/predict',
): Promise<Response> {
  return fetch(`${host.predictionOrigin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"item_id": 1, "feature_value": 2}',
  });
}

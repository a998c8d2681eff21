// A host in memory for tests of the channel: its state, its commands, and a feed that publishes what a test does to the store.
import { FeedPublisher } from '../../host/feed-publisher.ts';
import { DEFAULT_SCENARIO } from '../contract/scenario.ts';
import { DEFAULT_SETTINGS } from '../contract/settings.ts';
import { CommandError, WINDOW_COMMANDS, type WindowCommand } from '../contract/window-commands.ts';
import {
  WINDOW_SCHEMA_VERSION,
  type HostState,
  type HostStatePatch,
} from '../contract/window-state.ts';
import { TraceStore } from '../trace/trace-store.ts';
import type { FeedSource } from './feed-source.ts';
import type { WindowHandlers, WindowHost } from './window-host.ts';

export function hostState(change: Partial<HostState> = {}): HostState {
  return {
    schemaVersion: WINDOW_SCHEMA_VERSION,
    host: {
      version: '0.1.0',
      form: 'web',
      reason: null,
      predictionOrigin: 'http://127.0.0.1:8100',
      databasePath: '/data/prediction-log.sqlite',
      machine: {
        platform: 'linux',
        arch: 'x64',
        cores: 2,
        cpuModel: 'test',
        memoryMiB: 4096,
        runtime: 'node 24.21.0',
        loopscope: '0.1.0',
      },
      capabilities: { quit: true },
    },
    scenario: DEFAULT_SCENARIO,
    inForce: { phase: 'applied' },
    activity: { phase: 'idle' },
    loop: { phase: 'free' },
    runs: [],
    keptMemory: { bytes: 0, limitBytes: 1000, evicted: 0 },
    deleted: [],
    outside: { feedRun: 0, requests: 0, inFlight: 0 },
    notices: [],
    settings: DEFAULT_SETTINGS,
    ...change,
  };
}

/** What a recorder does, with time at the test's hand: runs one after the other, batches when the test says so. */
export class HandFeed implements FeedSource {
  store = new TraceStore(0, 1);
  /** How often what a window lacks was packed for it alone. */
  asked = 0;
  private publisher: FeedPublisher | null = null;
  private runs = 0;
  private readonly listeners = new Set<(batch: ArrayBuffer) => void>();

  get run(): number {
    return this.runs;
  }

  get listening(): number {
    return this.listeners.size;
  }

  begin(firstRequestId = 1): TraceStore {
    this.publish(true);
    this.store = new TraceStore(0, firstRequestId);
    this.publisher = new FeedPublisher(this.store, ++this.runs);
    return this.store;
  }

  publish(final = false): void {
    const batch = this.publisher?.nextBatch({ droppedRecords: 0, nowMs: this.runs, final }) ?? null;
    if (batch !== null) for (const listener of this.listeners) listener(batch);
  }

  subscribe(listener: (batch: ArrayBuffer) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changesSince(run: number, sequence: number): ArrayBuffer | null {
    const { publisher } = this;
    if (publisher === null) return null;
    this.asked++;
    if (publisher.run === run) return publisher.changesSince(sequence, this.runs);
    return publisher.snapshot(this.runs);
  }
}

/** Every command refuses until the test gives it something to do. */
function refusing(): WindowHandlers {
  const refuse = (): Promise<never> =>
    Promise.reject(new CommandError('unavailable', 'the test has no handler for this'));
  const names = Object.keys(WINDOW_COMMANDS) as WindowCommand[];
  return Object.fromEntries(names.map((name) => [name, refuse])) as unknown as WindowHandlers;
}

export class MemoryWindowHost implements WindowHost {
  readonly id: string;
  readonly feed = new HandFeed();
  handlers: WindowHandlers = refusing();
  private readonly listeners = new Set<(patch: HostStatePatch) => void>();
  private known: HostState;

  constructor(id = 'host-1', state: Partial<HostState> = {}) {
    this.id = id;
    this.known = hostState(state);
  }

  /** Gives commands something to do. */
  handle(handlers: Partial<WindowHandlers>): this {
    this.handlers = { ...this.handlers, ...handlers };
    return this;
  }

  state(): HostState {
    return this.known;
  }

  get watched(): number {
    return this.listeners.size;
  }

  onState(listener: (patch: HostStatePatch) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  change(patch: Partial<HostState>): void {
    this.known = { ...this.known, ...patch };
    for (const listener of this.listeners) listener(patch);
  }
}

// In-memory doubles for tests of the command line: an outside world that keeps what is written and
// whose clock and signals the test moves, and a host that answers with what the test gave it.
import type { RunDocument } from '../../core/contract/run-document.ts';
import { runOf } from '../../core/export/run-document.test-support.ts';
import type { Scenario } from '../../core/contract/scenario.ts';
import type { Host, HostOptions, OutsideCounts, RunProgress } from '../host-api.ts';
import type { CliIo, TextSink } from './cli-io.ts';
import type { StopSignal } from './exit-code.ts';

export class MemorySink implements TextSink {
  text = '';
  isTty = false;
  columns: number | undefined = undefined;

  write(text: string): Promise<void> {
    this.text += text;
    return Promise.resolve();
  }
}

export class MemoryHost implements Host {
  readonly predictionOrigin = 'http://127.0.0.1:8100';
  readonly databasePath = '/data/predictions.sqlite';
  readonly feed = { subscribe: () => () => undefined, changesSince: () => null };
  readonly fired: Scenario[] = [];
  selected: Scenario | null = null;
  stopReason: string | null = null;
  closed = false;
  /** What a run answers with; may wait, may fail. */
  onRun: (scenario: Scenario, onProgress: (progress: RunProgress) => void) => Promise<RunDocument> =
    (scenario) => Promise.resolve({ ...runOf([]), scenario });
  onStop: () => void = () => undefined;
  outside: RunDocument = runOf([]);

  run(scenario: Scenario, onProgress?: (progress: RunProgress) => void): Promise<RunDocument> {
    this.fired.push(scenario);
    return this.onRun(scenario, onProgress ?? (() => undefined));
  }

  async stop(reason: string): Promise<void> {
    this.stopReason = reason;
    this.onStop();
  }

  async select(scenario: Scenario): Promise<void> {
    this.selected = scenario;
  }

  outsideCounts(): OutsideCounts {
    return { requests: this.outside.requests.length, inFlight: 0, log: this.outside.summary.log };
  }

  async finishOutsideRun(): Promise<RunDocument> {
    return this.outside;
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

export class MemoryIo implements CliIo {
  readonly out = new MemorySink();
  readonly err = new MemorySink();
  env: Record<string, string> = {};
  platform: NodeJS.Platform = 'linux';
  cwd = '/somewhere';
  homeDir = '/home/ada';
  timeMs = 0;
  exited: number | null = null;
  readonly host = new MemoryHost();
  readonly started: HostOptions[] = [];
  readonly ticking = new Set<() => void>();
  private readonly listeners = new Set<(signal: StopSignal) => void>();

  readonly nowMs = (): number => this.timeMs;

  readonly exitNow = (code: number): void => {
    this.exited ??= code;
  };

  readonly every = (_periodMs: number, action: () => void): (() => void) => {
    this.ticking.add(action);
    return () => this.ticking.delete(action);
  };

  readonly onSignal = (listener: (signal: StopSignal) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  startHost = (options: HostOptions): Promise<Host> => {
    this.started.push(options);
    return Promise.resolve(this.host);
  };

  signal(name: StopSignal, atMs = this.timeMs): void {
    this.timeMs = atMs;
    for (const listener of this.listeners) listener(name);
  }

  get listening(): number {
    return this.listeners.size;
  }
}

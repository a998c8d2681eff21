// The load generator: prepares a plan (connections opened and warmed), fires it, stops it; one plan at a time. What is
// sent when is load-run.ts; this is only the order of things and who closes what.
import type {
  GeneratorPlan,
  GeneratorProgress,
  GeneratorReport,
  PackedAnswers,
} from '../../core/contract/thread-messages.ts';
import type { RingWriter } from '../../core/trace/ring.ts';
import { Answers } from './answers.ts';
import { Connections } from './connections.ts';
import { LoadRun } from './load-run.ts';
import type { Pacer } from './pacer.ts';
import { connectionsToOpen } from './plan.ts';
import { Prober } from './prober.ts';

const PROGRESS_INTERVAL_MS = 100;
/** 2,000 connections to a server on the same 2 cores take about 1 s. */
const WARM_UP_LIMIT_MS = 10_000;
/** How long a run waits for its last probes. */
const PROBE_GRACE_MS = 200;
/** Probes overlap only while the server is blocked; one connection serves them otherwise. */
const PROBE_CONNECTIONS = 1;
const STOPPED_EARLY = 'stopped while the connections were being opened';

interface Prepared {
  readonly plan: GeneratorPlan;
  readonly lines: Connections;
  readonly probeLines: Connections;
}

type State =
  | { readonly phase: 'idle' }
  | { readonly phase: 'preparing'; readonly cancel: (reason: Error) => void }
  | ({ readonly phase: 'prepared' } & Prepared)
  /** A prepared plan was stopped before it was fired: the fire that may be under way sends nothing. */
  | { readonly phase: 'stopped' }
  | { readonly phase: 'firing'; readonly run: LoadRun; readonly prober: Prober }
  | { readonly phase: 'closed' };

export interface LoadGeneratorParts {
  readonly ring: RingWriter;
  readonly pacer: Pacer;
  readonly onProgress: (progress: GeneratorProgress) => void;
}

export class LoadGenerator {
  private readonly ring: RingWriter;
  private readonly pacer: Pacer;
  private readonly onProgress: (progress: GeneratorProgress) => void;
  private state: State = { phase: 'idle' };
  /** Of the run that is fired or was fired last. */
  private lastAnswers: Answers | null = null;

  constructor({ ring, pacer, onProgress }: LoadGeneratorParts) {
    this.ring = ring;
    this.pacer = pacer;
    this.onProgress = onProgress;
  }

  /** Opens and warms the connections of a plan; one that was prepared before is given up. */
  async prepare(plan: GeneratorPlan): Promise<{ connections: number }> {
    const { phase } = this.state;
    if (phase === 'preparing' || phase === 'firing' || phase === 'closed') {
      throw new Error(`cannot prepare a run: the load generator is ${phase}`);
    }
    if (this.state.phase === 'prepared') closeLines(this.state);
    this.lastAnswers = null;
    const prepared = {
      plan,
      lines: new Connections(plan.origin),
      probeLines: new Connections(plan.origin),
    };
    const cancelled = Promise.withResolvers<never>();
    const preparing: State = { phase: 'preparing', cancel: cancelled.reject };
    this.state = preparing;
    const limit = setTimeout(() => {
      const problem = `did not answer GET /healthz within ${WARM_UP_LIMIT_MS / 1000} s`;
      cancelled.reject(new Error(`cannot open connections to ${plan.origin}: it ${problem}`));
    }, WARM_UP_LIMIT_MS);
    try {
      const connections = connectionsToOpen(plan.scenario);
      await Promise.race([this.warm(prepared, connections), cancelled.promise]);
      // Stopped in the very turn in which the last connection was warm.
      if (this.state !== preparing) throw new Error(STOPPED_EARLY);
      this.state = { phase: 'prepared', ...prepared };
      return { connections };
    } catch (error) {
      closeLines(prepared);
      if (this.state === preparing) this.state = { phase: 'idle' };
      throw error;
    } finally {
      clearTimeout(limit);
    }
  }

  /** Fires what was prepared. Resolves when every request has an outcome, or soon after `stop`. */
  async fire({ startNs }: { readonly startNs: number }): Promise<GeneratorReport> {
    const { state } = this;
    if (state.phase === 'stopped') {
      this.state = { phase: 'idle' };
      return { sent: 0, finished: 0, probes: 0, probesSkipped: 0 };
    }
    if (state.phase !== 'prepared') {
      throw new Error(`cannot fire: nothing is prepared (the load generator is ${state.phase})`);
    }
    const { plan, lines, probeLines } = state;
    const { runId, firstRequestId, scenario } = plan;
    const answers = new Answers(runId, firstRequestId, scenario.requests);
    this.lastAnswers = answers;
    const { ring, pacer } = this;
    const run = new LoadRun({ plan, startNs, lines, ring, pacer, answers });
    const prober = new Prober({ lines: probeLines, ring: this.ring, startNs });
    const firing: State = { phase: 'firing', run, prober };
    this.state = firing;
    const progress = setInterval(() => this.onProgress(run.progress), PROGRESS_INTERVAL_MS);
    try {
      prober.start();
      await run.run();
      await prober.finish(PROBE_GRACE_MS);
    } finally {
      clearInterval(progress);
      prober.abandon();
      closeLines(state);
      if (this.state === firing) this.state = { phase: 'idle' };
    }
    this.onProgress(run.progress);
    const { sent, finished } = run.progress;
    return { sent, finished, probes: prober.probes, probesSkipped: prober.skipped };
  }

  /** What came back in the run that is fired or was fired last; null when that is another one. */
  answers(runId: string, requestId: number | null): PackedAnswers | null {
    return this.lastAnswers?.pack(runId, requestId) ?? null;
  }

  /** Sends no more and abandons what is in flight. */
  stop(): void {
    const { state } = this;
    switch (state.phase) {
      case 'preparing':
        this.state = { phase: 'idle' };
        state.cancel(new Error(STOPPED_EARLY));
        break;
      case 'prepared':
        closeLines(state);
        this.state = { phase: 'stopped' };
        break;
      case 'firing':
        state.run.stop();
        state.prober.abandon();
        break;
      case 'idle':
      case 'stopped':
      case 'closed':
        break;
    }
  }

  async close(): Promise<void> {
    this.stop();
    this.state = { phase: 'closed' };
    await this.pacer.close();
  }

  private async warm({ lines, probeLines }: Prepared, connections: number): Promise<void> {
    await this.pacer.ready();
    await Promise.all([lines.warm(connections), probeLines.warm(PROBE_CONNECTIONS)]);
  }
}

function closeLines({ lines, probeLines }: Prepared): void {
  lines.close();
  probeLines.close();
}

// One run at a time: prepares the threads for a scenario, fires it, drains what is left, and makes the document. Stop
// works in every phase, also while the server's loop is blocked.
import type { LogCounters } from '../core/contract/run-document.ts';
import type { Scenario } from '../core/contract/scenario.ts';
import { ServerCounter } from '../core/contract/server-status.ts';
import type {
  GeneratorProgress,
  PackedAnswers,
  RunConfig,
  Whose,
  WriterCounters,
} from '../core/contract/thread-messages.ts';
import { FIRST_OUTSIDE_ID } from '../core/trace/request-label.ts';
import { TraceStore } from '../core/trace/trace-store.ts';
import { buildDocument } from './build-document.ts';
import { nowNs, wallClockIso } from './clock.ts';
import { configureThreads } from './configure.ts';
import type { ControllerParts } from './controller-parts.ts';
import type { RecordedRun, RunProgress } from './host-api.ts';
import { LogLedger } from './log-ledger.ts';
import { LOOP_ANSWER_MS } from './server-supervisor.ts';
import { resolvesWithin, valueWithin } from './within.ts';

/** Between the decision to fire and the first intended send: time for the last message to arrive. */
const LEAD_MS = 20;
/** How long work that outlives its clients (background tasks, orphaned stages) may take after the last answer. */
const DRAIN_LIMIT_MS = 5_000;
const PROGRESS_MS = 100;
/** How long the generator may take to stop: it destroys up to 2,000 connections. */
const STOP_SENDING_MS = 300;
/** How long a run waits for its last rows to be written; a stopped one must end within a second. */
const FLUSH_LIMIT_MS = 5_000;
const STOPPED_FLUSH_LIMIT_MS = 300;
/** How long the generator may take to hand over what came back; 10,000 answers take some 20 ms. */
const ANSWERS_LIMIT_MS = 1_000;
const STOPPED_ANSWERS_LIMIT_MS = 200;

export interface RunOptions {
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  readonly onPhase?: ((progress: RunProgress) => void) | undefined;
  /** The run's own recording begins: what is being recorded now ends. */
  readonly onRecording?: () => void;
  /** Whether what came back for each request is handed over at the end. */
  readonly withAnswers: boolean;
}

interface ActiveRun {
  readonly config: RunConfig;
  readonly startedAt: string;
  readonly exitsBefore: number;
  readonly options: RunOptions;
  phase: RunProgress['phase'];
  startNs: number;
  store: TraceStore | null;
  feedRun: number;
  progress: GeneratorProgress;
  /** Why it must end early. */
  ending: { phase: 'stopped' | 'failed'; reason: string } | null;
  /** Resolved when `ending` is set, so that every wait can be given up. */
  readonly ended: PromiseWithResolvers<null>;
  probesSkipped: number;
}

/** Asked by a function, because `ending` may be set during any await. */
function isEnding(run: ActiveRun): boolean {
  return run.ending !== null;
}

const NO_PROGRESS: GeneratorProgress = { sent: 0, finished: 0, failed: 0 };

export class RunController {
  private readonly parts: ControllerParts;
  private readonly ledger: LogLedger;
  private active: ActiveRun | null = null;
  /** What puts a scenario into force, one after the other: a stopped run's may still be under way. */
  private configuring: Promise<void> = Promise.resolve();
  private nextRequestId = 1;
  private runs = 0;
  private readonly runPrefix = nowNs().toString(36).slice(-6);

  constructor(parts: ControllerParts) {
    this.parts = parts;
    this.ledger = new LogLedger(parts.status);
  }

  async run(
    scenario: Scenario,
    options: RunOptions = { withAnswers: false },
  ): Promise<RecordedRun> {
    const run = this.openRun(scenario, options);
    const report = setInterval(() => {
      options.onProgress?.(this.progressOf(run));
    }, PROGRESS_MS);
    try {
      await this.carryOut(run);
    } catch (error) {
      await this.end(run, 'failed', error instanceof Error ? error.message : String(error));
    } finally {
      clearInterval(report);
    }
    return this.closeRun(run);
  }

  /** Ends the active run; does nothing when none is active. Resolves when it has ended, also for whoever asks twice. */
  async stop(reason: string): Promise<void> {
    const { active } = this;
    if (active === null) return;
    await this.end(active, 'stopped', reason);
    await active.ended.promise;
  }

  /** The server's thread ended by itself: the active run has failed, and there is nothing left to give up. */
  async serverCrashed(reason: string): Promise<void> {
    if (this.active !== null)
      await this.end(this.active, 'failed', `the prediction server died: ${reason}`, false);
    this.restartServer();
  }

  /** A thread that cannot be replaced ended by itself: the active run has failed. */
  async threadDied(name: string, reason: string): Promise<void> {
    if (this.active !== null)
      await this.end(this.active, 'failed', `the ${name} thread died: ${reason}`);
  }

  generatorProgress(progress: GeneratorProgress): void {
    if (this.active !== null) this.active.progress = progress;
  }

  /** The account of the active run's log rows. */
  logSoFar(): LogCounters {
    return this.ledger.account(this.parts.writerCounters(), null);
  }

  get isActive(): boolean {
    return this.active !== null;
  }

  /** Id of the active run, or null. */
  get activeRunId(): string | null {
    return this.active?.config.runId ?? null;
  }

  /** Puts something into force when what was begun before is done; runs that are fired later prepare after it. */
  afterConfiguring(work: () => Promise<void>): Promise<void> {
    // What went before has told its own error.
    const done = this.configuring.catch(() => undefined).then(work);
    this.configuring = done;
    return done;
  }

  /** Gives up what they have queued or running on the server; one that does not answer is started again. */
  async giveUp(whose: Whose): Promise<void> {
    const { supervisor, warn } = this.parts;
    if (await supervisor.abandon(whose)) return;
    warn(
      'the event loop did not answer within 0.5 s: its thread was terminated and is started again',
    );
    this.restartServer();
  }

  private openRun(scenario: Scenario, options: RunOptions): ActiveRun {
    if (this.active !== null)
      throw new Error(`run ${this.active.config.runId} is active; one run at a time`);
    this.ledger.begin(this.parts.writerCounters());
    const firstRequestId = this.nextRequestId;
    this.nextRequestId += scenario.requests;
    // Ids are numbered over all runs; the numbers below the outside range last for 100,000 greatest runs.
    if (this.nextRequestId >= FIRST_OUTSIDE_ID) this.nextRequestId = 1;
    this.active = {
      config: { runId: this.newRunId(), firstRequestId, scenario },
      startedAt: wallClockIso(),
      exitsBefore: this.threadExits(),
      options,
      phase: 'preparing',
      startNs: nowNs(),
      store: null,
      feedRun: 0,
      progress: NO_PROGRESS,
      ending: null,
      ended: Promise.withResolvers<null>(),
      probesSkipped: 0,
    };
    return this.active;
  }

  private async carryOut(run: ActiveRun): Promise<void> {
    await this.unlessEnded(
      run,
      this.afterConfiguring(() => this.prepare(run)),
    );
    if (isEnding(run)) return;
    this.beginRecording(run);
    this.enter(run, 'firing');
    const report = await this.parts.generator.call('fire', { startNs: run.startNs });
    run.probesSkipped = report.probesSkipped;
    run.progress = { ...run.progress, sent: report.sent, finished: report.finished };
    if (isEnding(run)) return;
    this.enter(run, 'draining');
    await this.unlessEnded(run, this.drain(run));
  }

  private beginRecording(run: ActiveRun): void {
    const { recorder } = this.parts;
    run.options.onRecording?.();
    run.startNs = nowNs() + LEAD_MS * 1e6;
    const { firstRequestId, scenario } = run.config;
    run.store = recorder.begin(run.startNs, firstRequestId, scenario.requests);
    run.feedRun = recorder.feedRun;
  }

  private async prepare(run: ActiveRun): Promise<void> {
    const { generator, supervisor, writer } = this.parts;
    const { scenario, runId, firstRequestId } = run.config;
    if (isEnding(run)) return;
    this.ledger.begin(await writer.call('flush', null));
    if (isEnding(run)) return;
    await configureThreads(this.parts, run.config);
    if (isEnding(run)) return;
    await generator.call('prepare', {
      origin: `http://127.0.0.1:${supervisor.port}`,
      runId,
      firstRequestId,
      scenario,
    });
  }

  private async drain(run: ActiveRun): Promise<void> {
    const { supervisor, warn } = this.parts;
    const server = await supervisor.running();
    const drained = server.call('drain', { deadlineMs: DRAIN_LIMIT_MS, whose: 'run' });
    const report = await valueWithin(drained, DRAIN_LIMIT_MS + LOOP_ANSWER_MS);
    // A run that was stopped meanwhile is over: what is open now may be the next one's.
    if (isEnding(run) || (report?.backgroundLeft === 0 && report.requestsLeft === 0)) return;
    const open =
      report === null
        ? 'work was'
        : `${report.requestsLeft} requests and ${report.backgroundLeft} background tasks were`;
    warn(`after ${DRAIN_LIMIT_MS / 1000} s, ${open} still open and given up`);
    await this.giveUp('run');
  }

  /** Ends a run early: no more sends, nothing of its own queued, and a blocked loop is terminated with its thread. */
  private async end(
    run: ActiveRun,
    phase: 'stopped' | 'failed',
    reason: string,
    serverLives = true,
  ): Promise<void> {
    if (run.ending !== null) return;
    run.ending = { phase, reason };
    // First no more sends, so that nothing reaches the server after it has given up what it had. A generator that
    // died has nothing to stop.
    await resolvesWithin(this.parts.generator.call('stop', null), STOP_SENDING_MS);
    if (serverLives) await this.giveUp('run');
    run.ended.resolve(null);
  }

  /** Starts the server again and puts into force what was in force, for requests from outside. */
  private restartServer(): void {
    const { supervisor, warn } = this.parts;
    const restarted = supervisor.restart((reason) => {
      warn(`the prediction server could not be started again: ${reason}`);
    });
    void this.afterConfiguring(async () => {
      await restarted;
      const { inForce } = supervisor;
      if (inForce !== null) await configureThreads(this.parts, inForce);
    }).catch(() => undefined);
  }

  private async unlessEnded(run: ActiveRun, work: Promise<void>): Promise<void> {
    // When the run ends first, the work fails or finishes on its own; its error is no longer of interest.
    work.catch(() => undefined);
    await Promise.race([work, run.ended.promise]);
  }

  private async closeRun(run: ActiveRun): Promise<RecordedRun> {
    if (run.ending !== null) await run.ended.promise.catch(() => undefined);
    const { recorder, warn } = this.parts;
    const accepted = this.ledger.accepted();
    const [flushed, answers] = await Promise.all([this.flushed(run), this.answersOf(run)]);
    const written = flushed ?? this.parts.writerCounters();
    const log = this.ledger.account(written, flushed === null ? null : accepted);
    if (flushed === null && log.accepted > log.committed)
      warn(`${log.accepted - log.committed} log rows were not written yet when the run was closed`);
    // Before a run is recorded, requests from outside are: they go on.
    if (run.store !== null) recorder.end();
    const endNs = nowNs();
    this.active = null;
    if (log.lost > 0)
      warn(`${log.lost} log rows were lost: they were still inside the server when it was stopped`);
    if (log.failed > 0)
      warn(`${log.failed} log rows could not be written: ${log.lastError ?? 'unknown reason'}`);
    const store = run.store ?? new TraceStore(run.startNs, run.config.firstRequestId);
    const document = buildDocument(store, run.config.scenario, {
      runId: run.config.runId,
      startedAt: run.startedAt,
      phase: run.ending?.phase ?? 'done',
      reason: run.ending?.reason ?? null,
      log,
      probesSkipped: run.probesSkipped,
      poolThreadExits: this.threadExits() - run.exitsBefore,
      lanes: recorder.laneFacts(run.config.scenario.pool.threads),
    });
    return { document, store, feedRun: run.feedRun, endNs, answers };
  }

  /** The writer's counters with all rows written; null: it died, or waits for a locked file. */
  private flushed(run: ActiveRun): Promise<WriterCounters | null> {
    const limitMs = run.ending === null ? FLUSH_LIMIT_MS : STOPPED_FLUSH_LIMIT_MS;
    const flushed = this.parts.writer.call('flush', null).catch(() => null);
    return valueWithin(flushed, limitMs);
  }

  private async answersOf(run: ActiveRun): Promise<PackedAnswers | null> {
    if (!run.options.withAnswers || run.store === null) return null;
    const limitMs = run.ending === null ? ANSWERS_LIMIT_MS : STOPPED_ANSWERS_LIMIT_MS;
    const { runId } = run.config;
    const answers = this.parts.generator.call('answers', { runId, requestId: null });
    return valueWithin(
      answers.catch(() => null),
      limitMs,
    );
  }

  private enter(run: ActiveRun, phase: RunProgress['phase']): void {
    run.phase = phase;
    run.options.onPhase?.(this.progressOf(run));
  }

  private progressOf(run: ActiveRun): RunProgress {
    return {
      phase: run.phase,
      ...run.progress,
      requests: run.config.scenario.requests,
      elapsedMs: run.store === null ? 0 : Math.max(0, (nowNs() - run.startNs) / 1e6),
      log: this.logSoFar(),
    };
  }

  private threadExits(): number {
    return this.parts.status.read(ServerCounter.PoolThreadExits);
  }

  private newRunId(): string {
    return `${this.runPrefix}-${++this.runs}`;
  }
}

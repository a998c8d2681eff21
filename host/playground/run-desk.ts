// Fires runs, one at a time or the four modes in turn, tells their progress, stops them, and hands over what they leave. While
// something is active, whoever else wants to fire is refused.
import { expectedMakespanMs } from '../../core/analysis/expected-makespan.ts';
import { MODES, type Mode, type Scenario } from '../../core/contract/scenario.ts';
import { CommandError } from '../../core/contract/window-commands.ts';
import type { Activity, Batch } from '../../core/contract/window-state.ts';
import type { PlaygroundHost, RecordedRun, RunProgress, TakenRecording } from '../host-api.ts';
import type { RunNumbers } from './run-numbers.ts';

export type RunActivity = Extract<Activity, { phase: 'running' }>;

export interface RunDeskOptions {
  readonly host: Pick<PlaygroundHost, 'fire' | 'stop' | 'feedRun' | 'outsideCounts'>;
  readonly cores: number;
  readonly numbers: RunNumbers;
  readonly onActivity: (activity: Activity) => void;
  readonly onRecorded: (recorded: RecordedRun, activity: RunActivity) => void;
  /** A recording of requests from outside has ended because a run begins. */
  readonly onOutside: (taken: TakenRecording) => void;
  /** A run could not be recorded at all. */
  readonly onFailure: (number: number, reason: string) => void;
  /** Nothing is active any more. */
  readonly onIdle: () => void;
}

/** What is active: one run, or several in turn. */
interface Sequence {
  readonly batchId: string | null;
  stopping: boolean;
  done: Promise<void>;
}

const NOTHING_YET = { sent: 0, finished: 0, failed: 0, elapsedMs: 0 };

export class RunDesk {
  private readonly options: RunDeskOptions;
  private sequence: Sequence | null = null;
  private activity: RunActivity | null = null;
  private closing = false;
  private batches = 0;

  constructor(options: RunDeskOptions) {
    this.options = options;
  }

  get active(): 'nothing' | 'run' | 'batch' {
    if (this.sequence === null) return 'nothing';
    return this.sequence.batchId === null ? 'run' : 'batch';
  }

  /** The run that is active, or null. */
  get current(): RunActivity | null {
    return this.activity;
  }

  /** Fires; answers with the run's number, at once. @throws CommandError `busy` */
  fire(scenario: Scenario): number {
    return this.begin([scenario], null);
  }

  /** Fires the same batch in every mode; answers with the batch's id, at once. @throws CommandError `busy` */
  fireAll(scenario: Scenario): string {
    const inEveryMode = MODES.map((mode) => ({ ...scenario, mode }));
    this.refuseWhileActive();
    const id = `batch-${++this.batches}`;
    this.begin(inEveryMode, id);
    return id;
  }

  /** Ends what is active; resolves when it has ended and is kept. */
  async stop(reason: string): Promise<void> {
    const { sequence } = this;
    if (sequence === null) return;
    sequence.stopping = true;
    if (this.activity !== null) this.tell({ ...this.activity, step: 'stopping' });
    await this.options.host.stop(reason);
    await sequence.done;
  }

  /** As `stop`, for good. */
  async close(reason: string): Promise<void> {
    this.closing = true;
    await this.stop(reason);
  }

  /** The mode was flipped: how long the rest takes is anybody's guess. */
  modeFlipped(mode: Mode): void {
    if (this.activity === null || this.active === 'batch' || this.activity.mode === mode) return;
    this.tell({ ...this.activity, expectedMs: null });
  }

  private begin(scenarios: readonly Scenario[], batchId: string | null): number {
    this.refuseWhileActive();
    const sequence: Sequence = { batchId, stopping: false, done: Promise.resolve() };
    this.sequence = sequence;
    const modes = scenarios.map(({ mode }) => mode);
    const one = (scenario: Scenario, index: number): Promise<void> =>
      this.carryOut(scenario, batchId === null ? null : { id: batchId, index, modes });
    sequence.done = this.inTurn(sequence, scenarios, one);
    return this.activity?.number ?? 0;
  }

  /** Begins the first at once, before it returns. */
  private async inTurn(
    sequence: Sequence,
    scenarios: readonly Scenario[],
    one: (scenario: Scenario, index: number) => Promise<void>,
  ): Promise<void> {
    for (const [index, scenario] of scenarios.entries()) {
      if (sequence.stopping || this.closing) break;
      await one(scenario, index);
    }
    this.sequence = null;
    this.activity = null;
    this.options.onActivity({ phase: 'idle' });
    this.options.onIdle();
  }

  private async carryOut(scenario: Scenario, batch: Batch | null): Promise<void> {
    const { host, cores, numbers, onRecorded, onOutside, onFailure } = this.options;
    if (host.outsideCounts().requests > 0) numbers.reserve();
    const number = numbers.next();
    this.tell({
      phase: 'running',
      number,
      feedRun: 0,
      mode: scenario.mode,
      step: 'preparing',
      ...NOTHING_YET,
      requests: scenario.requests,
      expectedMs: expectedMakespanMs(scenario, cores),
      batch,
    });
    try {
      const onProgress = (progress: RunProgress): void => this.progress(progress);
      const recorded = await host.fire(scenario, { onProgress, onPhase: onProgress, onOutside });
      if (this.activity !== null) onRecorded(recorded, this.activity);
    } catch (error) {
      onFailure(number, error instanceof Error ? error.message : String(error));
    }
  }

  private progress({ phase, sent, finished, failed, elapsedMs }: RunProgress): void {
    if (this.activity === null) return;
    const step = this.sequence?.stopping === true ? 'stopping' : phase;
    const feedRun = phase === 'preparing' ? 0 : this.options.host.feedRun;
    this.tell({ ...this.activity, step, feedRun, sent, finished, failed, elapsedMs });
  }

  private tell(activity: RunActivity): void {
    this.activity = activity;
    this.options.onActivity(activity);
  }

  private refuseWhileActive(): void {
    if (this.closing) throw new CommandError('unavailable', 'the host is closing');
    if (this.activity === null) return;
    const { number, mode, batch } = this.activity;
    const what = batch === null ? `run ${number} (${mode})` : `run ${number} (${mode}) of a batch`;
    throw new CommandError('busy', `${what} is active; stop it or wait for its end`);
  }
}

// Puts the selected scenario into force for requests from outside: one selection at a time, only the latest, and only when
// something changed that the server's threads must be told. The mode takes effect at once by itself, also while a run is active;
// the rest waits for the run's end. During a batch the mode is the batch's own.
import type { Scenario } from '../../core/contract/scenario.ts';
import type { HostState } from '../../core/contract/window-state.ts';
import type { PlaygroundHost } from '../host-api.ts';

/** What the server, its pool and the feature service are set up with; the rest is the load generator's. */
const SET_UP_WITH = [
  'fetch',
  'inference',
  'inferenceKind',
  'pool',
  'logging',
  'seed',
  'fetchTimeoutMs',
  'taskDeadlineMs',
] as const satisfies readonly (keyof Scenario)[];

export type ForceHost = Pick<PlaygroundHost, 'inForce' | 'apply' | 'selectMode'>;
type InForce = HostState['inForce'];

export interface ScenarioInForceOptions {
  readonly host: ForceHost;
  readonly scenario: Scenario;
  /** What is active: a batch keeps its own modes. */
  readonly active: () => 'nothing' | 'run' | 'batch';
  readonly onPhase: (inForce: InForce) => void;
}

export class ScenarioInForce {
  private readonly options: ScenarioInForceOptions;
  private wanted: Scenario;
  private phase: InForce = { phase: 'applying' };
  private selecting: Promise<void> | null = null;
  private closed = false;

  constructor(options: ScenarioInForceOptions) {
    this.options = options;
    this.wanted = options.scenario;
  }

  /** Wants another scenario from now on. */
  set(scenario: Scenario): void {
    this.wanted = scenario;
    if (this.options.active() !== 'batch') this.options.host.selectMode(scenario.mode);
    this.apply();
  }

  /** Does what is left to do; called when a run begins, is set up, or has ended, and now and then. */
  apply(): void {
    if (this.closed) return;
    if (this.options.active() !== 'nothing') {
      this.tell({ phase: this.isSetUp() ? 'applied' : 'applying' });
      return;
    }
    if (this.selecting !== null) return;
    if (this.isSetUp()) this.applied();
    // What failed is tried again when something else is wanted.
    else this.selecting = this.select().finally(() => (this.selecting = null));
  }

  /** Called now and then: a run has set the server up meanwhile, or it has come back without anything. */
  check(): void {
    const idle = this.options.active() === 'nothing';
    switch (this.phase.phase) {
      case 'applying':
        if (!idle || this.selecting === null) this.apply();
        return;
      case 'applied':
        if (idle && this.options.host.inForce === null) this.apply();
        return;
      case 'failed':
        if (this.isSetUp()) this.apply();
        return;
    }
  }

  /** Resolves when no selection is under way. */
  async settled(): Promise<void> {
    await this.selecting;
  }

  close(): void {
    this.closed = true;
  }

  private applied(): void {
    // A run that ended may have had another one.
    this.options.host.selectMode(this.wanted.mode);
    this.tell({ phase: 'applied' });
  }

  private async select(): Promise<void> {
    this.tell({ phase: 'applying' });
    for (let failures = 0; !this.mustWait() && !this.isSetUp();) {
      const target = this.wanted;
      const reason = await this.trySelect(target);
      if (target !== this.wanted || this.isSetUp()) continue;
      // The server may have died of something else meanwhile: it is started again, and the second try waits for it.
      if (++failures < 2) continue;
      const ended = 'the prediction server ended again and again';
      if (!this.mustWait()) this.tell({ phase: 'failed', reason: reason ?? ended });
      return;
    }
    if (!this.mustWait()) this.applied();
  }

  /** Answers with why it failed, or null. */
  private async trySelect(scenario: Scenario): Promise<string | null> {
    try {
      await this.options.host.apply(scenario);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Asked by a function: a run may begin during any await. */
  private mustWait(): boolean {
    return this.closed || this.options.active() !== 'nothing';
  }

  private isSetUp(): boolean {
    const { inForce } = this.options.host;
    return inForce !== null && SET_UP_WITH.every((key) => isSame(inForce[key], this.wanted[key]));
  }

  private tell(phase: InForce): void {
    if (isSame(phase, this.phase)) return;
    this.phase = phase;
    this.options.onPhase(phase);
  }
}

/** Both are parsed by the same schema, so that their keys are in the same order. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

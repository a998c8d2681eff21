// The run of requests from outside (curl, ab, wrk): selected, watched, ended. The server serves them with or without
// it; this is only their record.
import type { LogCounters, RunDocument } from '../core/contract/run-document.ts';
import type { Scenario } from '../core/contract/scenario.ts';
import { ServerCounter } from '../core/contract/server-status.ts';
import type { TraceStore } from '../core/trace/trace-store.ts';
import { buildDocument } from './build-document.ts';
import { wallClockIso } from './clock.ts';
import { configureThreads } from './configure.ts';
import type { OutsideCounts } from './host-api.ts';
import { LogLedger } from './log-ledger.ts';
import type { ControllerParts } from './controller-parts.ts';
import { resolvesWithin } from './within.ts';

const DRAIN_LIMIT_MS = 2_000;

interface Selected {
  readonly scenario: Scenario;
  readonly startedAt: string;
  readonly exitsBefore: number;
  readonly store: TraceStore;
}

export class OutsideRun {
  private readonly parts: ControllerParts;
  private readonly ledger: LogLedger;
  private selected: Selected | null = null;

  constructor(parts: ControllerParts) {
    this.parts = parts;
    this.ledger = new LogLedger(parts.status);
  }

  /** Selects what requests from outside meet, and starts to record them. */
  async select(scenario: Scenario): Promise<void> {
    await this.parts.writer.call('flush', null);
    // Recorded before it is served: no request falls between.
    this.begin(scenario);
    await configureThreads(this.parts, { runId: 'outside', firstRequestId: 0, scenario });
  }

  /** Starts to record requests from outside under the scenario that is in force; nothing may be in the writer. */
  begin(scenario: Scenario): void {
    const { recorder, status, writerCounters } = this.parts;
    this.ledger.begin(writerCounters());
    const exitsBefore = status.read(ServerCounter.PoolThreadExits);
    this.selected = {
      scenario,
      startedAt: wallClockIso(),
      exitsBefore,
      store: recorder.beginOutside(),
    };
  }

  counts(): OutsideCounts {
    return {
      requests:
        (this.selected?.store.requests.length ?? 0) + (this.selected?.store.requests.notKept ?? 0),
      inFlight: this.parts.status.read(ServerCounter.RequestsInFlight),
      log: this.logSoFar(),
    };
  }

  /** Lets what is being served end (for a while), and answers with the run. */
  async finish(): Promise<RunDocument> {
    const { selected } = this;
    if (selected === null) throw new Error('requests from outside are not recorded now');
    const { recorder, status, writer } = this.parts;
    this.selected = null;
    await this.drain();
    const accepted = this.ledger.accepted();
    const log = this.ledger.account(await writer.call('flush', null), accepted);
    if (log.lost > 0)
      this.parts.warn(`${log.lost} log rows were lost: they were still inside the server`);
    recorder.end();
    return buildDocument(selected.store, selected.scenario, {
      runId: 'outside',
      startedAt: selected.startedAt,
      phase: 'done',
      reason: null,
      log,
      probesSkipped: 0,
      poolThreadExits: status.read(ServerCounter.PoolThreadExits) - selected.exitsBefore,
      lanes: recorder.laneFacts(selected.scenario.pool.threads),
    });
  }

  private async drain(): Promise<void> {
    const { supervisor, warn } = this.parts;
    const server = await supervisor.running();
    const drained = server.call('drain', { deadlineMs: DRAIN_LIMIT_MS });
    if (await resolvesWithin(drained, DRAIN_LIMIT_MS + 500)) return;
    warn('the event loop was still blocked: the prediction server was terminated');
    await supervisor.terminate();
    void supervisor.restart((reason) => {
      warn(`the prediction server could not be started again: ${reason}`);
    });
  }

  private logSoFar(): LogCounters {
    return this.ledger.account(this.parts.writerCounters(), null);
  }
}

// The recording of requests from outside (curl, ab, wrk): begun, watched, taken, ended. The server serves them with or
// without it; this is only their record.
import type { LogCounters, RunDocument } from '../core/contract/run-document.ts';
import type { Scenario } from '../core/contract/scenario.ts';
import { ServerCounter } from '../core/contract/server-status.ts';
import type { TraceStore } from '../core/trace/trace-store.ts';
import { buildDocument, type DocumentFacts } from './build-document.ts';
import { nowNs, wallClockIso } from './clock.ts';
import { configureThreads } from './configure.ts';
import type { OutsideCounts, TakenRecording } from './host-api.ts';
import { LogLedger } from './log-ledger.ts';
import type { ControllerParts } from './controller-parts.ts';
import { LOOP_ANSWER_MS } from './server-supervisor.ts';
import { resolvesWithin } from './within.ts';

const DRAIN_LIMIT_MS = 2_000;
/** What requests from outside are called where measured ones have their run's id. */
export const OUTSIDE_RUN_ID = 'outside';

interface Recording {
  /** The last one that was in force. */
  scenario: Scenario;
  readonly startedAt: string;
  readonly exitsBefore: number;
  readonly store: TraceStore;
  readonly feedRun: number;
}

export class OutsideRun {
  private readonly parts: ControllerParts;
  private readonly giveUp: () => Promise<void>;
  private readonly ledger: LogLedger;
  private recording: Recording | null = null;

  /** @param giveUp gives up what the server has open, and starts it again when its loop is blocked */
  constructor(parts: ControllerParts, giveUp: () => Promise<void>) {
    this.parts = parts;
    this.giveUp = giveUp;
    this.ledger = new LogLedger(parts.status);
  }

  /**
   * Puts into force what requests from outside meet.
   * @param recording `anew`: what was recorded of them is given up; `goes on`: only an empty recording begins anew
   */
  async select(scenario: Scenario, recording: 'anew' | 'goes on'): Promise<void> {
    if (recording === 'anew' || this.isEmpty()) {
      await this.parts.writer.call('flush', null);
      // Recorded before it is served: no request falls between. One may have come meanwhile.
      if (recording === 'anew' || this.isEmpty()) this.begin(scenario);
    }
    if (this.recording !== null) this.recording.scenario = scenario;
    await configureThreads(this.parts, { runId: OUTSIDE_RUN_ID, firstRequestId: 0, scenario });
  }

  /** Starts to record requests from outside under the scenario that is in force; nothing may be in the writer. */
  begin(scenario: Scenario): void {
    const { recorder, status, writerCounters } = this.parts;
    this.ledger.begin(writerCounters());
    const store = recorder.beginOutside();
    this.recording = {
      scenario,
      startedAt: wallClockIso(),
      exitsBefore: status.read(ServerCounter.PoolThreadExits),
      store,
      feedRun: recorder.feedRun,
    };
  }

  counts(): OutsideCounts {
    return {
      requests: this.length,
      inFlight: this.parts.status.read(ServerCounter.RequestsInFlight),
      log: this.logSoFar(),
    };
  }

  /** Ends the recording as it is, without waiting for anything; null when it holds no request (it goes on then). */
  take(): TakenRecording | null {
    const { recording } = this;
    if (recording === null) return null;
    this.parts.recorder.drain();
    if (this.isEmpty()) return null;
    const requests = this.length;
    const { store, scenario, feedRun } = recording;
    const facts = this.factsOf(recording, this.logSoFar());
    const endNs = nowNs();
    this.recording = null;
    return {
      requests,
      feedRun,
      record: () => ({
        document: buildDocument(store, scenario, facts),
        store,
        feedRun,
        endNs,
        answers: null,
      }),
    };
  }

  /** As `take`, also when it holds no request: nothing is recorded then. */
  end(): TakenRecording | null {
    const taken = this.take();
    this.recording = null;
    return taken;
  }

  /** The scenario of the recording; null when nothing is recorded. */
  get scenario(): Scenario | null {
    return this.recording?.scenario ?? null;
  }

  /** Lets what is being served end (for a while), and answers with the run. */
  async finish(): Promise<RunDocument> {
    const { recording } = this;
    if (recording === null) throw new Error('requests from outside are not recorded now');
    const { recorder, writer, warn } = this.parts;
    this.recording = null;
    await this.drain();
    const accepted = this.ledger.accepted();
    const log = this.ledger.account(await writer.call('flush', null), accepted);
    if (log.lost > 0) warn(`${log.lost} log rows were lost: they were still inside the server`);
    recorder.end();
    return buildDocument(recording.store, recording.scenario, this.factsOf(recording, log));
  }

  /** Requests in the recording, also those that it could not keep. */
  private get length(): number {
    const requests = this.recording?.store.requests;
    return requests === undefined ? 0 : requests.length + requests.notKept;
  }

  /** Asked by a function: requests come during any await. */
  private isEmpty(): boolean {
    return this.length === 0;
  }

  private factsOf(
    { startedAt, exitsBefore, scenario }: Recording,
    log: LogCounters,
  ): DocumentFacts {
    const { recorder, status } = this.parts;
    return {
      runId: OUTSIDE_RUN_ID,
      startedAt,
      phase: 'done',
      reason: null,
      log,
      probesSkipped: 0,
      poolThreadExits: status.read(ServerCounter.PoolThreadExits) - exitsBefore,
      lanes: recorder.laneFacts(scenario.pool.threads),
    };
  }

  private async drain(): Promise<void> {
    const server = await this.parts.supervisor.running();
    const drained = server.call('drain', { deadlineMs: DRAIN_LIMIT_MS, whose: 'all' });
    if (await resolvesWithin(drained, DRAIN_LIMIT_MS + LOOP_ANSWER_MS)) return;
    await this.giveUp();
  }

  private logSoFar(): LogCounters {
    return this.ledger.account(this.parts.writerCounters(), null);
  }
}

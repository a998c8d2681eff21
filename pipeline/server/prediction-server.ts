// The prediction server: one real HTTP server on the event loop of the thread that it runs in. It knows the selected
// run, answers requests in its modes, and does what the host's commands say. Unauthenticated by design; loopback only.
import type { AddressInfo } from 'node:net';
import type { MessagePort } from 'node:worker_threads';
import type { FastifyInstance } from 'fastify';
import { MAX_IN_FLIGHT, REQUEST_ARRIVAL_MS } from '../../core/contract/limits.ts';
import { HEADERS } from '../../core/contract/http-headers.ts';
import { SLOW_MS, type Endpoint, type PredictBody } from '../../core/contract/predict.ts';
import { DEFAULT_SCENARIO, MODES } from '../../core/contract/scenario.ts';
import { ServerStatus } from '../../core/contract/server-status.ts';
import type {
  DrainReport,
  PredictionLogRow,
  RunConfig,
  ServerInit,
  Whose,
} from '../../core/contract/thread-messages.ts';
import { RecordKind } from '../../core/trace/record.ts';
import { FIRST_OUTSIDE_ID, isMeasured } from '../../core/trace/request-label.ts';
import { RingWriter } from '../../core/trace/ring.ts';
import { BackgroundQueue } from '../background/background-queue.ts';
import { nowNs, wallClockMs } from '../clock.ts';
import { BlockingFetcher } from '../fetch/blocking-fetch.ts';
import { LOOP_CALLER } from '../fetch/blocking-mailbox.ts';
import { FeatureClient } from '../fetch/feature-client.ts';
import { InferencePool } from '../pool/inference-pool.ts';
import { sleepBlocking } from '../stages/sleep.ts';
import { calibrateSpin } from '../stages/spin.ts';
import { ArrivalDeadline } from './arrival-deadline.ts';
import { buildApp, writeBareError } from './app.ts';
import { HttpError } from './http-error.ts';
import { LoopRecorder } from './loop-recorder.ts';
import { RUN_MODE } from './modes.ts';
import { WARM_UP_SCENARIO, warmUpEndpoints } from './warm-up.ts';
import { requestIdFor, type RequestContext } from './request-context.ts';
import { RequestEdges } from './request-edges.ts';
import { serverTiming } from './server-timing.ts';

/** Connections to the feature service that are opened before a run. */
const WARM_FETCH_CONNECTIONS = 256;
const POOL_STARTING = 'the inference pool is starting';
const DRAIN_POLL_MS = 5;
/** Of whose requests a command speaks. */
const IS_MEANT: Record<Whose, (requestId: number) => boolean> = {
  run: isMeasured,
  all: () => true,
};
const LISTEN_BACKLOG = 4096;

export class PredictionServer {
  readonly spinStepsPerMs: number;
  private readonly init: ServerInit;
  private readonly status: ServerStatus;
  private readonly recorder: LoopRecorder;
  private readonly features: FeatureClient;
  private readonly blocking: BlockingFetcher;
  private readonly background: BackgroundQueue;
  private readonly edges: RequestEdges;
  private readonly app: FastifyInstance;
  private readonly arrivals: ArrivalDeadline;
  private pool: InferencePool | null = null;
  private run: RunConfig = { runId: 'outside', firstRequestId: 0, scenario: DEFAULT_SCENARIO };
  private allowedHosts: readonly string[] = [];
  /** `warming`: only the server's own requests are served. */
  private phase: 'starting' | 'warming' | 'serving' = 'starting';
  private warm = false;

  constructor(init: ServerInit, version: string) {
    this.init = init;
    this.spinStepsPerMs = init.spinStepsPerMs ?? calibrateSpin();
    this.status = new ServerStatus(init.status);
    this.recorder = new LoopRecorder(new RingWriter(init.ring), this.status);
    this.features = new FeatureClient(init.featureOrigin);
    this.blocking = new BlockingFetcher(init.blockingIoChannel, LOOP_CALLER, init.featureOrigin);
    this.background = new BackgroundQueue(this.recorder, this.status);
    this.edges = new RequestEdges(this.recorder, this.status, init.firstOutsideId, (id, row) => {
      this.background.push(id, row);
    });
    this.app = buildApp(
      {
        seen: (request, code) => this.edges.seen(request.headers, code, this.run),
        responding: (context) => {
          this.edges.responding(context);
        },
        flushed: (context, status) => {
          this.edges.flushed(context, status);
        },
        gone: (context) => {
          this.edges.gone(context);
        },
        predict: (context, endpoint, code, body) => this.predict(context, endpoint, code, body),
        slow: (context, code) => this.slow(context, code),
        notReady: () => (this.phase === 'serving' ? null : POOL_STARTING),
        allowedHosts: () => this.allowedHosts,
      },
      version,
    );
    this.arrivals = this.limitArrivals();
  }

  /** Listens on loopback; answers with the port. */
  async listen(): Promise<number> {
    await this.app.listen({ port: this.init.port, host: '127.0.0.1', backlog: LISTEN_BACKLOG });
    const { port } = this.app.server.address() as AddressInfo;
    const names = ['127.0.0.1', 'localhost'];
    // On port 80 clients leave the port out.
    this.allowedHosts = names.flatMap((name) =>
      (port === 80 ? [name] : []).concat(`${name}:${port}`),
    );
    return port;
  }

  /** Selects scenario and run for requests that arrive from now on; predictions get 503 until then. */
  async configure(run: RunConfig): Promise<{ poolThreads: number }> {
    const { threads, maxQueue } = run.scenario.pool;
    if (this.pool?.threads !== threads || this.pool.maxQueue !== maxQueue)
      await this.resizePool(threads, maxQueue);
    this.pool?.setDeadline(run.scenario.taskDeadlineMs);
    await this.pool?.ready();
    if (!this.warm) await this.warmUp();
    await this.features.warm(
      Math.min(run.scenario.requests, WARM_FETCH_CONNECTIONS, MAX_IN_FLIGHT),
    );
    this.run = run;
    this.phase = 'serving';
    return { poolThreads: threads };
  }

  /** Once: compiles what requests run through, so that the first measured one is no slower than the next. */
  private async warmUp(): Promise<void> {
    this.phase = 'warming';
    const { port } = this.app.server.address() as AddressInfo;
    await warmUpEndpoints(`http://127.0.0.1:${port}`);
    this.warm = true;
  }

  attachWriter(port: MessagePort): void {
    this.background.attachWriter(port);
  }

  /** Waits until nothing of theirs is served or left in the background, at most `deadlineMs`. */
  async drain(deadlineMs: number, whose: Whose): Promise<DrainReport> {
    const limitNs = nowNs() + deadlineMs * 1e6;
    for (;;) {
      const report = this.report(whose);
      const done = report.requestsLeft === 0 && report.backgroundLeft === 0;
      if (done || nowNs() >= limitNs) return report;
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
    }
  }

  /** Gives up what they have queued or running; what others have goes on. */
  async abandon(whose: Whose): Promise<DrainReport> {
    const report = this.report(whose);
    const isMeant = IS_MEANT[whose];
    this.background.abandon(isMeant);
    // Else their inferences would hold the loop in the middle of the next run.
    this.features.abandon(isMeant);
    await this.pool?.abandon(isMeant);
    return report;
  }

  async close(): Promise<void> {
    this.arrivals.stop();
    await this.app.close();
    this.recorder.stop();
    await this.pool?.destroy();
    this.blocking.close();
    await this.features.close();
  }

  private report(whose: Whose): DrainReport {
    const isMeant = IS_MEANT[whose];
    const { inFlight, measuredInFlight } = this.edges;
    return {
      backgroundLeft: this.background.pending(isMeant),
      // Also those whose client has left and whose stages go on.
      requestsLeft: Math.max(
        whose === 'all' ? inFlight : measuredInFlight,
        this.pool?.pending(isMeant) ?? 0,
        this.features.pending(isMeant),
      ),
    };
  }

  private async resizePool(threads: number, maxQueue: number): Promise<void> {
    const { pool } = this;
    this.phase = 'starting';
    this.pool = null;
    await pool?.destroy();
    const { blockingIoChannel, featureOrigin, poolRings, inferenceUrl } = this.init;
    const { spinStepsPerMs } = this;
    this.pool = new InferencePool({
      threads,
      maxQueue,
      workerUrl: inferenceUrl,
      threadInit: { rings: poolRings, blockingIoChannel, featureOrigin, spinStepsPerMs },
      onThreadExit: (lane, generation, timeNs) => {
        this.recorder.threadExit(lane, generation, timeNs);
      },
    });
  }

  private limitArrivals(): ArrivalDeadline {
    const detail = `the request did not arrive within ${REQUEST_ARRIVAL_MS / 1000} s`;
    return new ArrivalDeadline(this.app.server, REQUEST_ARRIVAL_MS, (socket, response) => {
      if (response === null || response.headersSent) {
        writeBareError(socket, 408, detail);
        return;
      }
      const body = JSON.stringify({ detail });
      response.writeHead(408, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        [HEADERS.requestId]: requestIdFor(response.req.headers[HEADERS.requestId], () =>
          this.edges.newRequestId(0, this.run),
        ),
        [HEADERS.serverTiming]: serverTiming(
          { seenNs: nowNs() - REQUEST_ARRIVAL_MS * 1e6 },
          nowNs(),
        ),
        connection: 'close',
      });
      response.end(body);
    });
  }

  private predict(
    context: RequestContext,
    endpoint: Endpoint,
    code: number,
    body: PredictBody,
  ): unknown {
    const { pool } = this;
    const warmsUp = this.phase === 'warming' && context.id === 0;
    const scenario = warmsUp ? WARM_UP_SCENARIO : this.run.scenario;
    const mode = endpoint.mode ?? context.selectedMode;
    this.recorder.handlerStart(context.id, code, MODES.indexOf(mode), context.heldBeforeNs);
    if (pool === null || (this.phase !== 'serving' && !warmsUp))
      throw new HttpError(503, POOL_STARTING, 1);
    const stages = {
      recorder: this.recorder,
      features: this.features,
      blocking: this.blocking,
      pool,
      scenario,
      spinStepsPerMs: this.spinStepsPerMs,
    };
    const logs = (endpoint.logging ?? scenario.logging) === 'background' && context.id > 0;
    const answered = (answer: { prediction: number }): unknown => {
      // JSON has no infinity: twice a very large feature must not become null.
      if (!Number.isFinite(answer.prediction))
        throw new HttpError(500, 'inference failed: the prediction is not a finite number');
      if (logs) {
        const row = this.logRow(context, endpoint.path, mode, body, answer.prediction);
        this.edges.logWhenFlushed(context, row);
      }
      return answer;
    };
    const answer = RUN_MODE[mode](stages, context, body);
    return answer instanceof Promise ? answer.then(answered) : answered(answer);
  }

  private logRow(
    context: RequestContext,
    endpoint: string,
    mode: string,
    body: PredictBody,
    prediction: number,
  ): PredictionLogRow {
    return {
      runId: context.id >= FIRST_OUTSIDE_ID ? 'outside' : this.run.runId,
      requestId: context.id,
      loggedAtMs: wallClockMs(),
      endpoint,
      mode,
      itemId: body.item_id,
      featureValue: body.feature_value,
      prediction,
    };
  }

  private slow(context: RequestContext, code: number): unknown {
    this.recorder.handlerStart(context.id, code, -1, context.heldBeforeNs);
    this.recorder.blockLoop(RecordKind.Sleep, context.id, () => {
      sleepBlocking(SLOW_MS);
      return { result: null, value: NaN, failed: false };
    });
    context.times.sleepMs = SLOW_MS;
    return { status: 'done' };
  }
}

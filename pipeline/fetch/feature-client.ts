// The awaited fetch: HTTP on the calling thread's event loop, which is free meanwhile.
import { Pool } from 'undici';
import { HEADERS } from '../../core/contract/http-headers.ts';
import { MAX_IN_FLIGHT } from '../../core/contract/limits.ts';
import { featureHeader, itemPath, type FeatureAnswer } from './feature-answer.ts';
import { parseAnswer } from './parse-answer.ts';

const ABANDONED = 'the run was stopped';

export class FeatureClient {
  private readonly pool: Pool;
  /** The request of each fetch that is under way. */
  private readonly inFlight = new Map<AbortController, number>();

  /** @param origin `http://127.0.0.1:<port>` of the feature service */
  constructor(origin: string) {
    this.pool = new Pool(origin, {
      connections: MAX_IN_FLIGHT + 64,
      pipelining: 1,
      // Time-outs are ours (undici's tick only twice a second); idle connections stay, set-up would show as I/O.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 600_000,
    });
  }

  /** Opens connections ahead of a run. */
  async warm(connections: number): Promise<void> {
    const one = async (): Promise<void> => {
      const { body } = await this.pool.request({ path: '/healthz', method: 'GET' });
      await body.dump();
    };
    await Promise.all(Array.from({ length: connections }, one));
  }

  /** Fetches that are under way for these requests. */
  pending(isMeant: (requestId: number) => boolean): number {
    let pending = 0;
    for (const requestId of this.inFlight.values()) if (isMeant(requestId)) pending++;
    return pending;
  }

  /** Gives up the fetches that are under way for these requests. */
  abandon(isMeant: (requestId: number) => boolean): void {
    for (const [deadline, requestId] of this.inFlight)
      if (isMeant(requestId)) deadline.abort(ABANDONED);
  }

  async fetchItem(
    itemId: number,
    requestId: number,
    index: number,
    timeoutMs: number,
  ): Promise<FeatureAnswer> {
    const deadline = new AbortController();
    this.inFlight.set(deadline, requestId);
    const timer = setTimeout(() => {
      deadline.abort();
    }, timeoutMs);
    try {
      const { statusCode, headers, body } = await this.pool.request({
        path: itemPath(itemId),
        method: 'GET',
        headers: { [HEADERS.feature]: featureHeader(requestId, index) },
        signal: deadline.signal,
      });
      return parseAnswer(statusCode, await body.text(), Number(headers[HEADERS.readyNs] ?? 0));
    } catch (error) {
      if (deadline.signal.reason === ABANDONED) return { outcome: 'failed', reason: ABANDONED };
      if (deadline.signal.aborted) return { outcome: 'timeout' };
      return { outcome: 'failed', reason: error instanceof Error ? error.message : String(error) };
    } finally {
      clearTimeout(timer);
      this.inFlight.delete(deadline);
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

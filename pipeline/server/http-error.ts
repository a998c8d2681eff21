// Failures of a request that the client is told about: a status, a sentence, and when to come back.
import type { PoolError } from '../pool/inference-pool.ts';

export class HttpError extends Error {
  readonly status: number;
  /** Seconds for Retry-After, or null. */
  readonly retryAfterS: number | null;

  constructor(status: number, detail: string, retryAfterS: number | null = null) {
    super(detail);
    this.name = 'HttpError';
    this.status = status;
    this.retryAfterS = retryAfterS;
  }
}

/** A fetch that gave no features: 504 when it took too long, 502 when it failed. */
export function fetchError(
  answer: { outcome: 'timeout' } | { outcome: 'failed'; reason: string },
): HttpError {
  if (answer.outcome === 'timeout')
    return new HttpError(504, 'the feature service did not answer in time');
  return new HttpError(502, `the features could not be fetched: ${answer.reason}`);
}

/** A pool task that gave no result. */
export function poolError(error: PoolError): HttpError {
  switch (error.failure) {
    case 'queue-full':
      return new HttpError(503, error.message, 1);
    case 'abandoned':
      return new HttpError(503, error.message, 1);
    case 'deadline':
      return new HttpError(504, `inference did not finish in time: ${error.message}`);
    case 'thread-died':
    case 'threw':
      return new HttpError(500, `inference failed: ${error.message}`);
  }
}

// Who a request is: its recorded id, its number in the run (which decides its draws), and what its stages took.
import { UNRECORDED } from '../../core/contract/http-headers.ts';
import type { Mode } from '../../core/contract/scenario.ts';
import type { RunConfig } from '../../core/contract/thread-messages.ts';
import type { StageTimes } from './server-timing.ts';

/** The stages' times, as they become known. */
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export interface RequestContext {
  /** 0: not recorded (health probe, warm-up, documentation page). */
  readonly id: number;
  /** From 0; measured requests by their place in the run, outside requests by their arrival. */
  readonly index: number;
  /** Mode that was selected when it arrived; a flip while it is being served does not reach it. */
  readonly selectedMode: Mode;
  readonly times: Mutable<StageTimes>;
  /** For how long the loop had been held in all when the request was seen. */
  readonly heldBeforeNs: number;
  /** Begin of the respond span, 0 before it. */
  respondSpan: number;
  respondStartNs: number;
  clientGone: boolean;
}

export type Caller =
  | { readonly kind: 'measured'; readonly id: number; readonly index: number }
  | { readonly kind: 'unrecorded' }
  /** A measured request of a run that is over. */
  | { readonly kind: 'late' }
  | { readonly kind: 'outside' };

const MEASURED = /^([\w-]{1,64}):(\d{1,10})$/;

/** Tells a measured request of the active run from one that comes too late, from a probe and from everybody else. */
export function identifyCaller(
  header: string | string[] | undefined,
  run: RunConfig | null,
): Caller {
  if (header === undefined || Array.isArray(header)) return { kind: 'outside' };
  if (header === UNRECORDED) return { kind: 'unrecorded' };
  const match = MEASURED.exec(header);
  if (match === null || run === null) return { kind: 'outside' };
  if (match[1] !== run.runId) return { kind: 'late' };
  const id = Number(match[2]);
  const index = id - run.firstRequestId;
  if (index < 0 || index >= run.scenario.requests) return { kind: 'outside' };
  return { kind: 'measured', id, index };
}

const REQUEST_ID = /^[\x21-\x7e]{1,128}$/;

/** The caller's own x-request-id when it is usable, else one of ours. */
export function requestIdFor(
  header: string | string[] | undefined,
  fallback: () => string,
): string {
  return typeof header === 'string' && REQUEST_ID.test(header) ? header : fallback();
}

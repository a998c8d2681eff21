// One sentence on a batch, from its numbers alone: which mode finished first, how much sooner, and what the slow one spent
// its time on. Pure; the words are in the catalog.
import type { RunEntry } from '../../../core/contract/window-state.ts';
import type { Mode } from '../../../core/contract/scenario.ts';
import { endsOf } from '../ends.ts';
import { isSame, type BatchRow } from './batch-rows.ts';

export type BatchVerdict =
  | { readonly kind: 'waiting'; readonly done: number; readonly count: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'alone' }
  | { readonly kind: 'same'; readonly fastMs: number; readonly slowMs: number }
  | {
      readonly kind: 'faster' | 'loop' | 'pool';
      readonly fast: RunEntry;
      readonly slow: RunEntry;
      readonly fastMode: Mode;
      readonly slowMode: Mode;
      readonly ratio: number;
    };

/** From this share of the makespan on, the loop explains the difference. */
const HELD_SHARE = 0.5;
/** The wait for a thread explains it from this share of the requests' latency on. */
const POOL_SHARE = 0.3;

export function batchVerdict(rows: readonly BatchRow[]): BatchVerdict {
  const count = rows.length;
  const unfinished = rows.some(({ phase }) => phase === 'pending' || phase === 'running');
  const done = rows.filter(({ phase }) => phase === 'done').length;
  if (unfinished) return { kind: 'waiting', done, count };
  const whole = rows.flatMap((row) =>
    row.phase === 'done' && row.entry.summary.phase === 'done' ? [row] : [],
  );
  const ranked = whole.toSorted((a, b) => makespan(a.entry) - makespan(b.entry));
  const first = ranked[0];
  const last = ranked.at(-1);
  if (first === undefined || last === undefined) return { kind: 'none' };
  if (first === last) return { kind: 'alone' };
  const fastMs = makespan(first.entry);
  const slowMs = makespan(last.entry);
  if (isSame(fastMs, slowMs, 'makespan') || fastMs <= 0) return { kind: 'same', fastMs, slowMs };
  return {
    kind: reasonOf(first.entry, last.entry),
    fast: first.entry,
    slow: last.entry,
    fastMode: first.mode,
    slowMode: last.mode,
    ratio: slowMs / fastMs,
  };
}

function makespan({ summary }: RunEntry): number {
  return summary.makespanMs;
}

function reasonOf({ summary: fast }: RunEntry, { summary: slow }: RunEntry) {
  if (slow.loop.blockedShare >= HELD_SHARE && fast.loop.blockedShare < slow.loop.blockedShare / 2)
    return 'loop';
  const slowTotalMs = (slow.latencyMs?.mean ?? 0) * slow.requests;
  if (slow.waits.poolMs > POOL_SHARE * slowTotalMs && slow.waits.poolMs > 2 * fast.waits.poolMs)
    return 'pool';
  return 'faster';
}

/** `1.4`, `6.8`, `24`: as many digits as say something. */
export function formatRatio(ratio: number): string {
  return ratio < 9.95 ? ratio.toFixed(1) : ratio.toFixed(0);
}

/** Modes whose whole runs had failures: their times say little. */
export function failingModes(rows: readonly BatchRow[]): Mode[] {
  return rows.flatMap((row) =>
    row.phase === 'done' && endsOf(row.entry.summary).errors > 0 ? [row.mode] : [],
  );
}

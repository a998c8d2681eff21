// The runs of the session, in memory: bounded by bytes and by number. To make room, deleted runs go first, then the oldest
// that nobody has pinned; the newest always stays, whatever its size. A deleted run lies aside and can be brought back until
// later ones push it out. Nobody is told of changes here; `view` is what windows see.
import type { PackedAnswers } from '../../core/contract/thread-messages.ts';
import type { HostState, RunEntry } from '../../core/contract/window-state.ts';

export interface KeptRun {
  readonly entry: RunEntry;
  /** Packed snapshot of its trace. */
  readonly trace: ArrayBuffer;
  readonly answers: PackedAnswers | null;
}

export interface KeptRunsLimits {
  readonly bytes: number;
  readonly runs: number;
  readonly deleted: number;
}

export class KeptRuns {
  private readonly limits: KeptRunsLimits;
  /** Ascending by number. */
  private kept: KeptRun[] = [];
  /** In the order in which they were deleted. */
  private deleted: KeptRun[] = [];
  private evicted = 0;

  constructor(limits: KeptRunsLimits) {
    this.limits = limits;
  }

  add(run: KeptRun): void {
    this.insert(run);
    this.makeRoom(run.entry.number);
  }

  /** A run that is kept and not deleted, or null. */
  get(number: number): KeptRun | null {
    return this.kept.find(({ entry }) => entry.number === number) ?? null;
  }

  /** Whether one more may be pinned: pinned runs alone must stay within the limits, or nothing bounds them. */
  roomToPin(number: number): boolean {
    const pinned = this.kept.filter(({ entry }) => entry.pinned && entry.number !== number);
    const bytes = pinned.reduce((sum, { entry }) => sum + entry.bytes, 0);
    const more = this.get(number)?.entry.bytes ?? 0;
    return pinned.length < this.limits.runs && bytes + more <= this.limits.bytes;
  }

  /** Answers whether there is such a run. What is unpinned stays until room is needed. */
  pin(number: number, pinned: boolean): boolean {
    const run = this.get(number);
    if (run === null) return false;
    const changed = { ...run, entry: { ...run.entry, pinned } };
    this.kept = this.kept.map((other) => (other === run ? changed : other));
    return true;
  }

  /** Lays a run aside; answers whether there is such a run. */
  delete(number: number): boolean {
    const run = this.get(number);
    if (run === null) return false;
    this.kept = this.kept.filter((other) => other !== run);
    this.deleted = [...this.deleted, run].slice(-this.limits.deleted);
    return true;
  }

  /** Brings a deleted run back; answers whether it was still there. */
  restore(number: number): boolean {
    const run = this.deleted.find(({ entry }) => entry.number === number);
    if (run === undefined) return false;
    this.deleted = this.deleted.filter((other) => other !== run);
    this.add(run);
    return true;
  }

  view(): Pick<HostState, 'runs' | 'keptMemory' | 'deleted'> {
    return {
      runs: this.kept.map(({ entry }) => entry),
      keptMemory: { bytes: this.bytes(), limitBytes: this.limits.bytes, evicted: this.evicted },
      deleted: this.deleted.map(({ entry }) => ({
        number: entry.number,
        mode: entry.modes[0] ?? entry.scenario.mode,
      })),
    };
  }

  private insert(run: KeptRun): void {
    this.kept = [...this.kept, run].sort((a, b) => a.entry.number - b.entry.number);
  }

  private makeRoom(newest: number): void {
    while (this.bytes() > this.limits.bytes && this.deleted.length > 0) this.deleted.shift();
    while (this.kept.length > this.limits.runs || this.bytes() > this.limits.bytes) {
      const oldest = this.kept.find(({ entry }) => !entry.pinned && entry.number !== newest);
      if (oldest === undefined) return;
      this.kept = this.kept.filter((other) => other !== oldest);
      this.evicted++;
    }
  }

  private bytes(): number {
    return [...this.kept, ...this.deleted].reduce((sum, { entry }) => sum + entry.bytes, 0);
  }
}

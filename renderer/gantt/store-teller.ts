// Tells the stores and React what the chart shows, ten times a second at most, and always the last of it.
import { endOf, type Viewport } from '../../core/timeline/viewport.ts';
import type { GroupId } from '../../core/timeline/chart-rows.ts';
import { useView, type MsRange } from '../state/view-store.ts';

/** What React says about the chart. */
export interface GanttStatus {
  readonly empty: boolean;
  readonly growing: boolean;
  /** The run ended, and part of it is not in view. */
  readonly cutOff: boolean;
  readonly groupCounts: Readonly<Record<GroupId, number>>;
  readonly folded: readonly GroupId[];
}

const TELL_MS = 100;

export class StoreTeller {
  private readonly onStatus: (status: GanttStatus) => void;
  private sinceMs = Infinity;
  private visible: Viewport | null = null;
  private status = '';
  private range: MsRange | null = null;
  private rangeUntold = false;

  constructor(onStatus: (status: GanttStatus) => void) {
    this.onStatus = onStatus;
  }

  /** A range is being dragged. @param done told at once */
  dragged(range: MsRange, done: boolean): void {
    this.range = range;
    this.rangeUntold = true;
    if (done) this.tellRange();
  }

  /** Answers whether something waits for its turn. @param visible null: nothing is shown */
  tell(elapsedMs: number, visible: Viewport | null, status: GanttStatus): boolean {
    this.sinceMs += elapsedMs;
    const text = JSON.stringify(status);
    if (visible === this.visible && text === this.status && !this.rangeUntold) return false;
    if (this.sinceMs < TELL_MS) return true;
    this.sinceMs = 0;
    this.tellRange();
    if (visible !== this.visible) {
      this.visible = visible;
      const range = visible && { startMs: visible.startMs, endMs: endOf(visible) };
      useView.getState().setVisible(range);
    }
    if (text !== this.status) {
      this.status = text;
      this.onStatus(status);
    }
    return false;
  }

  private tellRange(): void {
    if (!this.rangeUntold) return;
    this.rangeUntold = false;
    useView.getState().setRange(this.range);
  }
}

// What the page answers to bench/gantt.mjs: plain values only, because they leave the browser.
export interface WrongPixels {
  readonly wrong: number;
  readonly compared: number;
}

export interface AppendingResult {
  readonly spans: number;
  /** Frames delivered while appending, and in the same time while nothing was done. */
  readonly frames: number;
  readonly idleFrames: number;
  /** Median of appending and drawing together. */
  readonly frameMs: number;
  /** Into the columns and onto the lanes, a span. */
  readonly appendNs: number;
  /** The same pushed as an object. */
  readonly objectNs: number;
}

/** How the view moves from frame to frame; see frames.ts. */
export type Motion = 'zoom' | 'pan';

/** What bench/gantt.mjs calls. */
export interface GanttBench {
  chartMs(spans: number, share: number, motion: Motion): Promise<number>;
  rectsMs(spans: number, share: number, motion: Motion): Promise<number>;
  rechartsMs(spans: number): Promise<number>;
  wrongPixels(spans: number): WrongPixels;
  appending(perSecond: number, lengthMs: number): Promise<AppendingResult>;
}

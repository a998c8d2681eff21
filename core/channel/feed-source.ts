// Where a channel gets the feed from: the recorder of a host, or what stands for it in a test.

export interface FeedSource {
  /**
   * Sends every batch as it is published, about 60 a second while something happens; returns its undo. All listeners are
   * given the same buffer: nobody may change it or transfer it away.
   */
  subscribe(listener: (batch: ArrayBuffer) => void): () => void;
  /**
   * What a consumer at (`run`, `sequence`) lacks, in one batch: what changed since when `run` is being recorded (or was,
   * last), else the whole of what is. null: nothing, or nothing is recorded.
   */
  changesSince(run: number, sequence: number): ArrayBuffer | null;
}

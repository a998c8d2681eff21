// Frames of the browser, what is shown in each while the view moves, and what drawing took.
import type { Viewport } from '../../core/timeline/viewport.ts';
import { CONTENT_MS } from './random-trace.ts';
import type { Motion } from './results.ts';

/** Not counted: the first frames compile and fill caches. */
const WARM_UP = 8;
const BLOCKS = 3;

export function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/**
 * What frame `n` shows. `zoom`: every frame has a scale of its own, so that nothing can be kept from the last one; `pan`: one
 * scale, moved by up to 50 columns. With a share of 1 all of the content is always in view.
 */
export function viewportAt(n: number, motion: Motion, share: number): Viewport {
  const swing = Math.sin(n * 0.7);
  const spanMs = CONTENT_MS * share * (motion === 'zoom' ? 1.06 + 0.02 * swing : 1.06);
  const shiftMs = motion === 'pan' ? spanMs * 0.02 * swing : 0;
  return { startMs: (CONTENT_MS - spanMs) / 2 + shiftMs, spanMs };
}

/** Median ms of `draw` over `frames` frames; the best of three, because a shared machine only ever takes away. */
export async function frameMs(
  frames: number,
  motion: Motion,
  share: number,
  draw: (viewport: Viewport) => void,
): Promise<number> {
  const medians: number[] = [];
  for (let block = 0; block < BLOCKS; block++) {
    const taken: number[] = [];
    for (let n = block === 0 ? -WARM_UP : 0; n < frames; n++) {
      await nextFrame();
      const viewport = viewportAt(n, motion, share);
      const beganMs = performance.now();
      draw(viewport);
      if (n >= 0) taken.push(performance.now() - beganMs);
    }
    medians.push(median(taken));
  }
  return Math.min(...medians);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

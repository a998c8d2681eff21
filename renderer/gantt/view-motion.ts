// Where the visible stretch of time is and where it is going: jumps, eased steps, and motion while a key is held. Pure but for
// its own state; time comes in from outside.
import { panBy, zoomAt, type Limits, type Viewport } from '../../core/timeline/viewport.ts';

/** After this time a third of the way is left. */
const EASE_MS = 45;
/** Held keys: how much of what is visible passes in a second, and how many times closer one comes. */
const PAN_PER_S = 0.9;
const ZOOM_PER_S = 4;
/** The rest of an eased step that nobody sees, as a share of what is visible. */
const ARRIVED = 0.0004;

export interface Held {
  /** -1 earlier, 1 later, 0 not held. */
  readonly pan: -1 | 0 | 1;
  /** 1 closer, -1 farther. */
  readonly zoom: -1 | 0 | 1;
}

export class ViewMotion {
  viewport: Viewport = { startMs: 0, spanMs: 1000 };
  held: Held = { pan: 0, zoom: 0 };
  private goal: Viewport | null = null;

  /** Where it is going, or is. */
  get destination(): Viewport {
    return this.goal ?? this.viewport;
  }

  /** Is there at once. */
  jump(viewport: Viewport): void {
    this.viewport = viewport;
    this.goal = null;
  }

  /** Goes there in a few frames. */
  glide(viewport: Viewport): void {
    this.goal = viewport;
  }

  /** @param aroundMs what stays in place while zooming; answers whether there is more to come */
  step(elapsedMs: number, aroundMs: number, limits: Limits): boolean {
    const { pan, zoom } = this.held;
    if (pan !== 0 || zoom !== 0) {
      let viewport = this.viewport;
      this.goal = null;
      const seconds = elapsedMs / 1000;
      if (zoom !== 0)
        viewport = zoomAt(viewport, aroundMs, ZOOM_PER_S ** (-zoom * seconds), limits);
      if (pan !== 0)
        viewport = panBy(viewport, pan * viewport.spanMs * PAN_PER_S * seconds, limits);
      this.viewport = viewport;
      return true;
    }
    if (this.goal === null) return false;
    this.viewport = between(this.viewport, this.goal, 1 - Math.exp(-elapsedMs / EASE_MS));
    const restMs =
      Math.abs(this.goal.startMs - this.viewport.startMs) +
      Math.abs(this.goal.spanMs - this.viewport.spanMs);
    if (restMs > this.goal.spanMs * ARRIVED) return true;
    this.jump(this.goal);
    // What it arrived at has to be drawn once more.
    return true;
  }
}

/** Lengths are eased by ratio, so that zooming looks even; a place is eased with them. */
function between(from: Viewport, to: Viewport, share: number): Viewport {
  const spanMs = from.spanMs * (to.spanMs / from.spanMs) ** share;
  const changed = to.spanMs - from.spanMs;
  const done = Math.abs(changed) < to.spanMs * 1e-9 ? share : (spanMs - from.spanMs) / changed;
  return { startMs: from.startMs + (to.startMs - from.startMs) * done, spanMs };
}

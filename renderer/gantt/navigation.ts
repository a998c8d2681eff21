// Moves the visible stretch of time: at the user's wish, and by itself only to follow the newest or to bring a selection into
// view. It never changes the scale by itself.
import { firstView, followed, hidesContent, settled } from '../../core/timeline/follow.ts';
import {
  clamped,
  fitAll,
  fitRange,
  panBy,
  reveal,
  zoomAt,
  type Limits,
  type Viewport,
} from '../../core/timeline/viewport.ts';
import { useView, type MsRange } from '../state/view-store.ts';
import type { ChartModel } from './chart-model.ts';
import { ViewMotion, type Held } from './view-motion.ts';

/** One press of a key or a button. */
const STEP_FACTOR = 0.6;
const STEP_PAN = 0.2;

export class Navigation {
  reducedMotion = false;
  /** The run ended while part of it was out of view, and nobody has moved since. */
  cutOff = false;
  private readonly model: ChartModel;
  private readonly wake: () => void;
  private readonly motion = new ViewMotion();
  private wasGrowing = false;

  /** @param wake asks for a frame */
  constructor(model: ChartModel, wake: () => void) {
    this.model = model;
    this.wake = wake;
  }

  get viewport(): Viewport {
    return this.motion.viewport;
  }

  get middleMs(): number {
    return this.viewport.startMs + this.viewport.spanMs / 2;
  }

  /** Another run is shown. @param expectedMs how long it is expected to take; null: unknown */
  begin(expectedMs: number | null): void {
    const { trace, growing } = this.model;
    // What grows is followed from its start on; what only may grow some time is shown whole.
    const begins = trace?.live === true && (growing || trace.requests.length === 0);
    this.motion.jump(begins ? firstView(expectedMs) : fitAll(this.model.limits()));
    this.cutOff = false;
    this.wasGrowing = false;
  }

  /** @param direction 1 closer, -1 farther */
  zoomStep(direction: 1 | -1, aroundMs: number): void {
    const factor = direction === 1 ? STEP_FACTOR : 1 / STEP_FACTOR;
    this.glide(zoomAt(this.motion.destination, aroundMs, factor, this.model.limits()));
  }

  /** @param direction 1 later, -1 earlier */
  panStep(direction: 1 | -1): void {
    const { destination } = this.motion;
    this.stopFollowing();
    this.glide(panBy(destination, direction * destination.spanMs * STEP_PAN, this.model.limits()));
  }

  zoom(atMs: number, factor: number): void {
    this.jump(zoomAt(this.viewport, atMs, factor, this.model.limits()));
  }

  pan(byMs: number): void {
    if (byMs === 0) return;
    this.stopFollowing();
    this.jump(panBy(this.viewport, byMs, this.model.limits()));
  }

  hold(held: Held): void {
    this.motion.held = held;
    this.cutOff = false;
    if (held.pan !== 0) this.stopFollowing();
    this.wake();
  }

  fit(): void {
    this.glide(fitAll(this.model.limits()));
  }

  showRange({ startMs, endMs }: MsRange): void {
    this.stopFollowing();
    this.glide(fitRange(startMs, endMs, this.model.limits()));
  }

  /** Shows exactly this, as far as the limits allow. */
  showExactly(viewport: Viewport): void {
    this.stopFollowing();
    this.jump(clamped(viewport, this.model.limits()));
  }

  /** Moves as little as needed for a range to be seen. */
  reveal({ startMs, endMs }: MsRange): void {
    const { destination } = this.motion;
    const next = reveal(destination, startMs, endMs, this.model.limits());
    if (next === destination) return;
    this.stopFollowing();
    this.glide(next);
  }

  /** @param aroundMs what stays in place while a zoom key is held; answers whether there is more to come */
  step(elapsedMs: number, aroundMs: number): boolean {
    const { model, motion } = this;
    const limits = model.limits();
    const moving = motion.step(elapsedMs, aroundMs, limits);
    // The last batch of a run comes when time has stopped already: its end is followed too.
    const goesOn = model.growing || this.wasGrowing;
    if (goesOn && !moving && useView.getState().following)
      motion.jump(followed(motion.viewport, model.newestMs(), limits));
    if (this.wasGrowing && !model.growing && model.trace !== null) this.end(limits);
    this.wasGrowing = model.growing;
    return moving;
  }

  /** The run has ended: who followed it sees it from its start, when the scale has room for all of it. */
  private end(limits: Limits): void {
    const goal = settled(this.motion.destination, limits);
    if (useView.getState().following && goal !== this.motion.destination) this.glide(goal);
    this.cutOff = hidesContent(this.motion.destination, limits);
  }

  private glide(viewport: Viewport): void {
    this.cutOff = false;
    if (this.reducedMotion) this.motion.jump(viewport);
    else this.motion.glide(viewport);
    this.wake();
  }

  private jump(viewport: Viewport): void {
    this.cutOff = false;
    this.motion.jump(viewport);
    this.wake();
  }

  private stopFollowing(): void {
    if (useView.getState().following) useView.getState().setFollowing(false);
  }
}

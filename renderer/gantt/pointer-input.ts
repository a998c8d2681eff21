// Turns what the mouse, pen, touchpad and fingers do on the chart into what is meant by it. Knows no time and no rows, only px
// from the chart's left top corner.
//
//   press, no move        click: select        press, move           range
//   with Shift, Space or the middle button     move in time and rows
//   wheel                 rows (the browser's own scrolling)
//   wheel with Shift, or sideways              move in time
//   wheel with Ctrl or ⌘, pinch                zoom at the pointer
import { GUTTER_PX } from './scene.ts';

export interface PointerActions {
  /** The pointer is here; null: nowhere. */
  point(place: PlacePx | null): void;
  click(place: PlacePx): void;
  doubleClick(place: PlacePx): void;
  /** A range is dragged from one place to another. */
  dragRange(fromPx: number, toPx: number, done: boolean): void;
  /** The content follows the pointer by so much. */
  drag(byXPx: number, byYPx: number): void;
  panPx(byPx: number): void;
  /** @param factor below 1: closer */
  zoomPx(atPx: number, factor: number): void;
}

export interface PlacePx {
  readonly xPx: number;
  readonly yPx: number;
}

type Gesture =
  | { readonly phase: 'none' }
  | { readonly phase: 'pressed'; readonly from: PlacePx }
  | { readonly phase: 'range'; readonly from: PlacePx }
  | { readonly phase: 'panning'; readonly last: PlacePx }
  | { readonly phase: 'pinching'; readonly distancePx: number };

/** A press that moves less is a click. */
const CLICK_PX = 4;
/** A wheel's notch, and how much closer it comes. Touchpads send many small steps instead. */
const NOTCH_PX = 40;
const NOTCH_FACTOR = 1.3;
const PINCH_PER_PX = 0.011;
const LINE_PX = 16;

export class PointerInput {
  private readonly element: HTMLElement;
  private readonly actions: PointerActions;
  private gesture: Gesture = { phase: 'none' };
  private readonly pointers = new Map<number, PlacePx>();
  private readonly undo: (() => void)[] = [];
  /** Whether the Space key is held. */
  spaceHeld = false;

  constructor(element: HTMLElement, actions: PointerActions) {
    this.element = element;
    this.actions = actions;
    this.on('pointerdown', this.down);
    this.on('pointermove', this.move);
    this.on('pointerup', this.up);
    this.on('pointercancel', this.cancel);
    this.on('pointerleave', this.leave);
    this.on('dblclick', this.double);
    // Chrome turns a middle press into its own scrolling otherwise.
    this.on('mousedown', (event) => {
      if (event.button === 1) event.preventDefault();
    });
    this.on('wheel', this.wheel, { passive: false });
  }

  dispose(): void {
    for (const undo of this.undo) undo();
  }

  private on<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ): void {
    this.element.addEventListener(type, listener, options);
    this.undo.push(() => {
      this.element.removeEventListener(type, listener, options);
    });
  }

  private place(event: MouseEvent): PlacePx {
    const box = this.element.getBoundingClientRect();
    return { xPx: event.clientX - box.left, yPx: event.clientY - box.top };
  }

  private readonly down = (event: PointerEvent): void => {
    const place = this.place(event);
    this.pointers.set(event.pointerId, place);
    if (event.pointerType === 'touch' && this.pointers.size === 2) {
      this.gesture = { phase: 'pinching', distancePx: this.fingersPx() };
      return;
    }
    const pans = event.button === 1 || event.shiftKey || this.spaceHeld;
    if (event.button !== 0 && event.button !== 1) return;
    this.capture(event.pointerId);
    // A finger moves the content, as everywhere; ranges are for pointers that hover.
    this.gesture =
      pans || event.pointerType === 'touch'
        ? { phase: 'panning', last: place }
        : { phase: 'pressed', from: place };
  };

  private readonly move = (event: PointerEvent): void => {
    const place = this.place(event);
    if (this.pointers.has(event.pointerId)) this.pointers.set(event.pointerId, place);
    const { gesture, actions } = this;
    if (event.pointerType !== 'touch') actions.point(place);
    switch (gesture.phase) {
      case 'none':
        return;
      case 'pressed':
        if (Math.abs(place.xPx - gesture.from.xPx) < CLICK_PX || gesture.from.xPx < GUTTER_PX)
          return;
        this.gesture = { phase: 'range', from: gesture.from };
        actions.dragRange(gesture.from.xPx, place.xPx, false);
        return;
      case 'range':
        actions.dragRange(gesture.from.xPx, place.xPx, false);
        return;
      case 'panning':
        actions.drag(place.xPx - gesture.last.xPx, place.yPx - gesture.last.yPx);
        this.gesture = { phase: 'panning', last: place };
        return;
      case 'pinching': {
        const distancePx = this.fingersPx();
        if (distancePx > 0 && gesture.distancePx > 0)
          actions.zoomPx(this.fingersMiddlePx(), gesture.distancePx / distancePx);
        this.gesture = { phase: 'pinching', distancePx };
      }
    }
  };

  private readonly up = (event: PointerEvent): void => {
    const place = this.place(event);
    this.pointers.delete(event.pointerId);
    const { gesture } = this;
    this.gesture = { phase: 'none' };
    if (gesture.phase === 'pressed') this.actions.click(place);
    else if (gesture.phase === 'range') this.actions.dragRange(gesture.from.xPx, place.xPx, true);
  };

  private readonly cancel = (event: PointerEvent): void => {
    this.pointers.delete(event.pointerId);
    this.gesture = { phase: 'none' };
  };

  private readonly leave = (): void => {
    if (this.gesture.phase === 'none' || this.gesture.phase === 'pressed') this.actions.point(null);
  };

  private readonly double = (event: MouseEvent): void => {
    this.actions.doubleClick(this.place(event));
  };

  private readonly wheel = (event: WheelEvent): void => {
    const unitPx = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const xPx = event.deltaX * unitPx;
    const yPx = event.deltaY * unitPx;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const step =
        Math.abs(yPx) >= NOTCH_PX ? NOTCH_FACTOR ** Math.sign(yPx) : Math.exp(yPx * PINCH_PER_PX);
      this.actions.zoomPx(this.place(event).xPx, step);
    } else if (event.shiftKey || Math.abs(xPx) > Math.abs(yPx)) {
      event.preventDefault();
      // Some browsers turn a wheel with Shift sideways themselves.
      this.actions.panPx(xPx === 0 ? yPx : xPx);
    }
  };

  /** Tests have elements that capture nothing. */
  private capture(pointerId: number): void {
    if (typeof this.element.setPointerCapture === 'function')
      this.element.setPointerCapture(pointerId);
  }

  private fingersPx(): number {
    const [a, b] = [...this.pointers.values()];
    return a === undefined || b === undefined ? 0 : Math.hypot(a.xPx - b.xPx, a.yPx - b.yPx);
  }

  private fingersMiddlePx(): number {
    const [a, b] = [...this.pointers.values()];
    return a === undefined || b === undefined ? 0 : (a.xPx + b.xPx) / 2;
  }
}

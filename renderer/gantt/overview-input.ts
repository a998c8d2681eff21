// The overview's window, moved and sized with the pointer: grasp it in the middle or at an edge, or press beside it.
import { GUTTER_PX } from './scene.ts';
import type { WindowPx } from './paint-overview.ts';

export interface OverviewActions {
  /** Where the window is now, px from the plot's left edge. */
  window(): WindowPx;
  moveTo(window: WindowPx): void;
  /** The pointer's cursor that fits to what a press would do. */
  showCursor(cursor: string): void;
}

type Grasp = 'left' | 'right' | 'middle';
const EDGE_PX = 6;

export class OverviewInput {
  private readonly element: HTMLElement;
  private readonly actions: OverviewActions;
  private grasp: { readonly part: Grasp; readonly atPx: number; readonly from: WindowPx } | null =
    null;
  private readonly undo: () => void;

  constructor(element: HTMLElement, actions: OverviewActions) {
    this.element = element;
    this.actions = actions;
    const { down, move, up } = this;
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    this.undo = () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
    };
  }

  dispose(): void {
    this.undo();
  }

  private xPx(event: PointerEvent): number {
    return event.clientX - this.element.getBoundingClientRect().left - GUTTER_PX;
  }

  private partAt(xPx: number): Grasp | null {
    const { fromPx, toPx } = this.actions.window();
    if (Math.abs(xPx - fromPx) <= EDGE_PX) return 'left';
    if (Math.abs(xPx - toPx) <= EDGE_PX) return 'right';
    return xPx > fromPx && xPx < toPx ? 'middle' : null;
  }

  private readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const xPx = this.xPx(event);
    if (xPx < 0) return;
    let part = this.partAt(xPx);
    if (part === null) {
      // Beside it: it comes here.
      const { fromPx, toPx } = this.actions.window();
      const half = (toPx - fromPx) / 2;
      this.actions.moveTo({ fromPx: xPx - half, toPx: xPx + half });
      part = 'middle';
    }
    this.grasp = { part, atPx: xPx, from: this.actions.window() };
    if (typeof this.element.setPointerCapture === 'function')
      this.element.setPointerCapture(event.pointerId);
  };

  private readonly move = (event: PointerEvent): void => {
    const xPx = this.xPx(event);
    const { grasp, actions } = this;
    if (grasp === null) {
      const part = this.partAt(xPx);
      actions.showCursor(part === null ? 'pointer' : part === 'middle' ? 'grab' : 'ew-resize');
      return;
    }
    const byPx = xPx - grasp.atPx;
    const { fromPx, toPx } = grasp.from;
    switch (grasp.part) {
      case 'left':
        actions.moveTo({ fromPx: Math.min(fromPx + byPx, toPx - 1), toPx });
        return;
      case 'right':
        actions.moveTo({ fromPx, toPx: Math.max(toPx + byPx, fromPx + 1) });
        return;
      case 'middle':
        actions.showCursor('grabbing');
        actions.moveTo({ fromPx: fromPx + byPx, toPx: toPx + byPx });
    }
  };

  private readonly up = (): void => {
    this.grasp = null;
  };
}

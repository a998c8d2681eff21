// Keys on the focused chart: those that act for as long as they are held, and those that walk through rows and spans. Everything
// else a key can do is a command of the registry.
import type { Held } from './view-motion.ts';

export interface KeyActions {
  hold(held: Held): void;
  holdSpace(held: boolean): void;
  /** To the row above (-1) or below (1). */
  stepRow(by: -1 | 1): void;
  stepSpan(by: -1 | 1): void;
  pin(): void;
  clear(): void;
}

const HOLDS: Readonly<Record<string, { pan?: -1 | 1; zoom?: -1 | 1 }>> = {
  KeyW: { zoom: 1 },
  KeyS: { zoom: -1 },
  KeyA: { pan: -1 },
  KeyD: { pan: 1 },
};

export class KeyInput {
  private readonly actions: KeyActions;
  private readonly singleKeys: () => boolean;
  private readonly down = new Set<string>();
  private readonly undo: (() => void)[] = [];

  /** @param singleKeys whether letters are shortcuts */
  constructor(element: HTMLElement, actions: KeyActions, singleKeys: () => boolean) {
    this.actions = actions;
    this.singleKeys = singleKeys;
    const keyDown = (event: KeyboardEvent): void => {
      this.press(event);
    };
    const keyUp = (event: KeyboardEvent): void => {
      this.release(event.code);
    };
    const blur = (): void => {
      this.releaseAll();
    };
    element.addEventListener('keydown', keyDown);
    element.addEventListener('keyup', keyUp);
    element.addEventListener('blur', blur);
    this.undo.push(() => {
      element.removeEventListener('keydown', keyDown);
      element.removeEventListener('keyup', keyUp);
      element.removeEventListener('blur', blur);
    });
  }

  dispose(): void {
    this.releaseAll();
    for (const undo of this.undo) undo();
  }

  private press(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.code in HOLDS) {
      if (!this.singleKeys()) return;
      this.down.add(event.code);
      this.actions.hold(this.held());
    } else if (event.code === 'Space') this.actions.holdSpace(true);
    else if (!this.walk(event.key)) return;
    // Handled here: neither the page's scrolling nor the registry's command of the same key.
    event.preventDefault();
    event.stopPropagation();
  }

  private walk(key: string): boolean {
    switch (key) {
      case 'ArrowUp':
        this.actions.stepRow(-1);
        return true;
      case 'ArrowDown':
        this.actions.stepRow(1);
        return true;
      case 'ArrowLeft':
        this.actions.stepSpan(-1);
        return true;
      case 'ArrowRight':
        this.actions.stepSpan(1);
        return true;
      case 'Enter':
        this.actions.pin();
        return true;
      case 'Escape':
        this.actions.clear();
        return true;
      default:
        return false;
    }
  }

  private release(code: string): void {
    if (code === 'Space') this.actions.holdSpace(false);
    if (this.down.delete(code)) this.actions.hold(this.held());
  }

  private releaseAll(): void {
    this.actions.holdSpace(false);
    if (this.down.size === 0) return;
    this.down.clear();
    this.actions.hold(this.held());
  }

  private held(): Held {
    let pan = 0;
    let zoom = 0;
    for (const code of this.down) {
      pan += HOLDS[code]?.pan ?? 0;
      zoom += HOLDS[code]?.zoom ?? 0;
    }
    return { pan: Math.sign(pan) as -1 | 0 | 1, zoom: Math.sign(zoom) as -1 | 0 | 1 };
  }
}

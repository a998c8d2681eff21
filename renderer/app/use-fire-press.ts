// What a press of the button means that is Fire and Stop: what it showed when the press began. Another window may fire at any
// moment, and a hand that is on its way to Fire must not stop that run.
import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';

/** A hand that saw Fire arrives within this: 0.25 s to react to the change, and as much again to hold back the finger. */
export const MISTAKEN_MS = 600;

type Shown = 'fire' | 'stop';

/** `tooSoon`: Stop, but on a button that was Fire a moment ago; `nothing`: what was to be stopped has ended. */
export type PressMeaning = Shown | 'tooSoon' | 'nothing';

interface Press {
  readonly by: 'pointer' | 'key';
  readonly shown: Shown;
  readonly tooSoon: boolean;
}

/** @param began null: a click without a press, as a screen reader makes it */
export function meaningOf(began: Press | null, now: Shown, tooSoonNow: boolean): PressMeaning {
  const shown = began?.shown ?? now;
  if (shown === 'fire') return 'fire';
  if (began?.tooSoon ?? tooSoonNow) return 'tooSoon';
  return now === 'stop' ? 'stop' : 'nothing';
}

export interface FirePressOptions {
  readonly shown: Shown;
  /** Asked at the press: this window's own run may be stopped at once. */
  readonly isOwn: () => boolean;
  readonly nowMs: () => number;
  readonly onPress: (meaning: PressMeaning) => void;
}

/** Handlers for the button. */
export function useFirePress({ shown, isOwn, nowMs, onPress }: FirePressOptions) {
  const before = useRef(shown);
  const turnedMs = useRef(-Infinity);
  const press = useRef<Press | null>(null);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    turnedMs.current = nowMs();
  }, [shown, nowMs]);

  const isTooSoon = (): boolean =>
    shown === 'stop' && nowMs() - turnedMs.current < MISTAKEN_MS && !isOwn();
  const begin = (by: Press['by']): void => {
    press.current = { by, shown, tooSoon: isTooSoon() };
  };
  return {
    onPointerDown: (_event: PointerEvent): void => begin('pointer'),
    onKeyDown: (event: KeyboardEvent): void => {
      // Held down, it counts once.
      if (event.repeat) event.preventDefault();
      else begin('key');
    },
    onClick: (event: MouseEvent): void => {
      // Clicks made by keys count none; so do those of screen readers.
      const by = event.detail === 0 ? 'key' : 'pointer';
      const began = press.current?.by === by ? press.current : null;
      press.current = null;
      // The second click of a double click would meet the other half of the button.
      if (event.detail <= 1) onPress(meaningOf(began, shown, isTooSoon()));
    },
  };
}

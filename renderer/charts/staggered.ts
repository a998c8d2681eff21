// Gives several slow parts of the page their newest input one after the other, each in a moment in which the page has
// nothing else to do, so that no single frame pays for all of them.
import { useEffect, useRef, useState } from 'react';

/** A part waits no longer than this for an idle moment. */
const LONGEST_WAIT_MS = 400;

/**
 * The input of each of `parts` parts. All of them have the first one at once; a newer one reaches them in turn.
 * @param leastGapMs from one round to the next, at least
 */
export function useStaggered<T>(newest: T, parts: number, leastGapMs: number): readonly T[] {
  const [inputs, setInputs] = useState(() => Array.from({ length: parts }, () => newest));
  const wanted = useRef(newest);
  const roundAtMs = useRef(-Infinity);
  const running = useRef<(() => void) | null>(null);

  useEffect(() => {
    wanted.current = newest;
    if (running.current !== null) return;
    const waitMs = Math.max(0, roundAtMs.current + leastGapMs - performance.now());
    const round = (): void => {
      roundAtMs.current = performance.now();
      // The whole round is of one input, so that the parts agree with one another in the end.
      const input = wanted.current;
      const turn = (part: number): void => {
        setInputs((before) => (before[part] === input ? before : before.with(part, input)));
        if (part + 1 < parts) running.current = whenIdle(() => turn(part + 1));
        else if (wanted.current === input) running.current = null;
        else running.current = after(leastGapMs, round);
      };
      running.current = whenIdle(() => turn(0));
    };
    running.current = after(waitMs, round);
  }, [newest, parts, leastGapMs]);

  useEffect(
    () => () => {
      running.current?.();
      running.current = null;
    },
    [],
  );
  return inputs;
}

function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** Calls when the page is idle; returns the undo. Not every browser can tell: then in a moment. */
function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') return after(0, act);
  const handle = requestIdleCallback(act, { timeout: LONGEST_WAIT_MS });
  return () => cancelIdleCallback(handle);
}

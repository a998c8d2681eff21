// Gives several slow parts of the page their newest input one after the other, each in a moment in which the page has
// nothing else to do, and on the whole only a share of the time: no frame pays for all of them, and a slow machine sees
// them follow more slowly rather than everything else.
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/** A part waits no longer than this for an idle moment. */
const LONGEST_WAIT_MS = 400;
/** After a part has taken its time, three times as long is left to others. */
const REST_FACTOR = 3;

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
    const wait = (ms: number, act: () => void): void => {
      running.current = after(ms, () => {
        running.current = whenIdle(act);
      });
    };
    const round = (): void => {
      roundAtMs.current = performance.now();
      // The whole round is of one input, so that the parts agree with one another in the end.
      const input = wanted.current;
      const turn = (part: number): void => {
        const startedMs = performance.now();
        // At once, so that it is known what it costs.
        flushSync(() => {
          setInputs((before) => (before[part] === input ? before : before.with(part, input)));
        });
        // It may have been the end of them all.
        if (running.current === null) return;
        const restMs = (performance.now() - startedMs) * REST_FACTOR;
        if (part + 1 < parts) wait(restMs, () => turn(part + 1));
        else if (wanted.current === input) running.current = null;
        else wait(Math.max(restMs, leastGapMs), round);
      };
      turn(0);
    };
    wait(Math.max(0, roundAtMs.current + leastGapMs - performance.now()), round);
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

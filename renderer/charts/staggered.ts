// Gives several slow parts of the page their newest input one after the other, each in a moment in which the page has
// nothing else to do, and on the whole only a share of the time: no frame pays for all of them, and a slow machine sees
// them follow more slowly rather than everything else.
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/** A part waits no longer than this for an idle moment. */
const LONGEST_WAIT_MS = 400;
/** After a part has taken its time, three times as long is left to others. */
const REST_FACTOR = 3;
/** The same for an input that makes the former one wrong, not only old. */
const HURRIED_WAIT_MS = 60;
const HURRIED_REST_FACTOR = 0.5;

export interface Newest<T> {
  readonly input: T;
  /** When this changes, what a round in hand still has to give is of the newest input: the former is of no use any more. */
  readonly cut: string;
  /** When this changes, the parts are to have the newest input soon: what they show is of something else. */
  readonly hurry: string;
}

interface Round<T> {
  input: T;
  cut: string;
  hurry: string;
  /** Whose turn it is. */
  part: number;
  /** How many parts have yet to get `input`. */
  left: number;
  hurried: boolean;
}

/**
 * The input of each of `parts` parts. All of them have the first one at once; a newer one reaches them in turn.
 * @param leastGapMs from one round to the next, at least
 */
export function useStaggered<T>(
  newest: Newest<T>,
  parts: number,
  leastGapMs: number,
): readonly Newest<T>[] {
  const [inputs, setInputs] = useState(() => Array.from({ length: parts }, () => newest));
  const wanted = useRef(newest);
  const given = useRef(newest);
  const roundAtMs = useRef(-Infinity);
  const running = useRef<(() => void) | null>(null);
  const inHand = useRef<Round<Newest<T>> | null>(null);
  const { input, cut, hurry } = newest;

  useEffect(() => {
    const next: Newest<T> = { input, cut, hurry };
    const before = wanted.current;
    if (before.input === input && before.cut === cut && before.hurry === hurry) return;
    wanted.current = next;
    const wait = (ms: number, idleMs: number, act: () => void): void => {
      running.current = after(ms, () => {
        running.current = whenIdle(act, idleMs);
      });
    };
    const turn = (round: Round<Newest<T>>): void => {
      const { current } = wanted;
      // The whole round is of one input, so that the parts agree in the end; unless nobody wants that any more.
      if (current.cut !== round.cut || current.hurry !== round.hurry) {
        Object.assign(round, { input: current, cut: current.cut, left: parts });
        round.hurried ||= current.hurry !== round.hurry;
        round.hurry = current.hurry;
      }
      const startedMs = performance.now();
      const { part } = round;
      // At once, so that it is known what it costs.
      flushSync(() => {
        setInputs((known) => (known[part] === round.input ? known : known.with(part, round.input)));
      });
      // It may have been the end of them all.
      if (running.current === null) return;
      const factor = round.hurried ? HURRIED_REST_FACTOR : REST_FACTOR;
      const restMs = (performance.now() - startedMs) * factor;
      round.part = (part + 1) % parts;
      round.left--;
      if (round.left > 0) {
        wait(restMs, round.hurried ? HURRIED_WAIT_MS : LONGEST_WAIT_MS, () => turn(round));
        return;
      }
      given.current = round.input;
      inHand.current = null;
      if (wanted.current === round.input) running.current = null;
      else later(restMs);
    };
    const begin = (): void => {
      roundAtMs.current = performance.now();
      const { current } = wanted;
      const hurried = current.hurry !== given.current.hurry;
      inHand.current = {
        input: current,
        cut: current.cut,
        hurry: current.hurry,
        part: 0,
        left: parts,
        hurried,
      };
      turn(inHand.current);
    };
    const later = (restMs: number): void => {
      const hurried = wanted.current.hurry !== given.current.hurry;
      const gapMs = hurried ? 0 : roundAtMs.current + leastGapMs - performance.now();
      wait(Math.max(0, restMs, gapMs), hurried ? HURRIED_WAIT_MS : LONGEST_WAIT_MS, begin);
    };
    const hurries = hurry !== before.hurry;
    if (running.current !== null && !hurries) return;
    // Whatever is waited for now, waits too long.
    running.current?.();
    const round = inHand.current;
    if (round === null) later(0);
    else wait(0, HURRIED_WAIT_MS, () => turn(round));
  }, [input, cut, hurry, parts, leastGapMs]);

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
function whenIdle(act: () => void, atMostMs: number): () => void {
  if (typeof requestIdleCallback !== 'function') return after(0, act);
  const handle = requestIdleCallback(act, { timeout: atMostMs });
  return () => cancelIdleCallback(handle);
}

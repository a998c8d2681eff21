import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uncoveredHoles } from './uncovered-holes.ts';

/**
 * One character a unit of time, 10 long in all: `#` a stage that held the loop, `d` the moment at which the beat was
 * due, `n` the present. The answer has `o` where a hole was found.
 */
function holesIn(timeline: string, least: number): string {
  const dueNs = timeline.indexOf('d');
  const nowNs = timeline.length;
  const edgesNs = [...timeline.matchAll(/#+/g)].flatMap((match) => [
    match.index,
    match.index + match[0].length,
  ]);
  const cells = Array.from(timeline, () => '.');
  for (const { startNs, endNs } of uncoveredHoles(dueNs, nowNs, edgesNs, least)) {
    cells.fill('o', startNs, endNs);
  }
  return cells.join('');
}

test('what no stage covers between the due beat and now is a hole', () => {
  expect(holesIn('..d-------', 3)).toBe('..oooooooo');
  expect(holesIn('..d--####---', 3)).toBe('..ooo....ooo');
  expect(holesIn('..d#########', 3)).toBe('............');
});

test('a stage that began before the beat was due covers its end', () => {
  expect(holesIn('###d', 1)).toBe('...o');
  expect(uncoveredHoles(10, 20, [0, 14], 3)).toEqual([{ startNs: 14, endNs: 20 }]);
  expect(uncoveredHoles(10, 20, [0, 5, 6, 25], 1)).toEqual([]);
});

test('holes shorter than the resolution are left out, each by itself', () => {
  expect(holesIn('d-##--##--##---', 3)).toBe('............ooo');
  expect(holesIn('d--', 4)).toBe('...');
  expect(holesIn('d--', 3)).toBe('ooo');
});

test('a beat that came in time has no hole', () => {
  expect(uncoveredHoles(10, 10, [], 1)).toEqual([]);
  expect(uncoveredHoles(10, 9, [], 1)).toEqual([]);
});

test('holes and stages together make up the whole time, and never overlap', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 });
  fc.assert(
    fc.property(gaps, fc.nat(20), fc.nat(60), (lengths, dueNs, lateNs) => {
      // Stages and pauses by turns, from 0.
      const edges: number[] = [];
      let at = 0;
      for (const length of lengths) edges.push((at += length));
      if (edges.length % 2 === 1) edges.pop();
      const nowNs = Math.max(dueNs + lateNs, edges.at(-1) ?? 0);
      const holes = uncoveredHoles(dueNs, nowNs, edges, 1);
      for (let ns = dueNs; ns < nowNs; ns++) {
        const inHole = holes.filter(({ startNs, endNs }) => startNs <= ns && ns < endNs).length;
        let inStage = 0;
        for (let n = 0; n < edges.length; n += 2) {
          if ((edges[n] ?? 0) <= ns && ns < (edges[n + 1] ?? 0)) inStage++;
        }
        expect(inHole + inStage).toBe(1);
      }
    }),
  );
});

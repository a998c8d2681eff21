// A track against a plain list that is sorted anew at every look.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Track } from './track.ts';

interface Entry {
  row: number;
  startMs: number;
  endMs: number;
  kind: number;
}

function entriesOf(track: Track): Entry[] {
  track.settle();
  return Array.from({ length: track.length }, (_, n) => ({
    row: track.row[n]!,
    startMs: track.startMs[n]!,
    endMs: track.endMs[n]!,
    kind: track.kind[n]!,
  }));
}

const key = (entry: Entry): string => `${entry.startMs}/${entry.row}/${entry.endMs}/${entry.kind}`;

test('sorts what is appended out of order', () => {
  const track = new Track();
  track.add(0, 5, 6, 1, 0);
  track.add(1, 1, 9, 1, 0);
  track.add(2, 3, NaN, 1, 0);
  expect(entriesOf(track).map((entry) => entry.row)).toEqual([1, 2, 0]);
  expect(track.openCount).toBe(1);
});

test('finds what reaches a moment although a long span covers later ones', () => {
  //   row 0  |==================|
  //   row 1    |=|
  //   row 2          |=|
  const track = new Track();
  track.add(0, 0, 20, 1, 0);
  track.add(1, 2, 4, 1, 0);
  track.add(2, 8, 10, 1, 0);
  track.settle();
  expect(track.firstReaching(9)).toBe(0);
  expect(track.firstReaching(21)).toBe(3);
  expect(track.firstStarting(2)).toBe(1);
  expect(track.firstStarting(2.5)).toBe(2);
});

test('tells from when on it changed, once', () => {
  const track = new Track();
  track.add(0, 5, NaN, 1, 0);
  track.add(1, 3, 4, 1, 0);
  expect(track.takeDirtyFrom()).toBe(3);
  expect(track.takeDirtyFrom()).toBe(Infinity);
  track.change(0, 5, 5, 9, 1, 0);
  expect(track.takeDirtyFrom()).toBe(5);
  expect(track.openCount).toBe(0);
});

test('knows whether spans lie one after another, also after changes', () => {
  const track = new Track();
  const overlaps = (): boolean => {
    track.settle();
    return track.overlaps;
  };
  track.add(0, 0, 2, 1, 0);
  track.add(1, 2, 5, 1, 0);
  track.add(2, 5, NaN, 1, 0);
  expect(overlaps()).toBe(false);
  track.add(3, 8, 9, 1, 0);
  expect(overlaps()).toBe(true); // 2 has not ended
  track.change(2, 5, 5, 8, 1, 0);
  expect(overlaps()).toBe(false);
  track.change(0, 0, 0, 3, 1, 0);
  expect(overlaps()).toBe(true);
  track.add(4, 9, 10, 1, 0);
  expect(overlaps()).toBe(true);
  track.remove(1, 2);
  expect(overlaps()).toBe(false);
});

test('throws for a row that is not there', () => {
  const track = new Track();
  track.add(0, 5, 6, 1, 0);
  expect(() => track.find(1, 5)).toThrow(/not on its track/);
});

test('does what a plain list does', () => {
  const time = fc.integer({ min: 0, max: 30 });
  const action = fc.oneof(
    { weight: 4, arbitrary: fc.record({ add: time, length: fc.option(time) }) },
    { weight: 2, arbitrary: fc.record({ change: fc.nat(200), to: time, length: fc.option(time) }) },
    { weight: 1, arbitrary: fc.record({ remove: fc.nat(200) }) },
    { weight: 1, arbitrary: fc.record({ look: fc.constant(true) }) },
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
      const track = new Track();
      const list: Entry[] = [];
      let nextRow = 0;
      const check = (): void => {
        const expected = [...list].sort((a, b) => a.startMs - b.startMs);
        expect(entriesOf(track).map(key).sort()).toEqual(expected.map(key).sort());
        expect([...track.startMs.subarray(0, track.length)]).toEqual(
          expected.map((entry) => entry.startMs),
        );
        expect(track.openCount).toBe(list.filter((entry) => entry.endMs === Infinity).length);
        for (let ms = -1; ms <= 62; ms++) {
          const reaching = entriesOf(track).findIndex((entry) => entry.endMs >= ms);
          expect(track.firstReaching(ms)).toBe(reaching < 0 ? list.length : reaching);
        }
      };
      for (const a of actions) {
        if ('add' in a) {
          const endMs = a.length === null ? NaN : a.add + a.length;
          const row = nextRow++;
          track.add(row, a.add, endMs, 1, 0);
          list.push({ row, startMs: a.add, endMs: a.length === null ? Infinity : endMs, kind: 1 });
        } else if ('change' in a && list.length > 0) {
          const entry = list[a.change % list.length]!;
          const endMs = a.length === null ? NaN : a.to + a.length;
          track.change(entry.row, entry.startMs, a.to, endMs, 2, 0);
          entry.startMs = a.to;
          entry.endMs = a.length === null ? Infinity : endMs;
          entry.kind = 2;
        } else if ('remove' in a && list.length > 0) {
          const [entry] = list.splice(a.remove % list.length, 1);
          track.remove(entry!.row, entry!.startMs);
        } else if ('look' in a) check();
      }
      check();
    }),
  );
});

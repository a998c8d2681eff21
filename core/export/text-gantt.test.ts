import { expect, test } from 'vitest';
import type { RunRequest } from '../contract/run-document.ts';
import { laneOf, requestOf, runOf, spansOf } from './run-document.test-support.ts';
import { textGantt, toAscii, type TextStyle } from './text-gantt.ts';

const ASCII: TextStyle = { widthColumns: 58, ascii: true, colour: false };
const UNICODE: TextStyle = { ...ASCII, ascii: false };

function threeRequests(): RunRequest[] {
  return [
    requestOf(1, spansOf('ffffffffffiiiiiiiiii', 10, 'request-1')),
    requestOf(2, spansOf('ffffffffffwwwwwwwwwwiiiiiiiiii', 10, 'request-2')),
  ];
}

const LOOP = laneOf(
  'event-loop',
  'event-loop',
  spansOf('          iiiiiiiiiiiiiiiiiiii', 10, 'event-loop'),
);
const PROBE = laneOf(
  'health-probe',
  'health-probe',
  spansOf('o         oooooooooo', 10, 'health-probe'),
);

test('resources first, then requests, on one axis', () => {
  expect(textGantt(runOf(threeRequests(), [LOOP, PROBE]), UNICODE)).toEqual([
    '              0 ms      100 ms    200 ms',
    '              ├─────────┼─────────┼─────────',
    'event loop              ████████████████████  66.7 % busy',
    'health probe  ◦         ◦◦◦◦◦◦◦◦◦◦            worst 1.2 ms',
    'request 1     ▓▓▓▓▓▓▓▓▓▓██████████            200 ms',
    'request 2     ▓▓▓▓▓▓▓▓▓▓╱╱╱╱╱╱╱╱╱╱██████████  300 ms',
    '',
    '▓ fetch   ╱ loop wait   █ inference   ◦ probe',
    'One character is 10 ms and shows what took most of it.',
  ]);
});

test('the same in ASCII, where waiting and working still differ', () => {
  const lines = textGantt(runOf(threeRequests(), [LOOP]), ASCII);
  expect(lines.join('\n')).toMatch(/^[\n\x20-\x7e]*$/);
  expect(lines[4]).toMatch(/^request 2 +=+\/+#+ +300 ms$/);
});

test('colours only surround characters', () => {
  const run = runOf(threeRequests(), [LOOP, PROBE]);
  const coloured = textGantt(run, { ...UNICODE, colour: true }).join('\n');
  expect(coloured).toContain('\u001b[33m');
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(textGantt(run, UNICODE).join('\n'));
});

test('no request, nothing to draw', () => {
  expect(textGantt(runOf([]), ASCII)).toEqual(['Nothing to draw: no request was seen.']);
});

test('a request without any length', () => {
  const lines = textGantt(runOf([requestOf(1, [])]), ASCII);
  expect(lines).toContainEqual(expect.stringMatching(/^request 1 +0 ms$/));
});

test('what has not ended reaches the edge; the probes tell how long the run went on', () => {
  const run = runOf(
    [requestOf(1, spansOf('fi>', 10, 'request-1'), 'pending')],
    [laneOf('event-loop', 'event-loop', spansOf(' i>', 10, 'event-loop'))],
  );
  run.summary.makespanMs = 0;
  run.probe.samples.push({
    intendedMs: 90,
    sentMs: 100,
    receivedMs: null,
    latencyMs: null,
    status: 'pending',
  });
  const lines = textGantt(run, ASCII);
  expect(lines[2]).toMatch(/^event loop +#+> {2}90\.0 % busy$/);
  expect(lines[3]).toMatch(/^request 1 +=+#+> {2}pending$/);
  expect(lines).toContainEqual(expect.stringContaining('> not ended'));
});

test('a failed request tells its status', () => {
  const lines = textGantt(runOf([requestOf(1, spansOf('f', 10, 'request-1'), 504)]), ASCII);
  expect(lines[2]).toMatch(/10 ms 504$/);
});

test('of 10,000 requests the first and the slowest are shown, and the rest is counted', () => {
  const requests = Array.from({ length: 10_000 }, (_, index) =>
    requestOf(index + 1, spansOf(index === 7776 ? 'fffffi' : 'fi', 1 + index / 1e6, 'request')),
  );
  const lines = textGantt(runOf(requests), ASCII);
  const rows = lines.filter((line) => line.startsWith('request '));
  expect(rows).toHaveLength(30);
  expect(rows[14]).toMatch(/^request 15 /);
  expect(rows.some((row) => row.startsWith('request 7777 '))).toBe(true);
  expect(rows[29]).toMatch(/^request 10000 /);
  expect(lines[lines.indexOf(rows[14] ?? '') + 1]).toBe('...');
  expect(lines.join(' ')).toContain(
    '9,970 requests left out; shown are the first 15 and the 15 slowest of the others.',
  );
});

test('idle threads are shown beside busy ones, unused pools are not, and of many the busiest', () => {
  const thread = (id: number, timeline: string) =>
    laneOf(`thread-${id}`, 'thread', spansOf(timeline, 10, `thread-${id}`));
  const requests = [requestOf(1, spansOf('fi', 10, 'request-1'))];
  const idle = textGantt(runOf(requests, [thread(1, ''), thread(2, '')]), ASCII).join('\n');
  expect(idle).not.toContain('thread');
  const one = textGantt(runOf(requests, [thread(1, 'fi'), thread(2, '')]), ASCII);
  expect(one[3]).toMatch(/^thread 2 +0 % busy$/);
  const many = Array.from({ length: 40 }, (_, n) => thread(n + 1, n === 33 ? 'fi' : 'f'));
  const lines = textGantt(runOf(requests, many), ASCII);
  expect(lines.filter((line) => line.startsWith('thread'))).toHaveLength(16);
  expect(lines.join('\n')).toMatch(/^thread 34 /m);
  expect(lines.join(' ')).toContain('24 pool threads left out (the 16 busiest are shown).');
});

test('very short and very long runs, narrow and wide terminals', () => {
  for (const msPerCharacter of [0.0001, 1, 600_000]) {
    for (const widthColumns of [10, 80, 240]) {
      const run = runOf([requestOf(1, spansOf('ffiid', msPerCharacter, 'request-1'))]);
      const lines = textGantt(run, { ...ASCII, widthColumns });
      const row = lines.find((line) => line.startsWith('request 1')) ?? '';
      expect(row).toMatch(/=+#+-+ {2}/);
      if (widthColumns >= 80)
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(widthColumns);
    }
  }
});

test('our texts in ASCII', () => {
  expect(toAscii('a · b – c …')).toBe('a - b - c ...');
});

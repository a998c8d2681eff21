// docs/BENCHMARKS.md as text: what is compared, how to run it, and one full run.
import { format } from 'prettier';
import { markdownTable } from './report.mjs';

/**
 * @param {readonly import('./row.mjs').Row[]} rows
 * @param {{ date: string, machine: string }} circumstances
 * @returns {Promise<string>}
 */
export function benchmarksPage(rows, { date, machine }) {
  const page = `# Benchmarks

This page is written by \`npm run bench -- --write\`; change \`bench/benchmarks-page.mjs\` instead of it.

Every row compares two things measured in the same run, one after the other or in turns, because
absolute numbers of two machines, or of two days on a shared one, say little. The aim stands beside
each. \`npm run bench\` prints the same table, \`npm run bench -- --only recorder\` a part of it,
\`npm run bench -- --json\` one JSON document. Every benchmark runs in a process of its own; all take
about five minutes.

## What is compared

- **recorder**: ns per record written into a ring in shared memory and read out of it in batches,
  without reading the clock; against pushing the same facts as objects that are kept, and against
  storing them into plain typed arrays. Means over 204,800 records, the best of eleven.
- **recorder-cost**: requests/s of \`/predict_full_async\` with stages of no length, every request
  recorded, drained and assembled, against requests that are served but not recorded. 50 connections,
  forty rounds of each in turns, the best of each. The aim is 5 % at most. The CPU time of the whole
  process (client included) says the same in a way that neighbours disturb less.
- **pipeline**: the same requests/s against a bare \`node:http\` server that answers at once, and
  against a bare server that makes the same hops: one request to a service, one message to a pool thread
  and back. A prediction crosses two HTTP servers and two threads where the bare server crosses one, on
  the same two cores; so the first ratio can never come near 1, and its aim only guards against getting
  slower. The second one says what validation, recording, deadlines and bounded queues cost.
- **makespan**: 100 requests at once in mode \`async-pool\`, from the first intended send to the last
  byte, against the ideal: one fetch, then as many rounds of inference as the pool needs. Best of eight.
- **generator**: the load generator's send error against \`setTimeout\`, its rate against autocannon.
- **start**: until a pool of 4 or 40 threads is ready and warmed, and the memory the process has
  more, against as many threads that do nothing.
- **feed**: spans/s from a host's trace into a window's copy of it (packed, sent, unpacked, applied), in
  batches of 10,500 changed rows: through a message port into another thread, and through a WebSocket
  into Chromium; against one message per span by the same way (a cloned object, a JSON text). Best of four.
- **window**: the page of the web host in Chromium without a GPU, 1440 × 900. From the start of the
  navigation (nothing in the cache, the link already exchanged) until Fire can be pressed, against a
  picture alone from the same server, median of seven. From the press of Fire until something is drawn
  after its first span came in, against until it came in, median of six runs. From each begin and end of a
  fetch or an inference (the moment at which its record is written) until the chart is drawn after its batch came
  in: p95 of a run's events in frames of 1/60 s, best of six runs; against until the batch came in. The page's own code knows nothing of it: what
  is measured is watched from outside (\`bench/page-watch.mjs\`).
- **gantt**: the window's chart in Chromium without a GPU, on a canvas of 1600 × 900 with 64 lanes of random
  spans of eight kinds. A frame is the time of the script: the codes of all lanes, the pixels of all bars, and
  \`putImageData\`; no labels, no overlay. Zooming, every frame has a scale of its own, so that nothing can be
  kept from the last one; panning, it has the same scale, moved by up to 50 columns. Median of 40 frames, the best of
  three. Against one \`fillRect\` for each span in view and one pixel read back, so that it is really drawn
  (few frames at 1M). Recharts: a stacked bar for each span, no animation, axes or tooltip, from a change of the
  scale until the bars have moved and are laid out, without their painting. Wrong pixels: every pixel of every bar
  on the canvas, in three views, against a slow oracle that looks at every span for every column; every other
  lane has overlaps, gaps, open, failed and zero-length spans. Appending: 600,000 spans/s go into columns and onto
  lanes while the chart follows the last 2 s of them; frames delivered in 5 s against those of the same
  browser with nothing to do, the best of three.
- **memory**: 10,000 requests by 200 users: all answered, no record lost, the peak memory of the whole
  process (client, servers, pool, trace and the finished document), requests/s against what the sleeping
  pool would allow by itself.

How near the pipeline comes to real FastAPI is another question: \`npm run conformance\` answers it.

## One full run

${date}, on a shared machine whose neighbours are not known: ${machine}

${markdownTable(rows)}
`;
  return format(page, { parser: 'markdown', printWidth: 100, proseWrap: 'preserve' });
}

// `npm run conformance`: every comparable reference run again, live, and whether both show the same. Each has three
// tries: a shared machine may disturb one, but not teach the pipeline a behaviour that it lacks.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadLaws, loadScenario } from './built.mjs';
import {
  comparableRuns,
  compare,
  expectationOf,
  parseReference,
  scenarioOf,
  shapeOf,
} from './conformance-expectation.mjs';
import { withTemporaryHost } from './temporary-host.mjs';

const TRIES = 3;
const REFERENCE = fileURLToPath(new URL('./reference/fastapi-timings.json', import.meta.url));
const HELP = `npm run conformance -- [--reference FILE] [--filter TEXT]

Repeats the measured FastAPI runs (sleeping inference, no logging) on the live pipeline and compares the greatest
overlap of fetch and of inference (equal) and the makespan from the first handler start (within 3 % or 20 ms).

  --reference FILE  measurements to hold it to (default: the ones in bench/reference)
  --filter TEXT     only runs whose line "endpoint mode requests fetch/inference" contains TEXT
`;

/**
 * @typedef {import('./conformance-expectation.mjs').ReferenceRun} ReferenceRun
 * @typedef {import('./conformance-expectation.mjs').Shape} Shape
 * @typedef {import('./conformance-expectation.mjs').Comparison} Comparison
 * @typedef {object} Try
 * @property {Shape} live
 * @property {Comparison} comparison
 * @property {readonly string[]} problems broken laws and unanswered requests
 * @property {boolean} ok
 */

const COLUMNS = [
  ['endpoint', 20],
  ['mode', 10],
  ['n', -4],
  ['stages ms', 10],
  ['overlap ref', 12],
  ['live', 8],
  ['makespan ref', -13],
  ['live', -9],
  ['difference', -11],
  ['allowed', -8],
  ['laws', 5],
  ['tries', -5],
  ['ok', 4],
];

const { values: options } = parseArgs({
  options: {
    reference: { type: 'string', default: REFERENCE },
    filter: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) console.log(HELP);
else await main(options.reference, options.filter);

/**
 * @param {string} referenceFile
 * @param {string} filter
 */
async function main(referenceFile, filter) {
  const reference = parseReference(JSON.parse(await readFile(referenceFile, 'utf8')));
  const runs = comparableRuns(reference).filter((run) => nameOf(run).includes(filter));
  if (runs.length === 0) throw new Error(`no reference run contains "${filter}"`);
  printRow(COLUMNS.map(([title]) => String(title)));
  const failed = await withTemporaryHost(async (host) => {
    let count = 0;
    for (const run of runs) {
      if (!(await hold(host, run, reference.measured_on.pool_tokens))) count++;
    }
    return count;
  });
  console.log(
    failed === 0
      ? `All ${runs.length} runs agree with the reference.`
      : `${failed} of ${runs.length} runs differ from the reference.`,
  );
  if (failed > 0) process.exitCode = 1;
}

/**
 * @param {import('../host/host-api.ts').Host} host
 * @param {ReferenceRun} run
 * @param {number} poolThreads
 * @returns {Promise<boolean>}
 */
async function hold(host, run, poolThreads) {
  const expected = expectationOf(run);
  let best = await tryOnce(host, run, poolThreads, expected);
  let tries = 1;
  for (; tries < TRIES && !best.ok; tries++) {
    const next = await tryOnce(host, run, poolThreads, expected);
    if (isBetter(next, best)) best = next;
  }
  print(run, expected, best, tries);
  return best.ok;
}

/**
 * @param {import('../host/host-api.ts').Host} host
 * @param {ReferenceRun} run
 * @param {number} poolThreads
 * @param {Shape} expected
 * @returns {Promise<Try>}
 */
async function tryOnce(host, run, poolThreads, expected) {
  const { DEFAULT_SCENARIO } = await loadScenario();
  const { brokenLaws } = await loadLaws();
  const document = await host.run(scenarioOf(run, poolThreads, DEFAULT_SCENARIO));
  const { summary } = document;
  const problems = brokenLaws(document);
  if (summary.phase !== 'done') problems.push(`the run ${summary.phase}: ${summary.reason ?? ''}`);
  if (summary.failed > 0) problems.push(`not answered: ${JSON.stringify(summary.byStatus)}`);
  if (summary.droppedRecords > 0) problems.push(`${summary.droppedRecords} records were lost`);
  const live = shapeOf(summary);
  const comparison = compare(expected, live);
  const ok = comparison.overlapOk && comparison.makespanOk && problems.length === 0;
  return { live, comparison, problems, ok };
}

/**
 * A failing try is only better by what it shows, not by luck in one number: first the laws, then the overlap.
 * @param {Try} next
 * @param {Try} before
 */
function isBetter(next, before) {
  const rank = (/** @type {Try} */ { problems, comparison }) =>
    (problems.length === 0 ? 4 : 0) +
    (comparison.overlapOk ? 2 : 0) +
    (comparison.makespanOk ? 1 : 0);
  if (rank(next) !== rank(before)) return rank(next) > rank(before);
  return Math.abs(next.comparison.differenceMs) < Math.abs(before.comparison.differenceMs);
}

/** @param {ReferenceRun} run */
function nameOf(run) {
  return `${run.endpoint} ${run.mode} ${run.requests} ${run.fetch_ms}/${run.inference_ms}`;
}

/**
 * @param {ReferenceRun} run
 * @param {Shape} expected
 * @param {Try} best
 * @param {number} tries
 */
function print(run, expected, { live, comparison, problems, ok }, tries) {
  printRow([
    run.endpoint,
    run.mode,
    String(run.requests),
    `${run.fetch_ms}/${run.inference_ms}`,
    `${expected.overlap.fetch}/${expected.overlap.inference}`,
    `${live.overlap.fetch}/${live.overlap.inference}${comparison.overlapOk ? '' : ' !'}`,
    expected.makespanMs.toFixed(1),
    live.makespanMs.toFixed(1),
    `${comparison.differenceMs >= 0 ? '+' : ''}${comparison.differenceMs.toFixed(1)}${comparison.makespanOk ? '' : ' !'}`,
    comparison.allowedMs.toFixed(1),
    problems.length === 0 ? 'hold' : `${problems.length} !`,
    String(tries),
    ok ? 'yes' : 'NO',
  ]);
  for (const problem of problems.slice(0, 5)) console.log(`    ${problem}`);
}

/** @param {readonly string[]} cells */
function printRow(cells) {
  const padded = cells.map((cell, at) => {
    const width = Number(COLUMNS[at]?.[1] ?? 0);
    return width < 0 ? cell.padStart(-width) : cell.padEnd(width);
  });
  console.log(padded.join('  ').trimEnd());
}

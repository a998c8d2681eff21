// `npm run bench`: every benchmark in a process of its own, one after another, as one table. Ratios are within one run:
// absolute numbers of two machines, or of two days on a shared one, say little.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchmarksPage } from './benchmarks-page.mjs';
import { nextMessage } from './next-message.mjs';
import { BENCHMARKS } from './registry.mjs';
import { textTable } from './report.mjs';

const SCHEMA_VERSION = 1;
const PAGE = fileURLToPath(new URL('../docs/BENCHMARKS.md', import.meta.url));
const ONE = fileURLToPath(new URL('./run-one.mjs', import.meta.url));
const NAMES = Object.keys(BENCHMARKS);
const HELP = `npm run bench -- [--only NAME]… [--json] [--write]

  --only NAME  one of: ${NAMES.join(', ')} (may be repeated; default: all)
  --json       print one JSON document instead of a table
  --write      also write docs/BENCHMARKS.md (needs all benchmarks)
`;

/** @typedef {import('./row.mjs').Row} Row */

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) console.log(HELP);
else await main(options);

/** @param {{ only: string[], json: boolean, write: boolean }} options */
async function main({ only, json, write }) {
  const unknown = only.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) fail(`no benchmark is called "${unknown}": ${NAMES.join(', ')}`);
  else if (write && only.length > 0) fail('--write needs all benchmarks: leave --only away');
  else await measure(only.length > 0 ? only : NAMES, json, write);
}

/**
 * @param {readonly string[]} names
 * @param {boolean} json
 * @param {boolean} write
 */
async function measure(names, json, write) {
  /** @type {Row[]} */
  const rows = [];
  for (const name of names) {
    process.stderr.write(`${name} …\n`);
    rows.push(...(await runAlone(name)));
  }
  const date = new Date().toISOString().slice(0, 10);
  const machine = describeMachine();
  const met = rows.filter((row) => row.ok).length;
  if (json) console.log(JSON.stringify({ schemaVersion: SCHEMA_VERSION, date, machine, rows }));
  else console.log(`${textTable(rows)}\n\n${met} of ${rows.length} aims met. ${machine}`);
  if (write) await writeFile(PAGE, await benchmarksPage(rows, { date, machine }));
}

/**
 * @param {string} name
 * @returns {Promise<Row[]>}
 */
async function runAlone(name) {
  const child = fork(ONE, [name]);
  const died = once(child, 'exit').then(() => {
    throw new Error(`the benchmark ${name} ended without a result`);
  });
  const rows = await Promise.race([nextMessage(child), died]);
  died.catch(() => undefined);
  return /** @type {Row[]} */ (rows);
}

/** No name of the machine, only what explains numbers. */
function describeMachine() {
  const memoryGib = (totalmem() / 2 ** 30).toFixed(1);
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `Node ${process.versions.node}, ${process.platform}-${process.arch}, ${availableParallelism()} cores (${model}), ${memoryGib} GiB.`;
}

/** @param {string} reason */
function fail(reason) {
  console.error(reason);
  process.exitCode = 2;
}

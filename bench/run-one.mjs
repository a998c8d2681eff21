// Runs one benchmark in this process and sends its rows to run.mjs.
import { BENCHMARKS } from './registry.mjs';

const name = process.argv[2] ?? '';
const benchmark = BENCHMARKS[name];
if (benchmark === undefined) throw new Error(`no benchmark is called "${name}"`);
const rows = await benchmark();
process.send?.(rows, () => process.exit(0));

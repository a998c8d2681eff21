// The command line's entry: the real world and the real host, nothing else. See cli/main.ts.
import { main } from './cli/main.ts';
import { nodeIo } from './cli/node-io.ts';
import { startHost } from './start-host.ts';

/** How long the process may live on after everything was said, in ms. */
const LINGER_MS = 500;

process.exitCode = await main(process.argv.slice(2), nodeIo(startHost));
// Everything is written. Should a handle be left open, it must not keep the terminal.
setTimeout(() => process.exit(), LINGER_MS).unref();

// Runs a script that needs the built program: `with-build.mjs [--browser] <script> [arguments]`.
// With --browser a Chromium is looked for too, and handed over in the environment.
import path from 'node:path';
import { browserEnvironment } from './lib/browser-environment.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { findNode } from './lib/node-choice.mjs';
import { rootDir } from './lib/paths.mjs';
import { main, SetupError } from './lib/progress.mjs';
import { runProgram } from './lib/run-program.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  const needsBrowser = args[0] === '--browser';
  const [script, ...rest] = needsBrowser ? args.slice(1) : args;
  if (script === undefined) throw new SetupError('with-build.mjs: which script?');
  await ensureInstalled();
  const node = await findNode(rootDir);
  await ensureBuilt(node);
  const env = needsBrowser ? await browserEnvironment(node) : {};
  await runProgram(node, path.resolve(rootDir, script), rest, env);
});

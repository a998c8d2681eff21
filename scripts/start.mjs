// `npm start`: everything from a fresh clone to something that runs. Says in one line what runs and why.
import { ensureBuilt } from './lib/build.mjs';
import { obtainElectron } from './lib/electron.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { findNode } from './lib/node-choice.mjs';
import { cliFile, rootDir } from './lib/paths.mjs';
import { main, progress } from './lib/progress.mjs';
import { runProgram } from './lib/run-program.mjs';

await main(async () => {
  await ensureInstalled();
  const node = await findNode(rootDir);
  await ensureBuilt(node);
  await obtainElectron(node, { again: false });
  progress(
    'The window comes with the next release; running the demonstration on the command line.',
  );
  await runProgram(node, cliFile, ['demo', ...process.argv.slice(2)]);
});

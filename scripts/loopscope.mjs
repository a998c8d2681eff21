// `npm run loopscope -- …`: the command line, after whatever set-up is still missing. Standard output
// holds only what the program writes.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { findNode } from './lib/node-choice.mjs';
import { cliFile, rootDir } from './lib/paths.mjs';
import { main } from './lib/progress.mjs';
import { runProgram } from './lib/run-program.mjs';

await main(async () => {
  await ensureInstalled();
  const node = await findNode(rootDir);
  await ensureBuilt(node);
  await runProgram(node, cliFile, process.argv.slice(2));
});

// `npm start`: everything from a fresh clone to an open window. Says in one line which form of window it is and why.
import { existsSync } from 'node:fs';
import { ensureBuilt } from './lib/build.mjs';
import { obtainElectron } from './lib/electron.mjs';
import { chooseForm } from './lib/host-form.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { findNode } from './lib/node-choice.mjs';
import { electronFile, fileUrl, rootDir, startOptionsFile, webFile } from './lib/paths.mjs';
import { main, SetupError } from './lib/progress.mjs';
import { runProgram } from './lib/run-program.mjs';

await main(async () => {
  await ensureInstalled();
  const node = await findNode(rootDir);
  await ensureBuilt(node);
  const args = process.argv.slice(2);
  const form = await chooseForm({
    wanted: await wantedForm(args),
    hasShell: existsSync(electronFile),
    platform: process.platform,
    env: process.env,
    obtain: () => obtainElectron(node, { again: false }),
  });
  if (form.phase === 'refused') throw new SetupError(form.line);
  // The desktop shell is started here once there is one.
  if (form.phase === 'electron') throw new Error('Electron has nothing to run');
  const env = form.reason === null ? {} : { LOOPSCOPE_HOST_REASON: form.reason };
  await runProgram(node, webFile, args, env);
});

/**
 * What --host says. Options that cannot be read go to the web host, which says what is wrong with them.
 * @param {readonly string[]} args
 */
async function wantedForm(args) {
  /** @type {unknown} */
  const built = await import(fileUrl(startOptionsFile));
  const { readStartOptions } = /** @type {typeof import('../host/web/start-options.ts')} */ (built);
  const parsed = readStartOptions(args);
  return parsed.ok && parsed.value.phase === 'start' ? parsed.value.host : 'web';
}

// `npm run dev`: the page by Vite, which replaces its modules while it is open; the host from dist/, built and started
// again when its sources change. A build that fails leaves the running host alone.
import { watch } from 'node:fs';
import path from 'node:path';
import { ensureBuilt, isBuildSource } from './lib/build.mjs';
import { DevHost } from './lib/dev-host-process.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { findNode } from './lib/node-choice.mjs';
import { madeFromFile, rootDir } from './lib/paths.mjs';
import { main, progress, secondsSince } from './lib/progress.mjs';
import { runCommand } from './lib/run-command.mjs';
import { forgetNote } from './lib/stamp.mjs';

const HOST_FOLDERS = ['core', 'pipeline', 'workers', 'host'];
/** Editors write a file in several steps, and people save several files. */
const SETTLE_MS = 150;
const BUILD_LIMIT_MS = 60_000;

await main(async () => {
  await ensureInstalled();
  const node = await findNode(rootDir);
  await ensureBuilt(node);
  const host = new DevHost(node.path, process.argv.slice(2));
  host.start();

  /** @type {NodeJS.Timeout | undefined} */
  let settling;
  let building = Promise.resolve();
  const changed = () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      building = building.then(rebuild);
    }, SETTLE_MS);
  };
  const rebuild = async () => {
    const startMs = performance.now();
    // dist/ is no longer what a full build makes of the sources.
    forgetNote(madeFromFile);
    const outcome = await runCommand(node.path, [path.join(rootDir, 'scripts', 'build-host.mjs')], {
      cwd: rootDir,
      timeoutMs: BUILD_LIMIT_MS,
    });
    if (!outcome.ok) {
      process.stderr.write(outcome.output);
      progress('The build failed; the host that was built before goes on.');
      return;
    }
    progress(`Host built in ${secondsSince(startMs)}; starting it again.`);
    await host.restart();
  };

  const watchers = HOST_FOLDERS.map((folder) =>
    watch(path.join(rootDir, folder), { recursive: true }, (_event, file) => {
      if (file !== null && /\.ts$/.test(file) && isBuildSource(file)) changed();
    }),
  );
  process.exitCode = await host.ended;
  clearTimeout(settling);
  for (const watcher of watchers) watcher.close();
  await building;
});

// `npm run setup`: tries everything again, also what failed before, and says what is there.
import { ensureBuilt } from './lib/build.mjs';
import { obtainChromium } from './lib/chromium.mjs';
import { obtainElectron } from './lib/electron.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { findNode } from './lib/node-choice.mjs';
import { rootDir } from './lib/paths.mjs';
import { main } from './lib/progress.mjs';

await main(async () => {
  await ensureInstalled();
  const node = await findNode(rootDir);
  console.log(
    `Node      ${node.version} (${node.isRunning ? 'running this' : 'from the packages'})`,
  );
  const electron = await obtainElectron(node, { again: true });
  console.log(
    `Electron  ${electron.phase === 'found' ? electron.path : `none: ${electron.reason}`}`,
  );
  const chromium = await obtainChromium(node, { again: true });
  console.log(
    `Chromium  ${chromium.phase === 'found' ? chromium.path : `none: ${chromium.reason}`}`,
  );
  await ensureBuilt(node);
  console.log('Build     up to date');
});

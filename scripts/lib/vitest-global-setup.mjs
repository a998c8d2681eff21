// Before any live test: dist/ is what the sources say, because tests start the built threads.
import { ensureBuilt } from './build.mjs';
import { findNode } from './node-choice.mjs';
import { rootDir } from './paths.mjs';

export async function setup() {
  await ensureBuilt(await findNode(rootDir));
}

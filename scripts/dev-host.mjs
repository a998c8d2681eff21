// The host in development: the built one, serving Vite's page instead of the built page. Started by dev.mjs.
import { fileUrl, distDir } from './lib/paths.mjs';
import { vitePage } from './lib/vite-page.mjs';
import path from 'node:path';

/** @param {string} name */
async function built(name) {
  /** @type {unknown} */
  const module = await import(fileUrl(path.join(distDir, 'host', 'web', name)));
  return module;
}

const { webCommand } = /** @type {typeof import('../host/web/web-command.ts')} */ (
  await built('web-command.js')
);
const { nodeWebIo } = /** @type {typeof import('../host/web/node-web-io.ts')} */ (
  await built('node-web-io.js')
);

const io = { ...nodeWebIo(), openPage: vitePage };
process.exitCode = await webCommand(process.argv.slice(2), io, 'development, page by Vite');
process.exit();

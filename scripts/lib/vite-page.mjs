// Vite's page in place of the built one, behind the same gate: same origin, same session, same port. Vite's own socket
// comes through the gate too; its inline script and style elements carry a nonce, so that the policy stays strict.
import { randomBytes } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import path from 'node:path';
import { createServer } from 'vite';
import { rootDir } from './paths.mjs';

/** @returns {Promise<import('../../host/web/page.ts').WebPage>} */
export async function vitePage() {
  const nonce = randomBytes(16).toString('base64');
  // Vite takes upgrades from a server; this one only hands on those that the gate has let in.
  const relay = createHttpServer();
  const vite = await createServer({
    configFile: path.join(rootDir, 'vite.config.ts'),
    appType: 'spa',
    html: { cspNonce: nonce },
    server: { middlewareMode: true, hmr: { server: relay } },
  });
  return {
    handle: (request, response) => vite.middlewares(request, response),
    upgrade: (request, socket, head) => void relay.emit('upgrade', request, socket, head),
    policy: {
      connect: [],
      scripts: [`'nonce-${nonce}'`],
      styles: [`'nonce-${nonce}'`],
      workers: ['blob:'], // Vite waits in one for a host that starts again
    },
    close: () => vite.close(),
  };
}

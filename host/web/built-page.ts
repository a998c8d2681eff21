// The built page from dist/renderer, by name: its document and its hashed files, nothing else and nothing outside.
import { fastifyStatic } from '@fastify/static';
import fastify from 'fastify';
import type { WebPage } from './page.ts';

/** The document, and the files whose names carry a hash of their content. */
const SERVED = /^\/(index\.html)?$|^\/assets\/[\w.-]+$/;
const FOR_EVER = 'private, max-age=31536000, immutable';
const NEVER = 'no-store';

/** @param rendererDir absolute. @throws Error when it is not there */
export async function builtPage(rendererDir: string): Promise<WebPage> {
  const app = fastify();
  // What went wrong may hold a path; the page needs the status only.
  app.setErrorHandler<{ statusCode?: number }>(({ statusCode = 500 }, _request, reply) =>
    reply
      .code(statusCode)
      .type('text/plain')
      .send(statusCode < 500 ? 'Not served' : 'Internal error'),
  );
  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send('Not found'));
  await app.register(fastifyStatic, {
    root: rendererDir,
    cacheControl: false,
    decorateReply: false,
    dotfiles: 'ignore',
    allowedPath: (pathName) => SERVED.test(pathName),
    setHeaders: (reply, file) => {
      reply.header('Cache-Control', file.endsWith('.html') ? NEVER : FOR_EVER);
    },
  });
  await app.ready();
  return {
    handle: (request, response) => app.routing(request, response),
    upgrade: null,
    policy: { connect: [] },
    close: () => app.close(),
  };
}

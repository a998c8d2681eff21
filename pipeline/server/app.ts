// The prediction server's HTTP side: routes, hooks, errors. What a request means is decided elsewhere; here it is
// identified, validated, recorded at its edges, and answered.
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { MAX_BODY_BYTES } from '../../core/contract/limits.ts';
import { HEADERS } from '../../core/contract/http-headers.ts';
import {
  ENDPOINTS,
  predictBodySchema,
  type Endpoint,
  type PredictBody,
} from '../../core/contract/predict.ts';
import { docsPage } from './docs-page.ts';
import { HttpError } from './http-error.ts';
import { openApiDocument } from './openapi.ts';
import type { RequestContext } from './request-context.ts';
import { serverTiming } from './server-timing.ts';
import { bodyErrors, invalidJson } from './validation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    loopscope: RequestContext | null;
  }
}

/** What the routes ask of the server. */
export interface AppHandlers {
  /** Identifies and records a request at its first sight. */
  readonly seen: (
    request: FastifyRequest,
    endpointCode: number,
  ) => { context: RequestContext; requestId: string };
  /** The response is about to be written. */
  readonly responding: (context: RequestContext) => void;
  /** Its last byte went to the kernel. */
  readonly flushed: (context: RequestContext, status: number) => void;
  /** The connection closed before that. */
  readonly gone: (context: RequestContext) => void;
  readonly predict: (
    context: RequestContext,
    endpoint: Endpoint,
    code: number,
    body: PredictBody,
  ) => unknown;
  readonly slow: (context: RequestContext, code: number) => unknown;
  /** null when ready, else why not. */
  readonly notReady: () => string | null;
  /** `host:port` values that requests may name. */
  readonly allowedHosts: () => readonly string[];
}

const PATH_CODES = new Map(ENDPOINTS.map((endpoint, index) => [endpoint.path, index + 1]));

/** Builds the application; it does not listen yet. */
export function buildApp(handlers: AppHandlers, version: string): FastifyInstance {
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    logger: false,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    // See arrival-deadline: Node's time-outs would blame clients for a loop that was blocked.
    requestTimeout: 0,
    connectionTimeout: 0,
    // Without a Host our own answer is given, with its headers, and not Node's bare 400.
    http: { headersTimeout: 0, requireHostHeader: false },
    clientErrorHandler: onClientError,
    // What the router cannot read, e.g. a path with a broken escape.
    frameworkErrors: (error, _request, reply) => {
      const { raw } = reply;
      const body = JSON.stringify({ detail: error.message });
      raw.writeHead(error.statusCode ?? 400, bareHeaders(body));
      raw.end(body);
    },
  });
  // fastify takes 0 for "not set" here.
  app.server.keepAliveTimeout = 0;
  app.decorateRequest('loopscope', null);
  acceptOnlyJson(app);
  recordEdges(app, handlers);
  addErrors(app);
  addRoutes(app, handlers, version);
  return app;
}

function acceptOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') {
      done(null, undefined);
      return;
    }
    try {
      done(null, JSON.parse(text as string));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      done(new InvalidJsonError(reason, positionIn(reason)));
    }
  });
}

/** V8 names the place in some of its messages only. */
function positionIn(reason: string): number | null {
  const digits = /at position (\d+)/.exec(reason)?.[1];
  return digits === undefined ? null : Number(digits);
}

class InvalidJsonError extends Error {
  readonly position: number | null;

  constructor(reason: string, position: number | null) {
    super(reason);
    this.position = position;
  }
}

function recordEdges(app: FastifyInstance, handlers: AppHandlers): void {
  app.addHook('onRequest', (request, reply, done) => {
    const code = PATH_CODES.get(request.url.split('?', 1)[0] ?? '') ?? 0;
    let seen: ReturnType<AppHandlers['seen']>;
    try {
      seen = handlers.seen(request, code);
    } catch (error) {
      done(error as Error);
      return;
    }
    const { context, requestId } = seen;
    request.loopscope = context;
    reply.header(HEADERS.requestId, requestId);
    reply.raw.once('finish', () => {
      handlers.flushed(context, reply.raw.statusCode);
    });
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) handlers.gone(context);
    });
    const { host } = request.headers;
    if (host === undefined || !handlers.allowedHosts().includes(host.toLowerCase())) {
      done(
        new HttpError(
          400,
          `Invalid host header: allowed are ${handlers.allowedHosts().join(', ')}`,
        ),
      );
      return;
    }
    // Before the body is read: a wrong address is wrong whatever is sent to it.
    if (request.is404) answerNotFound(request, reply);
    else done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const context = request.loopscope;
    if (context !== null) {
      handlers.responding(context);
      reply.header(HEADERS.serverTiming, serverTiming(context.times, context.respondStartNs));
    }
    done(null, payload);
  });
}

function addErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | HttpError | InvalidJsonError, _request, reply) => {
    if (error instanceof InvalidJsonError) {
      return reply.code(422).send({ detail: [invalidJson(error.message, error.position)] });
    }
    if (error instanceof HttpError) {
      if (error.retryAfterS !== null) reply.header('retry-after', error.retryAfterS);
      return reply.code(error.status).send({ detail: error.message });
    }
    switch (error.code) {
      case 'FST_ERR_CTP_BODY_TOO_LARGE':
        return reply.code(413).send({ detail: `the body is larger than ${MAX_BODY_BYTES} bytes` });
      case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
        return reply.code(415).send({ detail: 'the body must be application/json' });
      default:
        return reply.code(error.statusCode ?? 500).send({ detail: error.message });
    }
  });
}

function answerNotFound(request: FastifyRequest, reply: FastifyReply): void {
  const known = ENDPOINTS.find((endpoint) => endpoint.path === request.url.split('?', 1)[0]);
  if (known === undefined) reply.code(404).send({ detail: 'Not Found' });
  else reply.code(405).header('allow', known.method).send({ detail: 'Method Not Allowed' });
}

function addRoutes(app: FastifyInstance, handlers: AppHandlers, version: string): void {
  for (const [index, endpoint] of ENDPOINTS.entries()) {
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      handler: handlerOf(endpoint, index + 1, handlers, version),
    });
  }
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

function handlerOf(
  endpoint: Endpoint,
  code: number,
  handlers: AppHandlers,
  version: string,
): Handler {
  switch (endpoint.does) {
    case 'predict':
      return (request, reply) => {
        const parsed = predictBodySchema.safeParse(request.body);
        if (!parsed.success) {
          return reply
            .code(422)
            .send({ detail: bodyErrors(predictBodySchema, parsed.error, request.body) });
        }
        return handlers.predict(contextOf(request), endpoint, code, parsed.data);
      };
    case 'slow':
      return (request) => handlers.slow(contextOf(request), code);
    case 'healthz':
      return () => ({ status: 'ok' });
    case 'readyz':
      return () => {
        const reason = handlers.notReady();
        if (reason !== null) throw new HttpError(503, reason, 1);
        return { status: 'ok' };
      };
    case 'openapi':
      return (_request, reply) => reply.send(openApiDocument(version));
    case 'docs':
      return (request, reply) => sendPage(reply, docsPage(`http://${request.headers.host ?? ''}`));
  }
}

function contextOf(request: FastifyRequest): RequestContext {
  const context = request.loopscope;
  if (context === null) throw new Error('a handler ran before the request was seen');
  return context;
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const hashOf = (tag: string): string => {
    const inline = page.slice(page.indexOf(`<${tag}>`) + tag.length + 2, page.indexOf(`</${tag}>`));
    return `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;
  };
  const policy = `default-src 'none'; connect-src 'self'; style-src ${hashOf('style')}; script-src ${hashOf('script')}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .send(page);
}

/** What Node could not parse as a request, answered like everything else. */
function onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  if (error.code === 'HPE_HEADER_OVERFLOW')
    writeBareError(socket, 431, 'the headers are larger than 16 KiB');
  else writeBareError(socket, 400, 'the request could not be parsed');
}

const REASONS: Record<number, string> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

let bareErrors = 0;

/** Headers of an answer to what never became a request of ours. */
function bareHeaders(body: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    [HEADERS.requestId]: `bare-${++bareErrors}`,
    [HEADERS.serverTiming]: serverTiming({ seenNs: 0 }, 0),
  };
}

/** Answers on a socket that has no response object, and ends it. */
export function writeBareError(socket: Socket, status: number, detail: string): void {
  const body = JSON.stringify({ detail });
  const headers = Object.entries(bareHeaders(body)).map(([name, value]) => `${name}: ${value}`);
  const lines = [
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Error'}`,
    ...headers,
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
  // A client that sends on and never reads must not hold the socket.
  setTimeout(() => socket.destroy(), 1000).unref();
}

// The prediction server as its callers meet it: every endpoint and every error, over real HTTP, on a real host.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { MAX_BODY_BYTES } from '../../core/contract/limits.ts';
import {
  ENDPOINTS,
  errorResponseSchema,
  predictResponseSchema,
  validationResponseSchema,
} from '../../core/contract/predict.ts';
import { VERSION } from '../../core/contract/version.ts';
import { brokenLaws } from '../../core/trace/laws.ts';
import {
  fixed,
  quick,
  rawExchange,
  startLiveHost,
  type LiveHost,
} from '../../host/live-host.test-support.ts';
import type { RunDocument } from '../../core/contract/run-document.ts';
import { MODES, type Scenario } from '../../core/contract/scenario.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const GOOD = { item_id: 7, feature_value: 0.75 };
const PREDICT_PATHS = ENDPOINTS.filter(({ does }) => does === 'predict').map(({ path }) => path);

let live: LiveHost;
let origin: string;

beforeAll(async () => {
  live = await startLiveHost();
  origin = live.host.predictionOrigin;
  await live.host.select(quick());
});

afterAll(() => live.end());

function post(
  path: string,
  body: string,
  headers: Record<string, string> = JSON_TYPE,
): Promise<Response> {
  return fetch(origin + path, { method: 'POST', body, headers });
}

async function predict(path = '/predict', body: object = GOOD): Promise<Response> {
  return post(path, JSON.stringify(body));
}

/** The error in plain words. */
async function detailOf(response: Response): Promise<string> {
  return errorResponseSchema.parse(await response.json()).detail;
}

async function findings(response: Response): Promise<string[]> {
  const { detail } = validationResponseSchema.parse(await response.json());
  return detail.map(({ type, loc }) => [type, ...loc].join(' '));
}

/** Waits until nothing is served any more. */
async function idle(): Promise<void> {
  while (live.host.outsideCounts().inFlight > 0) await sleep(5);
}

/** What is recorded of what is sent meanwhile. */
async function recorded(scenario: Scenario, send: () => Promise<void>): Promise<RunDocument> {
  await live.host.select(scenario);
  try {
    await send();
    await idle();
    return await live.host.finishOutsideRun();
  } finally {
    await live.host.select(quick());
  }
}

describe('predictions', () => {
  test.each(PREDICT_PATHS)(
    '%s answers twice the feature, with the metadata of the item',
    async (path) => {
      for (const [item_id, feature_value] of [
        [7, 0.75],
        [-3, -1e-3],
        [0, 1e300],
      ] as const) {
        const response = await predict(path, { item_id, feature_value });
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toMatch(/^application\/json/);
        expect(predictResponseSchema.strict().parse(await response.json())).toEqual({
          item_id,
          metadata: `item-${item_id}`,
          prediction: 2 * feature_value,
        });
      }
    },
  );

  test('name their stages in Server-Timing', async () => {
    const stages = async (path: string): Promise<string[]> => {
      const header = (await predict(path)).headers.get('server-timing') ?? '';
      const parts = header.split(', ').map((part) => /^([\w-]+);dur=(\d+\.\d+)$/.exec(part));
      const total = Number(parts.at(-1)?.[2]);
      for (const part of parts.slice(0, -1)) expect(Number(part?.[2])).toBeLessThanOrEqual(total);
      return parts.map((part) => part?.[1] ?? header);
    };
    expect(await stages('/predict_sync')).toEqual(['fetch', 'inference', 'total']);
    expect(await stages('/predict_def')).toEqual(['fetch', 'pool-wait', 'inference', 'total']);
    expect(await stages('/predict_async_io')).toEqual(['fetch', 'inference', 'total']);
    expect(await stages('/predict_full_async')).toEqual([
      'fetch',
      'pool-wait',
      'inference',
      'total',
    ]);
  });

  test.each(MODES)('/predict runs in mode %s when it is selected', async (mode) => {
    const run = await recorded(quick({ mode }), async () => {
      expect((await predict()).status).toBe(200);
    });
    const ran = run.requests.map((request) => [request.endpoint, request.mode]);
    expect(ran).toEqual([['/predict', mode]]);
    expect(brokenLaws(run)).toEqual([]);
  });

  test('/predict_with_background logs although logging is off; the others do not', async () => {
    const run = await recorded(quick(), async () => {
      for (const path of PREDICT_PATHS) await predict(path);
    });
    expect(run.summary.log).toMatchObject({ accepted: 1, committed: 1, lost: 0, failed: 0 });
    const background = run.lanes.find(({ id }) => id === 'background')?.spans ?? [];
    expect(background.map(({ kind }) => kind)).toEqual(['background-wait', 'background']);
    expect(brokenLaws(run)).toEqual([]);
  });
});

describe('other endpoints', () => {
  test('/healthz and /readyz answer ok', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const response = await fetch(origin + path);
      expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
    }
  });

  test('GET /slow holds the loop for a second, and everybody waits', async () => {
    const run = await recorded(quick(), async () => {
      const slow = fetch(`${origin}/slow`);
      await sleep(100);
      const health = await fetch(`${origin}/healthz`);
      expect(health.status).toBe(200);
      const response = await slow;
      expect([response.status, await response.json()]).toEqual([200, { status: 'done' }]);
      const timing = response.headers.get('server-timing');
      expect(timing).toMatch(/^sleep;dur=1000\.000, total;dur=1\d\d\d/);
    });
    expect(brokenLaws(run)).toEqual([]);
    const block = run.lanes
      .find(({ id }) => id === 'event-loop')
      ?.spans.find(({ attributes }) => attributes['stage'] === 'sleep');
    // Timers of the system may wake a little early.
    expect((block?.endMs ?? 0) - (block?.startMs ?? 0)).toBeGreaterThan(990);
    expect(run.requests[0]?.spans.map(({ kind }) => kind)).toContain('sleep');
  });

  test('/openapi.json lists every endpoint, and its schemas take what the server says', async () => {
    const openapiSchema = z.object({
      openapi: z.literal('3.1.0'),
      info: z.object({ title: z.string(), version: z.literal(VERSION) }),
      paths: z.record(
        z.string(),
        z.record(
          z.string(),
          z.object({
            operationId: z.string(),
            requestBody: z
              .object({ required: z.literal(true) })
              .loose()
              .optional(),
            responses: z.record(z.string(), z.object({ description: z.string() }).loose()),
          }),
        ),
      ),
      components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
    });
    const response = await fetch(`${origin}/openapi.json`);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const text = await response.text();
    const document = openapiSchema.parse(JSON.parse(text));
    const listed = Object.entries(document.paths).map(([path, item]) => [
      path,
      ...Object.keys(item),
    ]);
    expect(listed).toEqual(ENDPOINTS.map(({ path, method }) => [path, method.toLowerCase()]));
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ENDPOINTS.length);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(ENDPOINTS.length);
    for (const [, name] of references) {
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
    const schemaOf = (name: string) =>
      z.fromJSONSchema(document.components.schemas[name] as Parameters<typeof z.fromJSONSchema>[0]);
    expect(schemaOf('PredictRequest').safeParse(GOOD).success).toBe(true);
    expect(schemaOf('PredictRequest').safeParse({ ...GOOD, item_id: 1.5 }).success).toBe(false);
    expect(schemaOf('PredictResponse').safeParse(await (await predict()).json()).success).toBe(
      true,
    );
    const wrong: unknown = await (await predict('/predict', {})).json();
    expect(schemaOf('HTTPValidationError').safeParse(wrong).success).toBe(true);
    expect(
      schemaOf('ErrorResponse').safeParse(await (await fetch(`${origin}/no`)).json()).success,
    ).toBe(true);
    for (const path of PREDICT_PATHS) {
      const statuses = Object.keys(document.paths[path]?.['post']?.responses ?? {});
      expect(statuses).toEqual(['200', '408', '413', '415', '422', '500', '502', '503', '504']);
    }
  });

  test('/docs is one offline page that may load nothing and frame nowhere', async () => {
    const response = await fetch(`${origin}/docs`);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    const page = await response.text();
    for (const { path } of ENDPOINTS) expect(page).toContain(path);
    expect(page).toContain('unauthenticated by design');
    const urls = [...page.matchAll(/(?:https?:)?\/\/[^\s"'<]+/g)].map(([url]) => url);
    expect(urls.filter((url) => !url.startsWith(origin))).toEqual([]);
    expect(page).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)=/);
  });
});

describe('bad bodies', () => {
  test.each<[string, string, string[]]>([
    ['a text for an integer', '{"item_id": "7", "feature_value": 1}', ['int_type body item_id']],
    [
      'a fraction for an integer',
      '{"item_id": 7.5, "feature_value": 1}',
      ['int_type body item_id'],
    ],
    [
      'a boolean for a number',
      '{"item_id": 7, "feature_value": true}',
      ['float_type body feature_value'],
    ],
    [
      'null',
      '{"item_id": null, "feature_value": null}',
      ['int_type body item_id', 'float_type body feature_value'],
    ],
    ['missing fields', '{}', ['missing body item_id', 'missing body feature_value']],
    ['infinity', '{"item_id": 7, "feature_value": 1e999}', ['finite_number body feature_value']],
    ['an array', '[]', ['model_attributes_type body']],
    ['no body', '', ['missing body']],
    ['the body null', 'null', ['missing body']],
    ['NaN', '{"item_id": 7, "feature_value": NaN}', ['json_invalid body']],
    ['an unfinished object', '{"item_id": 7', ['json_invalid body 13']],
    ['words', 'hello', ['json_invalid body']],
  ])('%s: 422 in the shape of FastAPI', async (_name, body, expected) => {
    for (const path of PREDICT_PATHS.slice(0, 2)) {
      const response = await post(path, body);
      expect(response.status).toBe(422);
      expect(await findings(response)).toEqual(expected);
    }
  });

  test('a 422 shows what was wrong, word for word', async () => {
    const response = await post('/predict', '{"item_id": "7"}');
    expect(await response.json()).toEqual({
      detail: [
        {
          type: 'int_type',
          loc: ['body', 'item_id'],
          msg: 'Input should be a valid integer',
          input: '7',
        },
        {
          type: 'missing',
          loc: ['body', 'feature_value'],
          msg: 'Field required',
          input: { item_id: '7' },
        },
      ],
    });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'])(
    'content type %s: 415',
    async (type) => {
      const response = await post('/predict', JSON.stringify(GOOD), { 'content-type': type });
      expect(response.status).toBe(415);
      expect(await detailOf(response)).toMatch(/must be application\/json/);
    },
  );

  test('no content type: 415; a charset is fine', async () => {
    const body = JSON.stringify(GOOD);
    const bare = await rawExchange(
      origin,
      `POST /predict HTTP/1.1\r\nhost: ${new URL(origin).host}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
    );
    expect(bare).toMatch(/^HTTP\/1\.1 415 /);
    const charset = { 'content-type': 'application/json; charset=utf-8' };
    expect((await post('/predict', body, charset)).status).toBe(200);
  });

  test('2 MiB of JSON: 413, announced or in chunks; 1 MiB is read', async () => {
    const long = JSON.stringify({ ...GOOD, filler: 'x'.repeat(2 * MAX_BODY_BYTES) });
    const response = await post('/predict', long);
    expect(response.status).toBe(413);
    expect(await detailOf(response)).toMatch(/larger than 1048576 bytes/);
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(long));
        controller.close();
      },
    });
    const init = { method: 'POST', body: stream, headers: JSON_TYPE, duplex: 'half' };
    const chunked = await fetch(`${origin}/predict`, init as RequestInit);
    expect(chunked.status).toBe(413);
    const frame = JSON.stringify({ ...GOOD, filler: '' });
    const exact = JSON.stringify({ ...GOOD, filler: 'x'.repeat(MAX_BODY_BYTES - frame.length) });
    expect(exact.length).toBe(MAX_BODY_BYTES);
    expect((await post('/predict', exact)).status).toBe(200);
  });
});

describe('wrong addresses', () => {
  test('an unknown path: 404, with any method and body', async () => {
    for (const init of [{}, { method: 'POST', body: 'x' }, { method: 'DELETE' }]) {
      const response = await fetch(`${origin}/predikt`, init);
      expect(response.status).toBe(404);
      expect(await detailOf(response)).toBe('Not Found');
    }
  });

  test.each(ENDPOINTS.map(({ path, method }) => [path, method] as const))(
    '%s with another method: 405, and Allow names %s',
    async (path, allowed) => {
      const wrong = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].filter(
        (method) => method !== allowed,
      );
      for (const method of wrong) {
        const response = await fetch(`${origin}${path}?q=1`, { method });
        expect([method, response.status]).toEqual([method, 405]);
        expect(response.headers.get('allow')).toBe(allowed);
        expect(await detailOf(response)).toBe('Method Not Allowed');
      }
      const head = await fetch(origin + path, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([405, '']);
    },
  );

  test('a wrong method is told as such whatever its body is', async () => {
    const text = { method: 'PUT', body: 'x', headers: { 'content-type': 'text/plain' } };
    expect((await fetch(`${origin}/predict`, text)).status).toBe(405);
    const broken = { method: 'PUT', body: '{', headers: JSON_TYPE };
    expect((await fetch(`${origin}/predict`, broken)).status).toBe(405);
  });

  test.each([
    ['a foreign name', 'evil.example'],
    ['a foreign name with our port', 'evil.example:PORT'],
    ['another port', '127.0.0.1:1'],
    ['our address without the port', '127.0.0.1'],
    ['a name that begins like ours', '127.0.0.1:PORT.evil.example'],
    ['an empty name', ''],
  ])('Host: %s is refused with 400', async (_name, host) => {
    const named = host.replace('PORT', new URL(origin).port);
    const answer = await rawExchange(
      origin,
      `GET /healthz HTTP/1.1\r\nhost: ${named}\r\nconnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(/server-timing: total;dur=/i);
    expect(answer).toMatch(/x-request-id: \S/i);
  });

  test('localhost is allowed, in any case; no Host is refused like a foreign one', async () => {
    const port = new URL(origin).port;
    const asked = (lines: string): Promise<string> =>
      rawExchange(origin, `GET /healthz HTTP/1.1\r\n${lines}connection: close\r\n\r\n`);
    expect(await asked(`host: LocalHost:${port}\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    const none = await asked('');
    expect(none).toMatch(/^HTTP\/1\.1 400 /);
    expect(none).toMatch(/server-timing: total;dur=/i);
    expect(none).toMatch(/x-request-id: \S/i);
    expect(none).toMatch(/Invalid host header/);
  });

  test('what is no HTTP at all gets 400 and both headers', async () => {
    const answer = await rawExchange(origin, 'EHLO mail.example\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(/server-timing: total;dur=/);
    expect(answer).toMatch(/x-request-id: \S/);
    const long = await rawExchange(
      origin,
      `GET /healthz HTTP/1.1\r\nhost: ${new URL(origin).host}\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
    );
    expect(long).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe('headers of every response', () => {
  const CASES: [string, number, () => Promise<Response>][] = [
    ['a prediction', 200, () => predict()],
    ['a bad body', 422, () => post('/predict', '{}')],
    ['broken JSON', 422, () => post('/predict', '{')],
    ['a wrong type', 415, () => post('/predict', 'x', { 'content-type': 'text/plain' })],
    ['a long body', 413, () => post('/predict', ' '.repeat(MAX_BODY_BYTES + 1))],
    ['an unknown path', 404, () => fetch(`${origin}/nothing`)],
    ['a wrong method', 405, () => fetch(`${origin}/predict`)],
    ['a health check', 200, () => fetch(`${origin}/healthz`)],
    ['the docs', 200, () => fetch(`${origin}/docs`)],
    ['the description', 200, () => fetch(`${origin}/openapi.json`)],
  ];

  test.each(CASES)('%s (%i) has Server-Timing and an x-request-id', async (_name, status, send) => {
    const [one, other] = [await send(), await send()];
    expect(one.status).toBe(status);
    expect(one.headers.get('server-timing')).toMatch(/total;dur=\d+\.\d{3}$/);
    expect(one.headers.get('x-request-id')).toMatch(/^[\x21-\x7e]+$/);
    expect(other.headers.get('x-request-id')).not.toBe(one.headers.get('x-request-id'));
  });

  test('the caller’s own x-request-id comes back, also from errors', async () => {
    const headers = { ...JSON_TYPE, 'x-request-id': 'mine-42' };
    for (const response of [
      await post('/predict', JSON.stringify(GOOD), headers),
      await post('/predict', '{', headers),
      await fetch(`${origin}/nothing`, { headers }),
    ]) {
      expect(response.headers.get('x-request-id')).toBe('mine-42');
    }
    const odd = await fetch(`${origin}/healthz`, { headers: { 'x-request-id': 'two words' } });
    expect(odd.headers.get('x-request-id')).not.toBe('two words');
  });

  test('a request from outside is called the same in its answer and in the trace', async () => {
    let called: string | null = null;
    const run = await recorded(quick(), async () => {
      called = (await predict()).headers.get('x-request-id');
    });
    expect(run.requests.map(({ id }) => id)).toEqual([called]);
  });
});

describe('stages that fail', () => {
  test('a full queue: 503 with Retry-After for what does not fit, 200 for the rest', async () => {
    const narrow = quick({
      pool: { threads: 1, maxQueue: 1 },
      inference: fixed(300),
      fetch: fixed(0),
    });
    const run = await recorded(narrow, async () => {
      const sent = Array.from({ length: 5 }, () => predict('/predict_full_async'));
      const responses = await Promise.all(sent);
      const refused = responses.filter(({ status }) => status === 503);
      expect(responses.filter(({ status }) => status === 200)).toHaveLength(2);
      expect(refused).toHaveLength(3);
      for (const response of refused) {
        expect(response.headers.get('retry-after')).toBe('1');
        expect(response.headers.get('server-timing')).toMatch(/total/);
        expect(await detailOf(response)).toMatch(/queue is full \(1 tasks\)/);
      }
    });
    expect(run.summary.byStatus).toEqual({ '200': 2, '503': 3 });
    expect(brokenLaws(run)).toEqual([]);
  });

  test('a task beyond its deadline: 504, its thread is replaced, and the next one is served', async () => {
    const pool = { threads: 1, maxQueue: 10 };
    const slow = quick({ pool, inference: fixed(2000), taskDeadlineMs: 100 });
    const run = await recorded(slow, async () => {
      const response = await predict('/predict_full_async');
      expect(response.status).toBe(504);
      expect(await detailOf(response)).toMatch(/ran for more than 100 ms/);
      await replaced();
    });
    expect(run.summary.poolThreadExits).toBe(1);
    const thread = run.lanes.find(({ id }) => id === 'thread-1');
    expect(thread?.spans).toMatchObject([{ kind: 'inference', attributes: { failed: true } }]);
    expect(thread?.spans[0]?.attributes['orphaned']).toBeUndefined();
    expect(brokenLaws(run)).toEqual([]);
  });

  test('while its thread is being replaced, a task waits for the new one', async () => {
    const pool = { threads: 1, maxQueue: 11 };
    const slow = quick({ pool, inference: fixed(700), taskDeadlineMs: 100 });
    const run = await recorded(slow, async () => {
      const responses = [predict('/predict_full_async'), predict('/predict_full_async')];
      expect((await Promise.all(responses)).map(({ status }) => status)).toEqual([504, 504]);
      await replaced();
    });
    expect(run.summary.poolThreadExits).toBe(2);
    const thread = run.lanes.find(({ id }) => id === 'thread-1');
    const generations = thread?.spans.map(({ attributes }) => attributes['generation'] ?? 1);
    const first = Number(generations?.[0]);
    expect(generations).toEqual([first, first + 1]);
    expect(thread?.generation).toBe(first + 2);
    expect(brokenLaws(run)).toEqual([]);
  });

  test.each(PREDICT_PATHS)('%s: a fetch that takes too long is 504', async (path) => {
    const run = await recorded(quick({ fetch: fixed(1500), fetchTimeoutMs: 60 }), async () => {
      const response = await predict(path);
      expect(response.status).toBe(504);
      expect(await detailOf(response)).toMatch(/feature service did not answer in time/);
    });
    const [request] = run.requests;
    const failed = request?.spans.find(({ kind }) => kind === 'fetch')?.attributes['failed'];
    expect(failed).toBe(true);
    expect(request?.spans.some(({ kind }) => kind === 'inference')).toBe(false);
    expect(brokenLaws(run)).toEqual([]);
    expect((await predict(path)).status).toBe(200);
  });
});

/** Waits until the thread that was killed has ended and another has taken its place. */
async function replaced(): Promise<void> {
  await sleep(200);
}

describe('clients that misbehave', () => {
  test('a client that leaves ends its request there; work that goes on is orphaned', async () => {
    const run = await recorded(quick({ fetch: fixed(150), inference: fixed(150) }), async () => {
      const leaving = new AbortController();
      const { signal } = leaving;
      const init = { method: 'POST', body: JSON.stringify(GOOD), headers: JSON_TYPE, signal };
      const left = fetch(`${origin}/predict_full_async`, init);
      setTimeout(() => {
        leaving.abort();
      }, 60);
      await expect(left).rejects.toThrow(/abort/);
      // Its fetch and inference go on; the server serves others meanwhile.
      expect((await predict('/predict_full_async')).status).toBe(200);
    });
    const [gone, stayed] = run.requests;
    expect([gone?.status, stayed?.status]).toEqual(['client-gone', 200]);
    const orphaned = gone?.spans.filter(({ attributes }) => attributes['orphaned'] === true);
    expect(orphaned?.map(({ kind }) => kind)).toEqual(['fetch', 'inference']);
    expect(orphaned?.every(({ startMs }) => startMs >= (gone?.endMs ?? Infinity))).toBe(true);
    expect(brokenLaws(run)).toEqual([]);
    expect(live.host.outsideCounts().inFlight).toBe(0);
  });

  test('50 connections send half a request and hang: 408 each, and the server lives', async () => {
    const { host } = new URL(origin);
    const halves = [
      'POST /predict HTT',
      `POST /predict HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: 40\r\n\r\n{"item_id":`,
    ];
    let served = 0;
    const run = await recorded(quick(), async () => {
      const busy = setInterval(() => {
        void predict().then(({ status }) => (served += status === 200 ? 1 : 0));
      }, 250);
      const hanging = Array.from({ length: 50 }, (_, n) =>
        rawExchange(origin, halves[n % 2] ?? ''),
      );
      const answers = await Promise.all(hanging);
      clearInterval(busy);
      for (const answer of answers) {
        expect(answer).toMatch(/^HTTP\/1\.1 408 /);
        expect(answer).toMatch(/server-timing: total;dur=/i);
        expect(answer).toMatch(/x-request-id: \S/i);
        expect(answer).toMatch(/did not arrive within 10 s/);
      }
      expect((await predict()).status).toBe(200);
    });
    expect(served).toBeGreaterThan(20);
    expect(run.summary.byStatus['408']).toBe(25);
    expect(brokenLaws(run)).toEqual([]);
  }, 30_000);
});

describe('before a scenario is selected', () => {
  test('nothing is ready: predictions are refused, and none is answered without its stages', async () => {
    const young = await startLiveHost();
    const { predictionOrigin: from } = young.host;
    const send = (): Promise<Response> =>
      fetch(`${from}/predict`, { method: 'POST', body: JSON.stringify(GOOD), headers: JSON_TYPE });
    expect((await fetch(`${from}/readyz`)).status).toBe(503);
    expect((await send()).status).toBe(503);
    const selected = young.host.select(quick({ fetch: fixed(40) }));
    let served = 0;
    for (let n = 0; n < 400 && served < 3; n++) {
      const ready = (await fetch(`${from}/readyz`)).status === 200;
      const response = await send();
      if (ready) expect(response.status).toBe(200);
      if (response.status !== 200) continue;
      served++;
      const fetchMs = /fetch;dur=([\d.]+)/.exec(response.headers.get('server-timing') ?? '')?.[1];
      expect(Number(fetchMs)).toBeGreaterThan(30);
    }
    await selected;
    expect(served).toBe(3);
    const run = await young.host.finishOutsideRun();
    const predicted = run.requests.filter(
      ({ endpoint, status }) => endpoint === '/predict' && status === 200,
    );
    expect(predicted).toHaveLength(3);
    await young.end();
  });
});

describe('what no handler sees', () => {
  test('a path with a broken escape is answered like every error', async () => {
    const answer = await rawExchange(
      origin,
      `GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer.toLowerCase()).toContain('x-request-id: ');
    expect(answer.toLowerCase()).toContain('server-timing: ');
    expect(answer).toContain('{"detail":');
  });

  test('a prediction that JSON cannot carry is a failing stage', async () => {
    const response = await predict('/predict', { item_id: 1, feature_value: 1.7e308 });
    expect(response.status).toBe(500);
    expect(await detailOf(response)).toContain('not a finite number');
  });

  test('a measured request of a run that is over does not disturb the next one', async () => {
    const response = await post('/predict', JSON.stringify(GOOD), {
      ...JSON_TYPE,
      'x-loopscope-measured': 'gone-1:5',
    });
    expect(response.status).toBe(503);
    expect(await detailOf(response)).toContain('is over');
  });
});

// The web host against those it must not serve, over real sockets: strangers on other sites, on other ports, without a
// session, with an old one; and those it must serve, also after it was killed.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLOSE_CODE } from '../../core/contract/channel-address.ts';
import { rawExchange } from '../live-host.test-support.ts';
import {
  closed,
  cookieOf,
  HOUR_MS,
  message,
  TestWeb,
  type Opened,
} from './web-client.test-support.ts';
import { WebServer } from './web-server.ts';
import { MAX_MESSAGE_BYTES, MAX_WINDOWS } from './window-sockets.ts';

let web: TestWeb;
beforeEach(async () => {
  web = await new TestWeb().start();
});
afterEach(async () => {
  await web.end();
});

async function openSocket(cookie: string): Promise<Extract<Opened, { phase: 'open' }>> {
  const opened = await web.open({ Cookie: cookie });
  if (opened.phase === 'refused') throw new Error(`refused with ${opened.status}`);
  return opened;
}

describe('the link', () => {
  test('is exchanged for a cookie, and the address is clean afterwards', async () => {
    const link = web.link();
    const exchange = await web.get(`${link}&lang=zh`);
    expect([exchange.status, exchange.headers.location]).toEqual([303, '/?lang=zh']);
    const [setCookie = ''] = exchange.headers['set-cookie'] ?? [];
    expect(setCookie).toMatch(
      new RegExp(
        `^loopscope-${web.server.port}=[\\w.-]+; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict$`,
      ),
    );
    const page = await web.get('/', { Cookie: cookieOf(exchange) });
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('the page')]);
  });

  test('is good for 8 hours and again and again; afterwards the page says what to do', async () => {
    const link = web.link();
    web.pass(8 * HOUR_MS - 1);
    expect((await web.get(link)).status).toBe(303);
    web.pass(1);
    const late = await web.get(link);
    expect([late.status, late.headers['set-cookie']]).toEqual([401, undefined]);
    expect(late.text).toContain('expired');
    expect(late.text).toContain('已过期');
    expect(late.text).toContain('npm start');
  });

  test('an old one does no harm to somebody who is in already', async () => {
    const link = web.link();
    const cookie = await web.signIn();
    web.pass(9 * HOUR_MS);
    const again = await web.get(link, { Cookie: cookie });
    expect([again.status, again.headers.location]).toEqual([303, '/']);
    expect((await web.get('/?token=nonsense', { Cookie: cookie })).status).toBe(303);
  });

  test.each([
    ['an empty token', ''],
    ['a word', 'null'],
    ['a long one', 'x'.repeat(5_000)],
    ['one that looks right', '1.2.3'],
    ['a zero byte', '%00'],
    ['a path', '../..'],
  ])('%s is refused', async (_name, token) => {
    const refused = await web.get(`/?token=${token}`);
    expect([refused.status, refused.headers['set-cookie']]).toEqual([401, undefined]);
  });

  test('works for the page only, not for other paths or methods', async () => {
    const link = web.link();
    expect((await web.get(`/assets/index-abc123.js${link.slice(1)}`)).status).toBe(401);
    expect((await web.get(link, { Origin: web.server.origin }, 'POST')).status).toBe(405);
  });
});

describe('without a session', () => {
  test.each(['/', '/index.html', '/assets/index-abc123.js', '/assets/none.js', '/favicon.ico'])(
    '%s is not served',
    async (target) => {
      const refused = await web.get(target);
      expect(refused.status).toBe(401);
      expect(refused.headers['cache-control']).toBe('no-store');
      expect(refused.headers['content-security-policy']).toContain("default-src 'none'");
      expect(refused.text).not.toContain('the page');
    },
  );

  test('a wrong cookie, one of another port, and one of a removed data folder are none', async () => {
    const cookie = await web.signIn();
    const value = cookie.slice(cookie.indexOf('=') + 1);
    for (const wrong of [
      `${cookie}x`.replace('=', '=x'),
      `loopscope-1=${value}`,
      `loopscope-${web.server.port}=`,
      `a${cookie}`,
    ]) {
      expect((await web.get('/', { Cookie: wrong })).status, wrong).toBe(401);
    }
    // Another port's page can set a cookie of our name beside ours.
    const tossed = `loopscope-${web.server.port}=tossed; ${cookie}`;
    expect((await web.get('/', { Cookie: tossed })).status).toBe(200);
  });

  test('30 days without use end it; use renews it, by page and by channel', async () => {
    const cookie = await web.signIn();
    web.pass(20 * 24 * HOUR_MS);
    const renewed = cookieOf(await web.get('/', { Cookie: cookie }));
    web.pass(20 * 24 * HOUR_MS);
    const gone = await web.get('/', { Cookie: cookie });
    expect([gone.status, gone.text]).toEqual([401, expect.stringContaining('expired')]);
    const { setCookie } = await openSocket(renewed);
    const [byChannel = ''] = setCookie.split(';');
    web.pass(20 * 24 * HOUR_MS);
    expect((await web.get('/', { Cookie: renewed })).status).toBe(401);
    expect((await web.get('/', { Cookie: byChannel })).status).toBe(200);
  });

  test('a link on another site leads through a page of ours, because strict cookies stay behind', async () => {
    const fromElsewhere = {
      'Sec-Fetch-Site': 'cross-site',
      'Sec-Fetch-Mode': 'navigate',
      'Sec-Fetch-Dest': 'document',
    };
    const again = await web.get('/', fromElsewhere);
    expect([again.status, again.text]).toEqual([200, expect.stringContaining('url=/')]);
    const second = await web.get('/', { ...fromElsewhere, 'Sec-Fetch-Site': 'same-origin' });
    expect(second.status).toBe(401);
  });
});

describe('strangers', () => {
  test.each(['evil.example', 'localhost', '127.0.0.1', '[::1]', '0.0.0.0', '127.0.0.1.nip.io'])(
    'Host %s is refused, with and without a port and a session (DNS rebinding)',
    async (name) => {
      const cookie = await web.signIn();
      const { port } = web.server;
      const isOurs = ['localhost', '127.0.0.1'].includes(name);
      for (const host of [name, `${name}:${isOurs ? port + 1 : port}`]) {
        const refused = await web.get('/', { Host: host, Cookie: cookie });
        expect([refused.status, refused.text]).toEqual([
          403,
          expect.not.stringContaining('the page'),
        ]);
        expect(await web.open({ Host: host, Origin: `http://${host}`, Cookie: cookie })).toEqual({
          phase: 'refused',
          status: 403,
        });
      }
    },
  );

  test('a request that names no host is refused', async () => {
    const cookie = await web.signIn();
    const answer = await rawExchange(
      web.server.origin,
      `GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  test('localhost with our port is served, in any case', async () => {
    const cookie = await web.signIn();
    const host = `LocalHost:${web.server.port}`;
    expect((await web.get('/', { Host: host, Cookie: cookie })).status).toBe(200);
    const Origin = `http://localhost:${web.server.port}`;
    expect(await web.open({ Origin, Cookie: cookie })).toMatchObject({ phase: 'open' });
  });

  test('another origin may open no channel, with and without a session', async () => {
    const cookie = await web.signIn();
    const { port } = web.server;
    for (const Origin of [
      'http://evil.example',
      'https://evil.example',
      'null',
      '',
      'http://127.0.0.1',
      `http://127.0.0.1:${port + 1}`,
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port}.evil.example`,
      `http://127.0.0.1:${port}/`,
      'file://',
    ]) {
      const refused = { phase: 'refused', status: 403 };
      expect(await web.open({ Origin, Cookie: cookie }), Origin).toEqual(refused);
      expect(await web.open({ Origin }), Origin).toEqual(refused);
    }
    expect(web.attached).toEqual([]);
  });

  test('another origin may ask for nothing and is told nothing by CORS', async () => {
    const cookie = await web.signIn();
    for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE']) {
      const headers = { Origin: 'http://evil.example', Cookie: cookie };
      const refused = await web.get('/', headers, method);
      expect(refused.status, method).toBe(403);
      expect(
        Object.keys(refused.headers).filter((name) => name.startsWith('access-control')),
      ).toEqual([]);
    }
    expect((await web.get('/', { Cookie: cookie }, 'POST')).status).toBe(403);
    const ours = { Origin: web.server.origin, Cookie: cookie };
    const wrong = await web.get('/', ours, 'PUT');
    expect([wrong.status, wrong.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test.each(['cross-site', 'same-site'])('what a page of a %s loads is refused', async (site) => {
    const cookie = await web.signIn();
    const fetched = { Cookie: cookie, 'Sec-Fetch-Site': site };
    const script = { ...fetched, 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' };
    expect((await web.get('/assets/index-abc123.js', script)).status).toBe(403);
    const frame = { ...fetched, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' };
    expect((await web.get('/', frame)).status).toBe(403);
    const typed = { ...fetched, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
    expect((await web.get('/', typed)).status).toBe(200);
  });

  test('other protocols and other paths are no channel', async () => {
    const cookie = await web.signIn();
    const refused = (status: number) => ({ phase: 'refused', status });
    expect(await web.open({ Cookie: cookie }, '/')).toEqual(refused(404));
    expect(await web.open({ Cookie: cookie }, '/channel/../x')).toEqual(refused(404));
    expect(await web.open({}, '/x')).toEqual(refused(401));
  });
});

describe('what is served', () => {
  test('has a strict policy, no inline script, and the right time to live', async () => {
    const cookie = await web.signIn();
    const page = await web.get('/', { Cookie: cookie });
    const { port } = web.server;
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; font-src 'self'; " +
        `img-src 'self' data: blob:; connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}; ` +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const asset = await web.get('/assets/index-abc123.js', { Cookie: cookie });
    expect(asset.headers).toMatchObject({
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(asset.headers['set-cookie']).toBeUndefined();
    expect((await web.get('/assets/index-abc123.js', { Cookie: cookie }, 'HEAD')).status).toBe(200);
  });

  test.each([
    '/notes.txt',
    '/../outside.txt',
    '/assets/../../outside.txt',
    '/assets/..%2f..%2foutside.txt',
    '/%2e%2e/outside.txt',
    '/assets/%2e%2e/%2e%2e/outside.txt',
    '/assets/..\\..\\outside.txt',
    '/assets/',
    '/assets',
    '/.loopscope/x',
    '//evil.example/',
    '/%',
    '/%ff',
    '/assets/index-abc123.js%00.html',
    'http://evil.example/',
    '*',
  ])('%s is not served, and the answer holds no path', async (target) => {
    const cookie = await web.signIn();
    const refused = await web.get(target, { Cookie: cookie });
    expect([400, 403, 404]).toContain(refused.status);
    expect(refused.text.length).toBeLessThan(40);
    expect(refused.text).not.toMatch(/outside|not to be served|evil|loopscope-web|\/tmp/);
  });
});

describe('the channel', () => {
  test('without a session is closed with a code that the page can read', async () => {
    expect(await web.closeCode({})).toBe(CLOSE_CODE.noAccess);
    expect(await web.closeCode({ Cookie: `loopscope-${web.server.port}=no` })).toBe(4401);
    const cookie = await web.signIn();
    web.pass(31 * 24 * HOUR_MS);
    expect(await web.closeCode({ Cookie: cookie })).toBe(4401);
    expect(web.attached).toEqual([]);
  });

  test('a message that is too long closes its own window only', async () => {
    const cookie = await web.signIn();
    const [first, second] = await Promise.all([openSocket(cookie), openSocket(cookie)]);
    first.socket.send('x'.repeat(MAX_MESSAGE_BYTES + 1));
    expect(await closed(first.socket)).toBe(1009);
    const back = message(second.socket);
    second.socket.send('still here');
    expect(await back).toBe('still here');
  });

  test('takes so many windows and tells the next one', async () => {
    const cookie = await web.signIn();
    await Promise.all(Array.from({ length: MAX_WINDOWS }, () => openSocket(cookie)));
    expect(await web.closeCode({ Cookie: cookie })).toBe(CLOSE_CODE.tooManyWindows);
    const [first] = web.attached;
    if (first === undefined) throw new Error('no window was taken');
    const left = closed(first);
    first.terminate();
    await left;
    const { socket } = await openSocket(cookie);
    const back = message(socket);
    socket.send('taken');
    expect(await back).toBe('taken');
  });

  test('a window that answers no ping is let go, one that answers stays', async () => {
    await web.server.close();
    await web.start(0, 20);
    const cookie = await web.signIn();
    const silent = await openSocket(cookie);
    silent.socket.pong = () => undefined;
    const awake = await openSocket(cookie);
    expect(await closed(silent.socket)).toBe(1006);
    expect(awake.socket.readyState).toBe(awake.socket.OPEN);
  });

  test('before there is a host, windows are told to come again', async () => {
    const { port } = web.server;
    await web.server.close();
    const page = {
      handle: () => undefined,
      upgrade: null,
      policy: { connect: [] },
      close: async () => undefined,
    };
    web.server = await WebServer.listen({ port, access: web.access(), page });
    expect(await web.open({ Cookie: await web.signIn() })).toEqual({
      phase: 'refused',
      status: 503,
    });
  });
});

describe('the end', () => {
  test.each([
    ['ended', CLOSE_CODE.hostEnded],
    ['leaves', CLOSE_CODE.hostLeaves],
  ] as const)(
    'a host that %s tells every window so, and frees the port although one does not answer',
    async (how, expected) => {
      const cookie = await web.signIn();
      const { socket } = await openSocket(cookie);
      const deaf = await openSocket(cookie);
      deaf.socket.pause();
      const code = closed(socket);
      const { port } = web.server;
      await web.server.close(how);
      expect(await code).toBe(expected);
      await web.start(port);
      expect(web.server.port).toBe(port);
    },
  );

  test('a tab is let in again by the next host of the same data folder, links too', async () => {
    const cookie = await web.signIn();
    const link = web.link();
    const { port } = web.server;
    await web.server.close();
    await web.start(port);
    expect(await web.open({ Cookie: cookie })).toMatchObject({ phase: 'open' });
    expect((await web.get(link)).status).toBe(303);
  });
});

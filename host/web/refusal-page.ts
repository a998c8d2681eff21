// The pages that are served without a session: what to do, in both languages, because nobody's settings are known yet.
// Pure text; no file, no path, nothing of the request in it.
import { createHash } from 'node:crypto';
import { contentSecurityPolicy, pageHeaders } from '../page-policy.ts';
import { LINK_MS } from './access.ts';

const STYLE =
  'body{font:14px/1.6 system-ui,sans-serif;max-width:36em;margin:12vh auto;padding:0 24px}' +
  'code{font:13px ui-monospace,monospace}section{margin:0 0 28px}h1{font-size:16px;margin:0 0 8px}';
const HOURS = LINK_MS / 3_600_000;

const styleHash = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** Headers of these pages: one style element of ours and nothing else. */
export const REFUSAL_HEADERS = pageHeaders(
  contentSecurityPolicy({ connect: [], styles: [styleHash] }),
);

const WORDS = {
  missing: ['This page needs the link from the terminal', '请使用终端中打印的链接打开此页面'],
  expired: ['This link has expired', '此链接已过期'],
} as const;

/** Says how to get in: status 401. */
export function noSessionPage(reason: 'missing' | 'expired'): string {
  const [english, chinese] = WORDS[reason];
  return htmlPage(
    '',
    `<section><h1>${english}</h1>
<p>Run <code>npm start</code> again. It prints a fresh link, also while Loopscope is running, and that link opens this
page. A link is good for ${HOURS} hours; a page that was opened once stays open to this browser.</p></section>
<section lang="zh-CN"><h1>${chinese}</h1>
<p>请再次运行 <code>npm start</code>：即使 Loopscope 正在运行，也会打印一个新链接，用它即可打开此页面。链接在 ${HOURS}
小时内有效；打开过一次之后，此浏览器可以继续访问。</p></section>`,
  );
}

/** Asks for the page again at once, this time as a page of our own. */
export function againPage(): string {
  return htmlPage(
    '<meta http-equiv="refresh" content="0;url=/">',
    '<p><a href="/">Loopscope</a></p>',
  );
}

function htmlPage(head: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Loopscope</title>${head}<style>${STYLE}</style></head>
<body><main>${body}</main></body></html>
`;
}

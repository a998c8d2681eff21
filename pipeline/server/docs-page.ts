// GET /docs: the OpenAPI document as one offline page. No script from elsewhere, no font from elsewhere; the small
// script in it only sends the request that the reader edits.
import { ENDPOINTS, type Endpoint } from '../../core/contract/predict.ts';

/** Renders the page. @param origin where the server listens, for the curl lines */
export function docsPage(origin: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Loopscope prediction server</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Loopscope prediction server</h1>
<p>The server under test. It listens on loopback only and is <strong>unauthenticated by design</strong>. The same
description for machines: <a href="/openapi.json">openapi.json</a>. Requests sent from here appear in Loopscope like
any others.</p>
${ENDPOINTS.map((endpoint) => section(endpoint, origin)).join('\n')}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const EXAMPLE_BODY = '{"item_id": 1, "feature_value": 0.5}';

function section(endpoint: Endpoint, origin: string): string {
  const { method, path } = endpoint;
  const id = `try-${path.slice(1).replaceAll(/\W/g, '-')}`;
  const curl =
    method === 'POST'
      ? `curl -s ${origin}${path} -H 'content-type: application/json' -d '${EXAMPLE_BODY}'`
      : `curl -s ${origin}${path}`;
  const body =
    method === 'POST'
      ? `<label for="${id}-body">Body</label><textarea id="${id}-body" rows="2" spellcheck="false">${escape(EXAMPLE_BODY)}</textarea>`
      : '';
  return `<section aria-labelledby="${id}">
<h2 id="${id}"><span class="method">${method}</span> <code>${path}</code></h2>
<p>${escape(endpoint.summary)}.${endpoint.mode === null ? '' : ` Mode <code>${endpoint.mode}</code>.`}</p>
<pre tabindex="0" aria-label="curl command for ${path}"><code>${escape(curl)}</code></pre>
<form data-method="${method}" data-path="${path}">${body}
<button type="submit">Send ${method} ${path}</button>
<output aria-live="polite"></output></form>
</section>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --page: #ffffff; --code: #f3f5f7; --accent: #0b5cad; --on-accent: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa7b4; --line: #30363d; --page: #0f1318; --code: #171c22; --accent: #7cb7ff; --on-accent: #0f1318; } }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 1.5rem; margin: 0 0 8px; }
h2 { font-size: 1rem; margin: 0; }
section { border-top: 1px solid var(--line); padding: 16px 0; }
section p { margin: 4px 0 8px; color: var(--soft); }
a { color: var(--accent); }
code, pre, textarea, output { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: 13px; }
.method { display: inline-block; min-width: 3.2em; font-family: ui-monospace, monospace; color: var(--accent); }
pre { margin: 0 0 8px; padding: 8px; overflow-x: auto; background: var(--code); border-radius: 4px; }
label { display: block; font-size: 13px; color: var(--soft); }
textarea { box-sizing: border-box; width: 100%; padding: 8px; color: inherit; background: var(--code); border: 1px solid var(--line); border-radius: 4px; }
button { margin-top: 8px; min-height: 28px; padding: 4px 12px; border: 0; border-radius: 4px; background: var(--accent); color: var(--on-accent); font: inherit; cursor: pointer; }
button:disabled { opacity: .6; cursor: progress; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
output { display: block; margin-top: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

const SCRIPT = `
document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector('button');
  const output = form.querySelector('output');
  const body = form.querySelector('textarea');
  button.disabled = true;
  output.textContent = 'waiting …';
  const started = performance.now();
  try {
    const init = { method: form.dataset.method };
    if (body) { init.body = body.value; init.headers = { 'content-type': 'application/json' }; }
    const response = await fetch(form.dataset.path, init);
    const text = await response.text();
    const tookMs = (performance.now() - started).toFixed(1);
    const shown = text.length > 4000 ? text.slice(0, 4000) + ' …' : text;
    output.textContent = response.status + ' in ' + tookMs + ' ms\\nserver-timing: ' + (response.headers.get('server-timing') || '–') + '\\n' + shown;
  } catch (error) {
    output.textContent = 'failed: ' + error.message;
  } finally {
    button.disabled = false;
  }
});
`;

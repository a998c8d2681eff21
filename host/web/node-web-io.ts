// The web host's outside world, as Node gives it, with the built page. No decisions here.
import path from 'node:path';
import { nodeIo } from '../cli/node-io.ts';
import { wallClockMs } from '../clock.ts';
import { createPlayground } from '../playground/playground.ts';
import { startHost } from '../start-host.ts';
import { builtPage } from './built-page.ts';
import { startOpener } from './open-browser.ts';
import type { WebIo } from './web-io.ts';

/** Seen from dist/host/web. */
const RENDERER_DIR = path.resolve(import.meta.dirname, '../../renderer');

export function nodeWebIo(): WebIo {
  return {
    ...nodeIo(startHost),
    startHost,
    createPlayground,
    wallMs: wallClockMs,
    openPage: () => builtPage(RENDERER_DIR),
    startOpener,
  };
}

// The command line's outside world, as Node gives it. No decisions here.
import os from 'node:os';
import type { Host, HostOptions } from '../host-api.ts';
import { userCwd } from './user-cwd.ts';
import type { CliIo, TextSink } from './cli-io.ts';
import { STOP_SIGNALS } from './exit-code.ts';
import { codeOf } from './json-target.ts';

export function nodeIo(startHost: (options: HostOptions) => Promise<Host>): CliIo {
  return {
    out: streamSink(process.stdout, false),
    err: streamSink(process.stderr, true),
    env: process.env,
    platform: process.platform,
    cwd: userCwd(process.env, process.cwd()),
    homeDir: os.homedir(),
    nowMs: () => performance.now(),
    every: (periodMs, action) => {
      const timer = setInterval(action, periodMs);
      return () => clearInterval(timer);
    },
    onSignal: (listener) => {
      for (const signal of STOP_SIGNALS) process.on(signal, listener);
      return () => {
        for (const signal of STOP_SIGNALS) process.off(signal, listener);
      };
    },
    exitNow: (code) => {
      if (process.stderr.isTTY) process.stderr.write('\n');
      process.exit(code);
    },
    startHost,
  };
}

/** The reader of a pipe has left, or the terminal was closed: nobody is there who could be told. */
const READER_LEFT = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED']);

/** @param optional what is written may be lost without harm, whatever the reason */
function streamSink(stream: NodeJS.WriteStream, optional: boolean): TextSink {
  let gone = false;
  // The same error comes to the write's callback; without a listener here it would end the process.
  stream.on('error', () => {
    gone = true;
  });
  return {
    isTty: stream.isTTY,
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        if (gone) {
          resolve();
          return;
        }
        stream.write(text, (error) => {
          if (!error || optional || READER_LEFT.has(codeOf(error) ?? '')) resolve();
          else reject(new Error(`Standard output cannot be written: ${error.message}`));
        });
      }),
  };
}

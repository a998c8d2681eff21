// The helper thread's side of blocking fetches: does the HTTP for threads that sleep meanwhile. It serves many of
// them at once and computes nothing.
import { BroadcastChannel } from 'node:worker_threads';
import { Agent, request } from 'undici';
import { HEADERS } from '../../core/contract/http-headers.ts';
import { MAX_POOL_THREADS } from '../../core/trace/lane.ts';
import {
  answerMailbox,
  callerChannel,
  LOOP_CALLER,
  type BlockingRequest,
} from './blocking-mailbox.ts';
import type { FeatureAnswer } from './feature-answer.ts';
import { parseAnswer } from './parse-answer.ts';

/** Starts to serve the loop and every pool thread that there may be; returns its undo. */
export function serveBlockingIo(channelName: string): () => Promise<void> {
  const undos = Array.from({ length: MAX_POOL_THREADS + 1 }, (_, n) =>
    serveCaller(channelName, LOOP_CALLER + n),
  );
  return async () => {
    await Promise.all(undos.map((undo) => undo()));
  };
}

/** A caller sleeps while it fetches: one connection is all it needs, and its warm-up opens it. */
function serveCaller(channelName: string, caller: number): () => Promise<void> {
  const agent = new Agent({
    connections: 1,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 600_000,
  });
  const channel = new BroadcastChannel(callerChannel(channelName, caller));
  let last = new AbortController();
  channel.onmessage = (event) => {
    const asked = (event as { data: BlockingRequest }).data;
    // A caller that asks again while it is being served has died: its successor needs the connection.
    last.abort();
    last = new AbortController();
    void fetchFor(agent, asked, last).then((answer) => {
      answerMailbox(asked.mailbox, answer);
    });
  };
  return async () => {
    channel.close();
    await agent.destroy();
  };
}

async function fetchFor(
  agent: Agent,
  asked: BlockingRequest,
  deadline: AbortController,
): Promise<FeatureAnswer> {
  const timer = setTimeout(() => {
    deadline.abort();
  }, asked.timeoutMs);
  try {
    const { statusCode, headers, body } = await request(asked.url, {
      dispatcher: agent,
      headers: asked.headers,
      signal: deadline.signal,
    });
    return parseAnswer(statusCode, await body.text(), Number(headers[HEADERS.readyNs] ?? 0));
  } catch (error) {
    if (deadline.signal.aborted) return { outcome: 'timeout' };
    return { outcome: 'failed', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

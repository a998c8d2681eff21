// The helper thread's side of blocking fetches: does the HTTP for threads that sleep meanwhile. It serves many of
// them at once and computes nothing.
import { BroadcastChannel } from 'node:worker_threads';
import { Agent, request } from 'undici';
import { HEADERS } from '../../core/contract/predict.ts';
import { MAX_POOL_THREADS } from '../../core/trace/lane.ts';
import {
  answerMailbox,
  callerChannel,
  LOOP_CALLER,
  type BlockingRequest,
  type MailboxAnswer,
} from './blocking-mailbox.ts';

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
  channel.onmessage = (event) => {
    const asked = (event as { data: BlockingRequest }).data;
    void fetchFor(agent, asked).then((answer) => {
      answerMailbox(asked.mailbox, answer);
    });
  };
  return async () => {
    channel.close();
    await agent.destroy();
  };
}

async function fetchFor(agent: Agent, asked: BlockingRequest): Promise<MailboxAnswer> {
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort();
  }, asked.timeoutMs);
  try {
    const { statusCode, headers, body } = await request(asked.url, {
      dispatcher: agent,
      headers: asked.headers,
      signal: deadline.signal,
    });
    const text = await body.text();
    return { status: statusCode, body: text, readyNs: Number(headers[HEADERS.readyNs] ?? 0) };
  } catch (error) {
    // 408 stands for our own time-out; the feature service never sends it.
    if (deadline.signal.aborted) return { status: 408, body: '', readyNs: 0 };
    return { status: 0, body: error instanceof Error ? error.message : String(error), readyNs: 0 };
  } finally {
    clearTimeout(timer);
  }
}

// What came back for each measured request of a run: status, Server-Timing header, the first bytes of the body. While
// requests are answered only references are kept (to the memory that the socket was read into); what they refer to is
// copied together once, when somebody asks. Nothing here parses.
import type { PackedAnswers } from '../../core/contract/thread-messages.ts';

/** Kept of a body; predictions take 60 bytes, a 422 of many findings more. */
export const KEPT_BODY_BYTES = 1024;

/** What a line saw of the answer to its exchange; reused for every exchange. */
export interface Answer {
  serverTiming: Uint8Array | null;
  /** The body's first bytes, at most KEPT_BODY_BYTES. */
  body: Uint8Array | null;
  bodyBytes: number;
}

export function noAnswer(): Answer {
  return { serverTiming: null, body: null, bodyBytes: 0 };
}

/** Takes a piece of a body; called once for most answers. */
export function addBody(answer: Answer, chunk: Uint8Array): void {
  const have = answer.body?.length ?? 0;
  answer.bodyBytes += chunk.length;
  if (have >= KEPT_BODY_BYTES) return;
  // A long piece is copied: a reference would hold the whole of it.
  const head =
    chunk.length > KEPT_BODY_BYTES ? Uint8Array.from(chunk.subarray(0, KEPT_BODY_BYTES)) : chunk;
  if (answer.body === null) answer.body = head;
  else answer.body = Buffer.concat([answer.body, head]).subarray(0, KEPT_BODY_BYTES);
}

export class Answers {
  private readonly runId: string;
  private readonly firstRequestId: number;
  private readonly status: Uint16Array;
  private readonly bodyBytes: Uint32Array;
  private readonly serverTimings: (Uint8Array | null)[];
  private readonly bodies: (Uint8Array | null)[];

  constructor(runId: string, firstRequestId: number, requests: number) {
    this.runId = runId;
    this.firstRequestId = firstRequestId;
    this.status = new Uint16Array(requests);
    this.bodyBytes = new Uint32Array(requests);
    this.serverTimings = Array.from({ length: requests }, () => null);
    this.bodies = Array.from({ length: requests }, () => null);
  }

  keep(index: number, status: number, answer: Readonly<Answer>): void {
    this.status[index] = status;
    this.bodyBytes[index] = answer.bodyBytes;
    this.serverTimings[index] = answer.serverTiming;
    this.bodies[index] = answer.body;
  }

  /**
   * Copies out what is kept.
   * @param requestId only of this request, whose row is the only one then; null: of all
   * @returns null when they are of another run, or no such request is in it
   */
  pack(runId: string, requestId: number | null): PackedAnswers | null {
    if (runId !== this.runId) return null;
    if (requestId === null) return this.packRows(0, this.status.length);
    const index = requestId - this.firstRequestId;
    if (index < 0 || index >= this.status.length) return null;
    return this.packRows(index, index + 1);
  }

  private packRows(from: number, to: number): PackedAnswers {
    const offsets = new Uint32Array((to - from) * 2 + 1);
    const parts: Uint8Array[] = [];
    let at = 0;
    let piece = 0;
    const add = (part: Uint8Array | null): void => {
      if (part !== null) parts.push(part);
      at += part?.length ?? 0;
      offsets[++piece] = at;
    };
    for (let index = from; index < to; index++) {
      add(this.serverTimings[index] ?? null);
      add(this.bodies[index] ?? null);
    }
    return {
      runId: this.runId,
      firstRequestId: this.firstRequestId + from,
      status: this.status.slice(from, to),
      bodyBytes: this.bodyBytes.slice(from, to),
      offsets,
      bytes: Buffer.concat(parts, at),
    };
  }
}

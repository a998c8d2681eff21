// What crosses the channel as text, both directions, and how a binary answer is told from a batch of the feed. Every frame is
// parsed here and nowhere else; what does not parse is not a frame.
//
//   page  -> host: hello, then call | credit | resync | ping
//   host  -> page: welcome (or goodbye), then result | error | event | pong | feed batches | binary results | goodbye
//
//   binary result:  uint32 0 magic  1 id of the call | the bytes of the result
import { z } from 'zod';
import { FEED_SCHEMA_VERSION } from '../contract/feed.ts';
import { COMMAND_ERRORS } from '../contract/window-commands.ts';
import {
  hostStatePatchSchema,
  hostStateSchema,
  WINDOW_SCHEMA_VERSION,
} from '../contract/window-state.ts';

/** A page and a host that differ in any of these cannot talk. */
export const CHANNEL_VERSIONS = {
  window: WINDOW_SCHEMA_VERSION,
  feed: FEED_SCHEMA_VERSION,
} as const;

/** Batches that a window is sent before it must ask for more. */
export const FEED_CREDITS = 8;

const count = z.int().min(0);
export const callId = z.int().min(1).max(0xffff_ffff);
const versions = z.object({ window: z.number(), feed: z.number() });
const position = z.object({ run: count, sequence: count });

export const pageFrameSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    versions,
    /** How far the page's copy of a host's feed has come, to go on from there; null: it has none. */
    feed: position.extend({ host: z.string().max(100) }).nullable(),
  }),
  z.object({
    type: z.literal('call'),
    id: callId,
    method: z.string().max(100),
    argument: z.unknown().optional(),
  }),
  /** So many batches were taken: as many more may come. */
  z.object({ type: z.literal('credit'), batches: z.int().min(1).max(1000) }),
  /** A batch is missing; the page has come this far. */
  z.object({ type: z.literal('resync'), ...position.shape }),
  z.object({ type: z.literal('ping') }),
]);
export type PageFrame = z.infer<typeof pageFrameSchema>;

/** Why the host ends a channel, where it can say so; it closes right afterwards. */
export const GOODBYES = ['ended', 'version', 'refused'] as const;

export const hostFrameSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('welcome'), versions, host: z.string(), state: hostStateSchema }),
  z.object({ type: z.literal('result'), id: callId, value: z.unknown() }),
  z.object({
    type: z.literal('error'),
    id: callId,
    code: z.enum(COMMAND_ERRORS),
    message: z.string(),
  }),
  z.object({ type: z.literal('event'), name: z.literal('state'), value: hostStatePatchSchema }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('goodbye'), why: z.enum(GOODBYES), message: z.string() }),
]);
export type HostFrame = z.infer<typeof hostFrameSchema>;

export type Parsed<Frame> =
  | { readonly ok: true; readonly frame: Frame }
  /** `value`: the JSON that it is, when it is any. */
  | { readonly ok: false; readonly reason: string; readonly value: unknown };

export function parsePageFrame(text: string): Parsed<PageFrame> {
  return parse(pageFrameSchema, text);
}

export function parseHostFrame(text: string): Parsed<HostFrame> {
  return parse(hostFrameSchema, text);
}

export function frameText(frame: PageFrame | HostFrame): string {
  return JSON.stringify(frame);
}

function parse<Frame>(schema: z.ZodType<Frame>, text: string): Parsed<Frame> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'not JSON', value: undefined };
  }
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, frame: result.data };
  return { ok: false, reason: issueText(result.error), value };
}

/** The first thing that is wrong, with where it is: `scenario.requests: too big: expected number to be <=10000`. */
export function issueText(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'not what is expected';
  const path = issue.path.map(String).join('.');
  const words = issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  return path === '' ? words : `${path}: ${words}`;
}

/** Why the two cannot talk; null when they can. */
export function versionConflict(theirs: { window: number; feed: number }): string | null {
  if (theirs.window === CHANNEL_VERSIONS.window && theirs.feed === CHANNEL_VERSIONS.feed)
    return null;
  return 'this page is of another version of Loopscope; reload it';
}

const RESULT_MAGIC = 0x4c53_5242; // "LSRB"
const RESULT_HEADER_BYTES = 8;

export interface BinaryResult {
  readonly id: number;
  readonly bytes: ArrayBuffer;
}

export function packBinaryResult({ id, bytes }: BinaryResult): ArrayBuffer {
  const packed = new Uint8Array(RESULT_HEADER_BYTES + bytes.byteLength);
  new Uint32Array(packed.buffer, 0, 2).set([RESULT_MAGIC, id]);
  packed.set(new Uint8Array(bytes), RESULT_HEADER_BYTES);
  return packed.buffer;
}

/** null: it is none. */
export function unpackBinaryResult(packed: ArrayBuffer): BinaryResult | null {
  if (packed.byteLength < RESULT_HEADER_BYTES) return null;
  const [magic, id] = new Uint32Array(packed, 0, 2);
  if (magic !== RESULT_MAGIC || id === undefined) return null;
  return { id, bytes: packed.slice(RESULT_HEADER_BYTES) };
}

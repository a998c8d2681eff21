// What a window may ask of a host: every command with the schema of its argument and of its result, and every way it can
// be refused. Hosts parse arguments, windows parse results; nothing else crosses the channel (but the feed, see feed.ts).
import { z } from 'zod';
import { scenarioSchema } from './scenario.ts';
import { settingsSchema } from './settings.ts';
import { hostStateSchema } from './window-state.ts';

const none = z.null();
const runNumber = z.int().min(1);

/** What the generator saw of one measured request's answer, and what was logged of it. */
export const requestStorySchema = z.object({
  /** null: no answer came, or it is not kept (requests from outside). */
  response: z
    .object({
      status: z.int(),
      serverTiming: z.string().nullable(),
      /** First bytes of the body as text. */
      body: z.string(),
      /** Length of the whole body. */
      bodyBytes: z.int().min(0),
    })
    .nullable(),
  /** Its row of the prediction log; null when there is none. */
  logRow: z
    .object({
      runId: z.string(),
      requestId: z.int(),
      loggedAtMs: z.number(),
      endpoint: z.string(),
      mode: z.string(),
      itemId: z.int(),
      featureValue: z.number(),
      prediction: z.number(),
    })
    .nullable(),
});
export type RequestStory = z.infer<typeof requestStorySchema>;

/** `binary`: the result is a buffer (a feed snapshot), not JSON. */
export const WINDOW_COMMANDS = {
  /** The whole state, e.g. after a break. */
  'state.get': { argument: none, result: hostStateSchema },
  /** Selects scenario and mode, for the next Fire and for requests from outside. */
  'scenario.set': { argument: z.object({ scenario: scenarioSchema }), result: none },
  /** Fires; answers with the run's number once it is active. Refused (`busy`) while another is. */
  'run.fire': {
    argument: z.object({ scenario: scenarioSchema }),
    result: z.object({ number: runNumber }),
  },
  /** Fires the same batch under every mode in turn; answers once the first is active. */
  'run.fireAll': {
    argument: z.object({ scenario: scenarioSchema }),
    result: z.object({ batch: z.string() }),
  },
  /** Ends the active run (and the rest of its batch); answers when it has ended. */
  'run.stop': { argument: none, result: none },
  /** Packed snapshot of a kept run's trace. */
  'run.trace': { argument: z.object({ number: runNumber }), result: 'binary' },
  'run.pin': { argument: z.object({ number: runNumber, pinned: z.boolean() }), result: none },
  'run.delete': { argument: z.object({ number: runNumber }), result: none },
  /** Brings a deleted run back. */
  'run.restore': { argument: z.object({ number: runNumber }), result: none },
  /** Keeps what was recorded of requests from outside as a run, and begins anew. */
  'outside.keep': { argument: none, result: z.object({ number: runNumber.nullable() }) },
  /** What is known of one request beyond its spans; `number` null: of what is recorded now. */
  'request.story': {
    argument: z.object({ number: runNumber.nullable(), requestId: z.int().min(1) }),
    result: requestStorySchema,
  },
  'settings.set': { argument: settingsSchema, result: none },
  'notice.dismiss': { argument: z.object({ id: z.int().min(0) }), result: none },
  /** Ends the host. Refused (`busy`) while a run is active, unless `force`. */
  'host.quit': { argument: z.object({ force: z.boolean() }), result: none },
} as const;

export type WindowCommands = typeof WINDOW_COMMANDS;
export type WindowCommand = keyof WindowCommands;
export type ArgumentOf<C extends WindowCommand> = z.infer<WindowCommands[C]['argument']>;
export type ResultOf<C extends WindowCommand> =
  WindowCommands[C]['result'] extends z.ZodType<infer R> ? R : ArrayBuffer;

/** Why a command was refused or failed. `invalid`: its argument; `gone`: what it names is no longer kept;
    `full`: a bound is reached. */
export const COMMAND_ERRORS = [
  'busy',
  'invalid',
  'gone',
  'full',
  'unavailable',
  'internal',
] as const;
export type CommandErrorCode = (typeof COMMAND_ERRORS)[number];

/** A command's failure, as both ends see it. `message` is a plain English sentence. */
export class CommandError extends Error {
  readonly code: CommandErrorCode;

  constructor(code: CommandErrorCode, message: string) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
  }
}

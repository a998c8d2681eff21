// Tells what is known of one request beyond its spans: what came back for it, and its row of the prediction log.
import type { LogQuestion, PackedAnswers } from '../../core/contract/thread-messages.ts';
import { CommandError, type RequestStory } from '../../core/contract/window-commands.ts';
import { FIRST_OUTSIDE_ID } from '../../core/trace/request-label.ts';
import type { PlaygroundHost } from '../host-api.ts';
import { OUTSIDE_RUN_ID } from '../outside-run.ts';
import { valueWithin } from '../within.ts';
import { answerOf } from './answer-of.ts';
import type { KeptRun, KeptRuns } from './kept-runs.ts';
import type { RunDesk } from './run-desk.ts';

/** A writer that waits for a locked file, or a generator that is busy, is not waited for longer. */
const LIMIT_MS = 2_000;

export interface RequestStoriesOptions {
  readonly host: Pick<PlaygroundHost, 'activeRunId' | 'answerOf' | 'findLogRow'>;
  readonly kept: KeptRuns;
  readonly desk: RunDesk;
  /** Wall clock when this host started: its log rows are no older. */
  readonly startedMs: number;
  readonly onProblem: (text: string) => void;
}

export class RequestStories {
  private readonly options: RequestStoriesOptions;

  constructor(options: RequestStoriesOptions) {
    this.options = options;
  }

  /**
   * @param number of the run, kept or active; null: what is recorded now
   * @throws CommandError `gone`
   */
  async tell(number: number | null, requestId: number): Promise<RequestStory> {
    const { kept, desk } = this.options;
    const live = number === null || number === desk.current?.number;
    if (live) return this.ofLive(requestId);
    const run = kept.get(number);
    if (run === null) throw new CommandError('gone', `run ${number} is not kept any more`);
    return this.ofKept(run, requestId);
  }

  private async ofLive(requestId: number): Promise<RequestStory> {
    const { host, startedMs } = this.options;
    const runId = requestId >= FIRST_OUTSIDE_ID ? OUTSIDE_RUN_ID : host.activeRunId;
    if (runId === null) return { response: null, logRow: null };
    const [answers, logRow] = await Promise.all([
      this.answersOf(requestId),
      this.logRow({ runId, requestId, notBeforeMs: startedMs }),
    ]);
    return { response: answerOf(answers, requestId), logRow };
  }

  private async ofKept({ entry, answers }: KeptRun, requestId: number): Promise<RequestStory> {
    const runId = requestId >= FIRST_OUTSIDE_ID ? OUTSIDE_RUN_ID : entry.runId;
    const { startedMs } = this.options;
    const logRow = await this.logRow({ runId, requestId, notBeforeMs: startedMs });
    return { response: answerOf(answers, requestId), logRow };
  }

  private answersOf(requestId: number): Promise<PackedAnswers | null> {
    const answers = this.options.host.answerOf(requestId).catch(() => null);
    return valueWithin(answers, LIMIT_MS);
  }

  /** A log that cannot be read is said aloud; the rest of the story is told all the same. */
  private async logRow(question: LogQuestion): Promise<RequestStory['logRow']> {
    const { host, onProblem } = this.options;
    try {
      return await valueWithin(host.findLogRow(question), LIMIT_MS);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      onProblem(`The prediction log could not be read: ${reason}`);
      return null;
    }
  }
}

// The words of a run's sentences. One place, so that a sentence that nobody words does not compile.
import { useCallback, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { assertNever } from '../../../core/contract/assert-never.ts';
import { formatCount, formatMs, formatShare } from '../../../core/export/quantity.ts';
import { Outcome, outcomeName } from '../../../core/trace/request-table.ts';
import { useSpanWords, type SpanWords } from '../span-words.ts';
import type { RunSentence } from './run-sentences.ts';

export function bold(chunks: ReactNode): ReactNode {
  return <b>{chunks}</b>;
}

/** Status names as documents have them, in the window's words. */
function statusText(spans: SpanWords, status: string): string {
  const code = Object.values(Outcome).find((outcome) => outcomeName(outcome) === status);
  return code === undefined ? status : spans.outcome(code);
}

/** Words a sentence. */
export function useSentenceText(): (sentence: RunSentence) => ReactNode {
  const words = useTranslations('details.says');
  const lists = useTranslations('details.part');
  const spans = useSpanWords();
  return useCallback(
    (sentence) => {
      switch (sentence.kind) {
        case 'noRequest':
        case 'noneAnswered':
          return words(sentence.kind);
        case 'stopped':
          return words.rich('stopped', { b: bold });
        case 'overview':
          return words.rich('overview', {
            b: bold,
            requests: sentence.requests,
            makespan: formatMs(sentence.makespanMs),
            p50: formatMs(sentence.p50Ms),
            p99: formatMs(sentence.p99Ms),
          });
        case 'loopFree':
        case 'loopMostlyFree':
          return words.rich(sentence.kind, {
            b: bold,
            share: formatShare(sentence.share),
            longest: formatMs(sentence.longestMs),
          });
        case 'loopHeld':
          return heldText(sentence, words, spans);
        case 'pool':
          return words.rich('pool', {
            b: bold,
            waited: formatMs(sentence.waitedMs),
            threads: sentence.threads,
          });
        case 'probe':
        case 'probeDead':
          return words.rich(sentence.kind, { b: bold, worst: formatMs(sentence.worstMs) });
        case 'failures':
          return words.rich('failures', {
            b: bold,
            failed: formatCount(sentence.failed),
            requests: sentence.requests,
            statuses: sentence.statuses
              .map(([status, count]) =>
                words('status', { count: formatCount(count), status: statusText(spans, status) }),
              )
              .join(lists('comma')),
          });
        case 'failedRun':
          return words.rich('failedRun', { b: bold, reason: sentence.reason });
        case 'unreliable':
          return words('unreliable', { reason: sentence.reason });
        case 'sentLate':
        case 'serverSlow':
          return words(sentence.kind, {
            late: formatMs(sentence.lateMs),
            allowed: formatMs(sentence.allowedMs),
          });
        case 'notKept':
          return words('notKept', { spans: sentence.spans, requests: sentence.requests });
        case 'logFailed':
          return words('logFailed', { count: sentence.count, reason: sentence.reason });
        case 'notFinished':
          return words.rich('notFinished', { b: bold, count: sentence.count });
        case 'notSent':
        case 'lost':
        case 'threadsDied':
        case 'logRefused':
        case 'logLost':
          return words(sentence.kind, { count: sentence.count });
        default:
          return assertNever(sentence);
      }
    },
    [words, lists, spans],
  );
}

function heldText(
  { blockedMs, makespanMs, waitedMs, holder }: Extract<RunSentence, { kind: 'loopHeld' }>,
  words: ReturnType<typeof useTranslations<'details.says'>>,
  spans: SpanWords,
): ReactNode {
  const numbers = {
    b: bold,
    blocked: formatMs(blockedMs),
    makespan: formatMs(makespanMs),
    waited: formatMs(waitedMs),
  };
  switch (holder.kind) {
    case 'none':
      return words.rich('heldNone', numbers);
    case 'only':
      return words.rich('heldOnly', { ...numbers, first: spans.stage(holder.stage) });
    case 'mostly':
      return words.rich('heldMostly', { ...numbers, first: spans.stage(holder.stage) });
    case 'two':
      return words.rich('heldTwo', {
        ...numbers,
        first: spans.stage(holder.stage),
        second: spans.stage(holder.second),
      });
  }
}

// What is going on now, or was when the connection was lost: how far the run is, what holds the loop and since when, and what everybody is doing.
import { useTranslations } from 'use-intl';
import type { TraceFacts } from '../../../core/analysis/trace-facts.ts';
import { endOrNow } from '../../../core/analysis/who-held-the-loop.ts';
import { formatCount, formatMs } from '../../../core/export/quantity.ts';
import { SpanFlag } from '../../../core/trace/span-columns.ts';
import { waitClassOf, type SpanKind } from '../../../core/trace/span-kind.ts';
import { isStale, useHost } from '../../state/host-store.ts';
import type { ShownRun } from '../shown-run.ts';
import { useSpanWords } from '../span-words.ts';
import type { TraceMoment } from '../throttled-trace.ts';
import { bold } from './sentence-text.tsx';
import { Sentence } from './sentence.tsx';
import styles from './details.module.css';

export interface LiveSentencesProps {
  readonly run: Extract<ShownRun, { phase: 'active' | 'outside' }>;
  readonly moment: TraceMoment;
  readonly facts: TraceFacts | null;
}

export function LiveSentences({ run, moment, facts }: LiveSentencesProps) {
  const words = useTranslations('details.says');
  const stale = useHost(isStale);
  const begun = run.phase === 'outside' || run.activity.step !== 'preparing';
  return (
    <ul className={styles.sentences}>
      <Sentence>
        <Progress run={run} />
      </Sentence>
      {run.phase === 'active' && run.activity.step === 'draining' && (
        <Sentence>{words(stale ? 'drainingThen' : 'draining')}</Sentence>
      )}
      {run.phase === 'active' && run.activity.step === 'stopping' && (
        <Sentence>{words(stale ? 'stoppingThen' : 'stopping')}</Sentence>
      )}
      {begun && facts !== null && moment.live && (
        <>
          <Sentence>
            <LoopNow moment={moment} facts={facts} />
          </Sentence>
          {facts.now.size > 0 && (
            <Sentence>
              <Doing facts={facts} />
            </Sentence>
          )}
        </>
      )}
    </ul>
  );
}

function Progress({ run }: Pick<LiveSentencesProps, 'run'>) {
  const words = useTranslations('details.says');
  const stale = useHost(isStale);
  if (run.phase === 'outside') {
    const { requests, inFlight } = run.outside;
    return words.rich(stale ? 'outsideThen' : 'outside', { b: bold, requests, inFlight });
  }
  const { number, step, finished, requests, sent, failed } = run.activity;
  if (step === 'preparing') {
    const key = stale ? 'preparingThen' : 'preparing';
    return words(key, { number: String(number) });
  }
  return words.rich('progress', {
    b: bold,
    number: String(number),
    finished: formatCount(finished),
    requests: formatCount(requests),
    sent: formatCount(sent),
    failed,
  });
}

interface NowProps {
  readonly moment: TraceMoment;
  readonly facts: TraceFacts;
}

function LoopNow({ moment, facts }: NowProps) {
  const words = useTranslations('details.says');
  const stale = useHost(isStale);
  const spanWords = useSpanWords();
  const { trace, nowMs } = moment;
  const row = facts.blockNow;
  if (trace === null || row < 0)
    return words.rich(stale ? 'loopFreeThen' : 'loopFreeNow', { b: bold });
  const { spans, firstRequestId } = trace;
  const runtime = (spans.flags[row]! & SpanFlag.Runtime) !== 0;
  const stage = spanWords.stage(runtime ? 0 : (spans.code[row] as SpanKind));
  let waiting = 0;
  for (const [kind, count] of facts.now) if (waitClassOf(kind) === 'loop') waiting += count;
  return words.rich(stale ? 'loopThen' : 'loopNow', {
    b: bold,
    holder: spanWords.request(spans.request[row]!, firstRequestId) ?? stage,
    stage,
    ms: formatMs(endOrNow(spans, row, nowMs) - spans.startMs[row]!),
    waiting,
  });
}

function Doing({ facts }: Pick<NowProps, 'facts'>) {
  const words = useTranslations('details.says');
  const stale = useHost(isStale);
  const spanWords = useSpanWords();
  const parts = [...facts.now]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, count]) =>
      words('doingPart', { count: formatCount(count), kind: spanWords.stage(kind) }),
    );
  return words(stale ? 'doingThen' : 'doing', { parts: parts.join(', ') });
}

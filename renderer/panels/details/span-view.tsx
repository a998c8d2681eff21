// A selected span that is no part of a request: a block of the loop with who paid for it, a health probe, work of an
// earlier run.
import { useMemo, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import {
  endOrNow,
  heldDuring,
  loopBlocksWithin,
  whoPaid,
} from '../../../core/analysis/who-held-the-loop.ts';
import { formatMs } from '../../../core/export/quantity.ts';
import { requestLabel } from '../../../core/trace/request-label.ts';
import type { ShownTrace } from '../../../core/trace/shown-trace.ts';
import { SpanFlag } from '../../../core/trace/span-columns.ts';
import { SpanKind } from '../../../core/trace/span-kind.ts';
import { isStale, useHost } from '../../state/host-store.ts';
import { useView } from '../../state/view-store.ts';
import { SpanSwatch } from '../../gantt/span-swatch.tsx';
import { useSpanWords } from '../span-words.ts';
import type { TraceMoment } from '../throttled-trace.ts';
import { HeldBy } from './held-by.tsx';
import { bold } from './sentence-text.tsx';
import styles from './details.module.css';

export interface SpanViewProps {
  readonly trace: ShownTrace;
  readonly moment: TraceMoment;
  readonly row: number;
}

export function SpanView({ trace, moment, row }: SpanViewProps) {
  const spans = useSpanWords();
  const kind = trace.spans.kind[row] as SpanKind;
  const stage = kind === SpanKind.LoopBusy ? trace.spans.code[row]! : kind;
  return (
    <>
      <header className={styles.head}>
        <SpanSwatch kind={(stage === 0 ? kind : stage) as SpanKind} />
        <span className={styles.headTitle}>{spans.span(trace, row)}</span>
      </header>
      <Facts trace={trace} moment={moment} row={row} />
      {kind === SpanKind.LoopBusy && <WhoPaid trace={trace} moment={moment} row={row} />}
      {kind === SpanKind.Probe && <HeldMeanwhile trace={trace} moment={moment} row={row} />}
    </>
  );
}

function Facts({ trace, moment, row }: SpanViewProps) {
  const words = useTranslations('details');
  const stale = useHost(isStale);
  const spanWords = useSpanWords();
  const { spans, firstRequestId } = trace;
  const flags = spans.flags[row]!;
  const open = (flags & SpanFlag.Open) !== 0;
  const probe = spans.kind[row] === SpanKind.Probe;
  const request = probe ? 0 : spans.request[row]!;
  const known = request > 0 && trace.requests.indexOf(request) >= 0;
  const label = request > 0 ? requestLabel(request, firstRequestId) : '';
  const duration = formatMs(endOrNow(spans, row, moment.nowMs) - spans.startMs[row]!);
  const facts: [string, ReactNode][] = [
    [words('span.start'), `+${formatMs(spans.startMs[row]!)}`],
    [
      words('span.duration'),
      open ? `${duration} · ${words(stale ? 'part.openThen' : 'part.open')}` : duration,
    ],
    [words('span.lane'), spanWords.lane(spans.lane[row]!, label)],
  ];
  if (request > 0) {
    const name = spanWords.request(request, firstRequestId);
    facts.push([
      words('span.request'),
      known ? <RequestLink requestId={request} text={name ?? ''} /> : name,
    ]);
  }
  if (probe && !open) facts.push([words('span.status'), spanWords.outcome(spans.code[row]!)]);
  if ((flags & SpanFlag.Failed) !== 0) facts.push([words('span.status'), words('part.failed')]);
  if (spans.generation[row]! > 1) facts.push([words('span.generation'), spans.generation[row]!]);
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value], n) => (
        <div key={n} className={styles.fact}>
          <dt>{name}</dt>
          <dd className={styles.figure}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function RequestLink({ requestId, text }: { readonly requestId: number; readonly text: string }) {
  return (
    <button
      type="button"
      className={styles.link}
      onClick={() => useView.getState().select({ kind: 'request', requestId })}
    >
      {text}
    </button>
  );
}

function WhoPaid({ trace, moment, row }: SpanViewProps) {
  const words = useTranslations('details.span');
  const spanWords = useSpanWords();
  const payers = useMemo(() => whoPaid(trace.spans, row, moment.nowMs), [trace, row, moment]);
  const total = payers.reduce((all, { ms }) => all + ms, 0);
  return (
    <section className={styles.section}>
      <h3>{words('paid')}</h3>
      {payers.length === 0 ? (
        <p className={styles.hint}>{words('paidNobody')}</p>
      ) : (
        <>
          <p>{words.rich('paidSum', { b: bold, count: payers.length, total: formatMs(total) })}</p>
          <ol className={styles.payers}>
            {payers.map((payer) => (
              <li key={payer.request}>
                <button
                  type="button"
                  className={styles.payer}
                  onClick={() => useView.getState().select({ kind: 'span', row: payer.row })}
                >
                  <span>{spanWords.request(payer.request, trace.firstRequestId)}</span>
                  <span className={styles.figure}>{formatMs(payer.ms)}</span>
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function HeldMeanwhile({ trace, moment, row }: SpanViewProps) {
  const { spans, firstRequestId } = trace;
  const held = useMemo(() => {
    const fromMs = spans.startMs[row]!;
    const toMs = endOrNow(spans, row, moment.nowMs);
    return heldDuring(loopBlocksWithin(spans, fromMs, toMs, moment.nowMs), fromMs, toMs);
  }, [spans, row, moment]);
  if (held.holders.length === 0) return null;
  return (
    <section className={styles.section}>
      <HeldBy held={held} what="during" firstRequestId={firstRequestId} />
    </section>
  );
}

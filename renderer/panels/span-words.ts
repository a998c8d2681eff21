// What spans, lanes, requests and outcomes are called in panels, in the window's language. Names only; the words of whole
// sentences are each panel's own.
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { FIRST_OUTSIDE_ID, requestLabel } from '../../core/trace/request-label.ts';
import { Outcome } from '../../core/trace/request-table.ts';
import type { ShownTrace } from '../../core/trace/shown-trace.ts';
import { SpanFlag } from '../../core/trace/span-columns.ts';
import { SpanKind, SPAN_KIND_NAMES } from '../../core/trace/span-kind.ts';
import { laneWord } from '../i18n/lane-word.ts';
import type { spans as englishSpans } from '../i18n/en/spans.ts';

export type KindName = keyof (typeof englishSpans)['kind'];

/** Name of a kind as catalogs have it. */
export function kindName(kind: number): KindName {
  // The catalog has every kind: held by span-words.test.tsx.
  return SPAN_KIND_NAMES[kind - 1] as KindName;
}

export interface SpanWords {
  /** Of a kind of span. */
  readonly kind: (kind: number) => string;
  /** Of what held the loop: a stage, or 0 for the runtime. */
  readonly stage: (stage: SpanKind | 0) => string;
  /** Of one span: a block of the loop is named by the stage that held it. */
  readonly span: (trace: ShownTrace, row: number) => string;
  readonly lane: (lane: number, label: number | string) => string;
  /** Of a request by its id; null for none. */
  readonly request: (id: number, firstRequestId: number) => string | null;
  readonly outcome: (outcome: number) => string;
}

export function useSpanWords(): SpanWords {
  const spans = useTranslations('spans');
  const outcomes = useTranslations('gantt.outcome');
  const words = useTranslations('details.names');
  return useMemo(() => {
    const kind = (number: number): string => spans(`kind.${kindName(number)}`);
    const stage = (number: SpanKind | 0): string =>
      number === 0 ? words('runtime') : spans(`short.${kindName(number)}`);
    return {
      kind,
      stage,
      span: ({ spans: columns }, row) => {
        const number = columns.kind[row]!;
        if (number !== SpanKind.LoopBusy) return kind(number);
        const runtime = (columns.flags[row]! & SpanFlag.Runtime) !== 0;
        return words('loopHeld', { stage: stage(runtime ? 0 : (columns.code[row] as SpanKind)) });
      },
      lane: (lane, label) =>
        laneWord(spans, lane) ?? spans('lane.request', { label: String(label) }),
      request: (id, firstRequestId) => {
        if (id === 0) return null;
        if (id < firstRequestId) return words('earlierRun');
        const label = String(requestLabel(id, firstRequestId));
        return id >= FIRST_OUTSIDE_ID ? label : words('request', { label });
      },
      outcome: (outcome) => {
        switch (outcome) {
          case Outcome.Pending:
            return outcomes('pending');
          case Outcome.TimedOut:
            return outcomes('timeout');
          case Outcome.ConnectionFailed:
            return outcomes('connection-failed');
          case Outcome.Stopped:
            return outcomes('stopped');
          case Outcome.ClientGone:
            return outcomes('client-gone');
          default:
            return String(outcome);
        }
      },
    };
  }, [spans, outcomes, words]);
}

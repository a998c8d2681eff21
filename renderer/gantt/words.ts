// What the canvas says, in the user's language: made from the catalogs by React, read by the painters.
import { requestLabel } from '../../core/trace/request-label.ts';
import { outcomeName } from '../../core/trace/request-table.ts';
import { SPAN_KIND_NAMES, spanKindName } from '../../core/trace/span-kind.ts';
import type { useTranslations } from 'use-intl';
import type { en } from '../i18n/en.ts';
import { laneWord, type SpanTexts } from '../i18n/lane-word.ts';

type SpanWord = keyof (typeof en)['spans']['kind'];
export type GanttTexts = ReturnType<typeof useTranslations<'gantt'>>;

/** Catalog key of a kind. */
export function kindKey(kind: number): SpanWord {
  return spanKindName(kind) as SpanWord;
}

export interface ChartWords {
  /** By kind: inside bars. */
  readonly short: readonly string[];
  lane(lane: number): string;
  request(id: number, firstRequestId: number): string;
  /** `503`, `timed out` …; null for a good answer. */
  outcome(outcome: number): string | null;
}

export function makeWords(spans: SpanTexts, gantt: GanttTexts): ChartWords {
  const short = ['', ...SPAN_KIND_NAMES.map((_, n) => spans(`short.${kindKey(n + 1)}`))];
  return {
    short,
    lane: (lane) => {
      const word = laneWord(spans, lane);
      if (word === null) throw new RangeError(`lane ${lane} has no name`);
      return word;
    },
    request: (id, first) => {
      const label = requestLabel(id, first);
      // Requests from outside have a name, not a number.
      return typeof label === 'string' ? label : spans('lane.request', { label: String(label) });
    },
    outcome: (outcome) => {
      if (outcome >= 200 && outcome < 400) return null;
      if (outcome > 0) return String(outcome);
      return gantt(`outcome.${outcomeName(outcome) as keyof (typeof en)['gantt']['outcome']}`);
    },
  };
}

// Which figures there are, what each shows and whether it is a cause for concern. A pure table; its words are in the
// catalogs under the figure's id.
import {
  formatCount,
  formatMs,
  formatMsOrUnknown,
  formatRate,
  formatShare,
  UNKNOWN,
} from '../../core/export/quantity.ts';
import type { RunNumbers } from './run-numbers.ts';

/** In the order in which they stand: what tells most of a server comes first. */
export const FIGURES = [
  'requests',
  'errors',
  'loopBlocked',
  'longestBlock',
  'worstProbe',
  'p50',
  'p99',
  'makespan',
  'throughput',
  'p90',
  'p95',
  'max',
  'lost',
  'generator',
  'overlap',
] as const;
export type FigureId = (typeof FIGURES)[number];

export type Level = 'plain' | 'warning' | 'danger';

export interface Figure {
  readonly id: FigureId;
  /** A number with its unit. */
  readonly text: string;
  readonly level: Level;
  /** More of the same, for who asks. */
  readonly details: readonly Detail[];
}

/** A line of a figure's explanation: a message of `numbers.details` with a number in it, or a text that is what it is. */
export type Detail = string | readonly [message: DetailMessage, value: string];
export type DetailMessage =
  'inFlight' | 'notFinished' | 'share' | 'answered' | 'p999' | 'blocked' | 'notKept';

/** What is known of the run as a whole only, whatever range is looked at. */
export interface WholeFacts {
  readonly droppedRecords: number;
  readonly notKept: number;
  /** null: the run goes on, or nobody generated it. */
  readonly verdict: 'reliable' | 'unreliable' | null;
  readonly verdictReasons: readonly string[];
}

/** A person notices: what browsers call a long task. */
const NOTICED_MS = 50;
/** The usual time-out of a health probe (Kubernetes): from here on, a server is taken for dead. */
const TAKEN_FOR_DEAD_MS = 1000;
/** A loop held for a tenth of the time makes others wait; held for half, it is the bottleneck. */
const BUSY_SHARE = 0.1;
const BOTTLENECK_SHARE = 0.5;

/** @param words the generator's verdict in the user's language */
export function figuresOf(
  numbers: RunNumbers,
  whole: WholeFacts,
  words: Readonly<Record<'reliable' | 'unreliable', string>>,
): Figure[] {
  const figures: Figure[] = [
    ...requestFigures(numbers),
    ...latencyFigures(numbers),
    ...loopFigures(numbers),
    {
      id: 'lost',
      text: formatCount(whole.droppedRecords),
      level: whole.droppedRecords + whole.notKept > 0 ? 'warning' : 'plain',
      details: whole.notKept > 0 ? [['notKept', formatCount(whole.notKept)]] : [],
    },
    {
      id: 'generator',
      text: whole.verdict === null ? UNKNOWN : words[whole.verdict],
      level: whole.verdict === 'unreliable' ? 'warning' : 'plain',
      details: whole.verdictReasons,
    },
    plain(
      'overlap',
      `${formatCount(numbers.overlap.fetch)} · ${formatCount(numbers.overlap.inference)}`,
    ),
  ];
  return figures.sort((a, b) => FIGURES.indexOf(a.id) - FIGURES.indexOf(b.id));
}

function plain(id: FigureId, text: string, details: readonly Detail[] = []): Figure {
  return { id, text, level: 'plain', details };
}

function requestFigures(numbers: RunNumbers): Figure[] {
  const { requests, failed, notFinished, byStatus, inFlight } = numbers;
  const statuses = byStatus.map(([status, count]) => `${status}: ${formatCount(count)}`);
  const share: Detail[] = requests > 0 ? [['share', formatShare(failed / requests)]] : [];
  const more: Detail[] = inFlight > 0 ? [['inFlight', formatCount(inFlight)]] : [];
  const stopped: Detail[] = notFinished > 0 ? [['notFinished', formatCount(notFinished)]] : [];
  return [
    plain('requests', formatCount(requests), [...more, ...stopped]),
    {
      id: 'errors',
      text: formatCount(failed),
      level: failed > 0 ? 'danger' : 'plain',
      details: [...share, ...statuses],
    },
    plain('makespan', formatMs(numbers.makespanMs)),
    plain('throughput', formatRate(numbers.throughputPerS)),
  ];
}

function latencyFigures({ latencyMs, answered }: RunNumbers): Figure[] {
  const of = (ms: number | undefined): string => formatMsOrUnknown(ms);
  const count: Detail = ['answered', formatCount(answered)];
  const more: Detail[] = latencyMs === null ? [] : [['p999', formatMs(latencyMs.p999)]];
  return [
    plain('p50', of(latencyMs?.p50), [count]),
    plain('p90', of(latencyMs?.p90), [count]),
    plain('p95', of(latencyMs?.p95), [count]),
    plain('p99', of(latencyMs?.p99), [...more, count]),
    plain('max', of(latencyMs?.max), [count]),
  ];
}

function loopFigures(numbers: RunNumbers): Figure[] {
  const { loopBlockedMs, loopBlockedShare, makespanMs, longestBlockMs, worstProbeMs } = numbers;
  return [
    {
      id: 'loopBlocked',
      text: formatShare(loopBlockedShare),
      level: levelOf(loopBlockedShare, BUSY_SHARE, BOTTLENECK_SHARE),
      details: [['blocked', `${formatMs(loopBlockedMs)} / ${formatMs(makespanMs)}`]],
    },
    {
      id: 'longestBlock',
      text: formatMs(longestBlockMs),
      level: levelOf(longestBlockMs, NOTICED_MS, TAKEN_FOR_DEAD_MS),
      details: [],
    },
    {
      id: 'worstProbe',
      text: formatMsOrUnknown(worstProbeMs),
      level: levelOf(worstProbeMs ?? 0, NOTICED_MS, TAKEN_FOR_DEAD_MS),
      details: [],
    },
  ];
}

function levelOf(value: number, warning: number, danger: number): Level {
  if (value >= danger) return 'danger';
  return value >= warning ? 'warning' : 'plain';
}

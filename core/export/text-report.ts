// A run as text for a terminal: headline, what happened in words, numbers, Gantt. Pure: document and
// style in, one string out; where it is written is the caller's affair.
import type { RunDocument } from '../contract/run-document.ts';
import { arrivalWords, lessonOf, stageWords, whatRunsWhere } from './mode-words.ts';
import { formatMs, formatMsOrUnknown, formatShare, plural } from './quantity.ts';
import { latencyRows, reportFacts, waitRows } from './report-facts.ts';
import { textGantt, toAscii, type TextStyle } from './text-gantt.ts';
import { alignRows, wrapPieces, wrapWords, type Align } from './text-table.ts';
import { isOutsideRun, requestsSeen, whatHappened } from './what-happened.ts';

const FACT_ALIGNS: readonly Align[] = ['left', 'right', 'left'];
const NUMBER_ALIGNS: readonly Align[] = ['left', ...new Array<Align>(8).fill('right')];

/** @returns text that ends in a newline */
export function textReport(run: RunDocument, style: TextStyle): string {
  const wrap = (text: string): string[] => wrapWords(text, style.widthColumns);
  const latency = latencyRows(run);
  const lines = [
    ...headline(run, style.widthColumns),
    '',
    ...wrap(whatHappened(run)),
    '',
    ...alignRows(reportFacts(run), FACT_ALIGNS),
    '',
    ...(latency.length > 0 ? [...alignRows(latency, NUMBER_ALIGNS), ''] : []),
    ...alignRows(waitRows(run), NUMBER_ALIGNS),
    '',
  ];
  const words = style.ascii ? lines.map(asciiLine) : lines;
  return [...words, ...textGantt(run, style), ''].join('\n');
}

function asciiLine(line: string): string {
  return toAscii(line).replaceAll('×', 'x');
}

function headline(run: RunDocument, width: number): string[] {
  const { scenario, summary } = run;
  const measured = (isOutsideRun(run) ? 0 : requestsSeen(run)) + summary.notSent;
  const who =
    measured > 0
      ? `${plural(measured, 'request')} ${arrivalWords(scenario.arrival)}`
      : 'requests from outside';
  return [
    `${scenario.mode} · ${endWords(run)} · ${summary.verdict}`,
    ...wrapWords(`${scenario.mode}: ${whatRunsWhere(scenario.mode)}.`, width),
    ...wrapPieces([who, ...stageWords(scenario)], width, ' · '),
    ...summary.verdictReasons.flatMap((reason) =>
      wrapWords(`${summary.verdict}: ${reason}`, width),
    ),
  ];
}

function endWords({ summary }: RunDocument): string {
  return summary.reason === null ? summary.phase : `${summary.phase} (${summary.reason})`;
}

/** Several runs of one scenario side by side, and what each mode teaches. @returns text that ends in a newline */
export function textComparison(runs: readonly RunDocument[], style: TextStyle): string {
  const rows = runs.map(({ scenario, summary }) => [
    scenario.mode + (summary.phase === 'done' ? '' : ` (${summary.phase})`),
    formatMs(summary.makespanMs),
    formatMsOrUnknown(summary.latencyMs?.p50),
    formatMsOrUnknown(summary.latencyMs?.p99),
    formatShare(summary.loop.blockedShare),
    formatMs(summary.loop.longestBlockMs),
    formatMsOrUnknown(summary.probe.worstMs),
  ]);
  const header = ['mode', 'makespan', 'p50', 'p99', 'loop blocked', 'longest block', 'worst probe'];
  const lessons = runs.flatMap(({ scenario }) =>
    wrapWords(`${scenario.mode}: ${lessonOf(scenario.mode)}`, style.widthColumns),
  );
  const lines = [...alignRows([header, ...rows], NUMBER_ALIGNS), '', ...lessons, ''];
  return (style.ascii ? lines.map(asciiLine) : lines).join('\n');
}

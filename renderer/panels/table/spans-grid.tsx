// The spans of the shown trace as a grid: filtered and sorted as arrays, turned into words only for the rows in view.
import { useMemo, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { formatMs } from '../../../core/export/quantity.ts';
import { Lane } from '../../../core/trace/lane.ts';
import { requestLabel } from '../../../core/trace/request-label.ts';
import type { ShownTrace } from '../../../core/trace/shown-trace.ts';
import { SpanFlag } from '../../../core/trace/span-columns.ts';
import { SpanKind } from '../../../core/trace/span-kind.ts';
import type { Selection } from '../../state/view-store.ts';
import { useView } from '../../state/view-store.ts';
import { SpanSwatch } from '../../gantt/span-swatch.tsx';
import { useSpanWords } from '../span-words.ts';
import type { TraceMoment } from '../throttled-trace.ts';
import type { GridColumn } from './grid-head.tsx';
import { cpuMs, durationMs, spanRows, type Sort, type SpanColumn } from './span-rows.ts';
import { VirtualGrid } from './virtual-grid.tsx';
import styles from './table.module.css';

export interface GridProps {
  readonly trace: ShownTrace;
  readonly moment: TraceMoment;
  readonly text: string;
  readonly hiddenKinds: readonly string[];
  readonly range: { readonly startMs: number; readonly endMs: number } | null;
  readonly selection: Selection;
  /** How many rows pass, for the line above. */
  readonly children: (shown: number, grid: React.ReactNode) => React.ReactNode;
}

export function SpansGrid(props: GridProps) {
  const { trace, moment, text, hiddenKinds, range, selection, children } = props;
  const words = useTranslations('table');
  const [sort, setSort] = useState<Sort<SpanColumn>>({ column: 'start', descending: false });
  const names = useSpanNames();
  const compare = useCompare();
  const rows = useMemo(
    () =>
      moment.trace === null
        ? new Int32Array(0)
        : spanRows(moment.trace, {
            hiddenKinds,
            text,
            range,
            sort,
            nowMs: moment.nowMs,
            names,
            compare,
          }),
    [moment, hiddenKinds, text, range, sort, names, compare],
  );
  const cells = useSpanCells(trace, moment);
  const selected = selectedPosition(trace, rows, selection);
  return children(
    rows.length,
    <VirtualGrid
      label={words('spansLabel', { count: rows.length })}
      help={words('gridHelp')}
      columns={useSpanColumns()}
      count={rows.length}
      sort={sort}
      onSort={setSort}
      selected={selection.kind === 'span' ? selected : -1}
      selectedKey={keyOf(selection)}
      isRelated={(position) =>
        selection.kind === 'request' && isOfRequest(trace, rows[position]!, selection.requestId)
      }
      onSelect={(position) => useView.getState().select({ kind: 'span', row: rows[position]! })}
      cells={(position) => cells(rows[position]!)}
    />,
  );
}

/** The same text for the same selection. */
export function keyOf(selection: Selection): string {
  switch (selection.kind) {
    case 'none':
      return '';
    case 'span':
      return `span ${selection.row}`;
    case 'request':
      return `request ${selection.requestId}`;
  }
}

function isOfRequest({ spans }: ShownTrace, row: number, requestId: number): boolean {
  return spans.request[row] === requestId && spans.kind[row] !== SpanKind.Probe;
}

function selectedPosition(trace: ShownTrace, rows: Int32Array, selection: Selection): number {
  return selection.kind === 'span' ? rows.indexOf(selection.row) : -1;
}

function useSpanNames() {
  const words = useTranslations('table.flags');
  const spans = useSpanWords();
  return useMemo(
    () => ({
      kind: spans.kind,
      lane: (lane: number) => (isNamedLane(lane) ? spans.lane(lane, '') : ''),
      failed: words('failed'),
      orphaned: words('orphaned'),
      open: words('open'),
    }),
    [spans, words],
  );
}

/** Requests' own lanes are found by the request's number, not by a word that all of them have. */
function isNamedLane(lane: number): boolean {
  return lane <= Lane.HealthProbe || lane > Lane.Request;
}

function useCompare(): (a: string, b: string) => number {
  const locale = useLocale();
  return useMemo(() => new Intl.Collator(locale).compare, [locale]);
}

function useSpanColumns(): readonly GridColumn<SpanColumn>[] {
  const words = useTranslations('table.columns');
  const column = (
    id: SpanColumn,
    minPx: number,
    grows: number,
    align: 'start' | 'end',
    greatestFirst: boolean,
  ): GridColumn<SpanColumn> => ({ id, label: words(id), minPx, grows, align, greatestFirst });
  return [
    column('start', 80, 1, 'end', false),
    column('duration', 80, 1, 'end', true),
    column('kind', 150, 2, 'start', false),
    column('lane', 120, 1.5, 'start', false),
    column('request', 80, 1, 'end', false),
    column('status', 90, 1, 'start', true),
    column('cpu', 72, 1, 'end', true),
  ];
}

function useSpanCells(trace: ShownTrace, { nowMs }: TraceMoment) {
  const spanWords = useSpanWords();
  const status = useStatusText(trace);
  const { spans, firstRequestId } = trace;
  return (row: number): React.ReactNode[] => {
    const kind = spans.kind[row] as SpanKind;
    const request = kind === SpanKind.Probe ? 0 : spans.request[row]!;
    const label = request > 0 ? requestLabel(request, firstRequestId) : '';
    const cpu = cpuMs(spans, row);
    const stage = kind === SpanKind.LoopBusy && spans.code[row]! > 0 ? spans.code[row]! : kind;
    return [
      formatMs(spans.startMs[row]!),
      knownMs(durationMs(spans, row, nowMs)),
      <>
        <SpanSwatch kind={stage as SpanKind} />
        {spanWords.span(trace, row)}
      </>,
      spanWords.lane(spans.lane[row]!, label),
      request > 0 && request < firstRequestId ? spanWords.request(request, firstRequestId) : label,
      status(row),
      knownMs(cpu),
    ];
  };
}

/** Nothing where nobody knows. */
function knownMs(ms: number): string {
  return Number.isNaN(ms) ? '' : formatMs(ms);
}

/** Failed first, with a sign; then what is known of how it went. */
function useStatusText(trace: ShownTrace): (row: number) => React.ReactNode {
  const words = useTranslations('table.flags');
  const spanWords = useSpanWords();
  const { spans } = trace;
  return (row) => {
    const flags = spans.flags[row]!;
    const kind = spans.kind[row];
    const parts: string[] = [];
    const hasStatus = kind === SpanKind.Respond || kind === SpanKind.Probe;
    const open = (flags & SpanFlag.Open) !== 0;
    if (hasStatus && spans.code[row] !== 0) parts.push(spanWords.outcome(spans.code[row]!));
    if ((flags & SpanFlag.Orphaned) !== 0) parts.push(words('orphaned'));
    if (open) parts.push(words('open'));
    if ((flags & SpanFlag.Failed) === 0) return parts.join(' · ');
    return <span className={styles.failed}>{['✕ ' + words('failed'), ...parts].join(' · ')}</span>;
  };
}

// The requests of the shown trace as a grid: what each waited for, and how long.
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { MODES, type Mode } from '../../../core/contract/scenario.ts';
import { formatMs } from '../../../core/export/quantity.ts';
import { requestLabel } from '../../../core/trace/request-label.ts';
import { Outcome } from '../../../core/trace/request-table.ts';
import type { ShownTrace } from '../../../core/trace/shown-trace.ts';
import { SpanKind } from '../../../core/trace/span-kind.ts';
import { modeKey } from '../../app/mode-key.ts';
import { useView, type Selection } from '../../state/view-store.ts';
import { useSpanWords } from '../span-words.ts';
import type { GridColumn } from './grid-head.tsx';
import {
  REQUEST_COLUMNS,
  requestRows,
  requestTimes,
  type RequestColumn,
  type RequestTimes,
} from './request-rows.ts';
import type { Sort } from './span-rows.ts';
import { keyOf, type GridProps } from './spans-grid.tsx';
import { VirtualGrid } from './virtual-grid.tsx';
import styles from './table.module.css';

export function RequestsGrid(props: Omit<GridProps, 'hiddenKinds'>) {
  const { trace, moment, text, range, selection, children } = props;
  const words = useTranslations('table');
  const [sort, setSort] = useState<Sort<RequestColumn>>({ column: 'request', descending: false });
  const names = useRequestNames();
  const { nowMs } = moment;
  const times = useMemo(
    () => (moment.trace === null ? null : requestTimes(moment.trace, nowMs)),
    [moment, nowMs],
  );
  const rows = useMemo(
    () =>
      moment.trace === null || times === null
        ? new Int32Array(0)
        : requestRows(moment.trace, times, { text, range, sort, nowMs, names }),
    [moment, times, text, range, sort, nowMs, names],
  );
  const selectedAt = selectedRequest(trace, selection);
  return children(
    rows.length,
    <VirtualGrid
      label={words('requestsLabel', { count: rows.length })}
      help={words('gridHelp')}
      columns={useRequestColumns()}
      count={rows.length}
      sort={sort}
      onSort={setSort}
      selected={selectedAt < 0 ? -1 : rows.indexOf(selectedAt)}
      selectedKey={keyOf(selection)}
      isRelated={() => false}
      onSelect={(position) =>
        useView
          .getState()
          .select({ kind: 'request', requestId: trace.requests.id[rows[position]!]! })
      }
      cells={(position) => requestCells(trace, times, rows[position]!, names)}
    />,
  );
}

/** Row of the request that is selected, or of which a span is; -1: none. */
function selectedRequest({ requests, spans }: ShownTrace, selection: Selection): number {
  switch (selection.kind) {
    case 'none':
      return -1;
    case 'request':
      return requests.indexOf(selection.requestId);
    case 'span': {
      const ofRequest = spans.kind[selection.row] !== SpanKind.Probe;
      return ofRequest ? requests.indexOf(spans.request[selection.row] ?? 0) : -1;
    }
  }
}

interface RequestNames {
  readonly mode: (mode: Mode) => string;
  readonly outcome: (outcome: number) => string;
}

function useRequestNames(): RequestNames {
  const modes = useTranslations('shell.mode');
  const spans = useSpanWords();
  return useMemo(
    () => ({ mode: (mode) => modes(modeKey(mode)), outcome: spans.outcome }),
    [modes, spans],
  );
}

function useRequestColumns(): readonly GridColumn<RequestColumn>[] {
  const words = useTranslations('table.columns');
  return REQUEST_COLUMNS.map((id) => {
    const textual = id === 'mode' || id === 'status';
    const greatestFirst = !textual && id !== 'request' && id !== 'start';
    return {
      id,
      label: words(id),
      minPx: id === 'mode' ? 110 : 84,
      grows: id === 'mode' ? 1.3 : 1,
      align: textual ? 'start' : 'end',
      greatestFirst,
    };
  });
}

function requestCells(
  { requests, firstRequestId }: ShownTrace,
  times: RequestTimes | null,
  at: number,
  names: RequestNames,
): React.ReactNode[] {
  const outcome = requests.outcome[at]!;
  const mode = MODES[requests.mode[at]! - 1];
  const failed = outcome !== Outcome.Pending && (outcome < 200 || outcome >= 400);
  const ms = (column: 'latency' | 'io' | 'loop' | 'pool' | 'inference'): string => {
    const value = times?.[column][at] ?? NaN;
    return Number.isNaN(value) ? '' : formatMs(value);
  };
  return [
    requestLabel(requests.id[at]!, firstRequestId),
    formatMs(requests.startMs[at]!),
    mode === undefined ? '' : names.mode(mode),
    failed ? (
      <span className={styles.failed}>{`✕ ${names.outcome(outcome)}`}</span>
    ) : (
      names.outcome(outcome)
    ),
    ms('latency'),
    ms('io'),
    ms('loop'),
    ms('pool'),
    ms('inference'),
  ];
}

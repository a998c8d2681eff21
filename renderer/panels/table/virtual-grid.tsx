// A grid of any number of rows of one height, of which only those in view are in the page. One row is the active one:
// arrow keys move it, Enter selects it, a screen reader is told of it. Knows nothing of traces; what a row is called and
// shows comes from outside, by position.
import {
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { GridHead, tracksOf, type GridColumn } from './grid-head.tsx';
import { rowWindow, scrollToShow, type ListShape } from './row-window.ts';
import type { Sort } from './span-rows.ts';
import styles from './table.module.css';

export const ROW_PX = 24;
const HEAD_PX = 28;
/** Until the grid has been measured. */
const FIRST_VIEWPORT_PX = 480;

export interface VirtualGridProps<C extends string> {
  readonly label: string;
  readonly help: string;
  readonly columns: readonly GridColumn<C>[];
  readonly count: number;
  readonly sort: Sort<C>;
  readonly onSort: (sort: Sort<C>) => void;
  /** Position of the selected row; -1: none in this grid. */
  readonly selected: number;
  /** What is selected, whatever its position: when it changes, its row is brought into view. */
  readonly selectedKey: string;
  /** Whether a row belongs to what is selected. */
  readonly isRelated: (position: number) => boolean;
  readonly onSelect: (position: number) => void;
  /** A row's cells, in the order of the columns. */
  readonly cells: (position: number) => readonly ReactNode[];
}

export function VirtualGrid<C extends string>(props: VirtualGridProps<C>) {
  const { label, help, columns, count, sort, onSort, selected, isRelated, onSelect, cells } = props;
  const id = useId();
  const grid = useRef<HTMLDivElement>(null);
  const [scrollPx, setScrollPx] = useState(0);
  const [viewportPx, setViewportPx] = useState(FIRST_VIEWPORT_PX);
  const [reached, setReached] = useState(0);
  const active = Math.max(0, Math.min(reached, count - 1));
  const shape: ListShape = { count, rowPx: ROW_PX, viewportPx };
  const seen = rowWindow(shape, scrollPx);

  // The row of what is selected anew becomes the active one.
  const [knownKey, setKnownKey] = useState('');
  if (knownKey !== props.selectedKey) {
    setKnownKey(props.selectedKey);
    if (selected >= 0) setReached(selected);
  }

  /** Scrolls as little as needed; the grid hears of it as of any other scrolling. */
  const bringIntoView = (position: number): void => {
    const to = position < 0 ? null : scrollToShow(shape, scrollPx, position);
    if (to !== null && grid.current !== null) grid.current.scrollTop = to;
  };
  const revealSelected = useEffectEvent(() => bringIntoView(selected));
  useEffect(() => revealSelected(), [props.selectedKey]);
  useHeight(grid, (heightPx) => setViewportPx(Math.max(ROW_PX, heightPx - HEAD_PX)));

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== grid.current || event.altKey || event.metaKey || count === 0) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onSelect(active);
      return;
    }
    const page = Math.max(1, Math.floor(viewportPx / ROW_PX) - 1);
    const to = target(event.key, active, count, page);
    if (to === null) return;
    event.preventDefault();
    setReached(to);
    bringIntoView(to);
  };

  const template = tracksOf(columns);
  const minWidth = columns.reduce((sum, { minPx }) => sum + minPx, 0);
  const activeSeen = active >= seen.first && active < seen.last;
  const rows: ReactNode[] = [];
  for (let position = seen.first; position < seen.last; position++) {
    rows.push(
      <div
        key={position}
        id={`${id}-${position}`}
        role="row"
        className={styles.row}
        style={{ gridTemplateColumns: template }}
        aria-rowindex={position + 2}
        aria-selected={position === selected}
        data-active={position === active || undefined}
        data-related={isRelated(position) || undefined}
        onClick={() => {
          setReached(position);
          onSelect(position);
        }}
      >
        {cells(position).map((cell, column) => (
          <div
            key={columns[column]!.id}
            role="gridcell"
            className={styles.cell}
            data-align={columns[column]!.align}
          >
            {cell}
          </div>
        ))}
      </div>,
    );
  }
  return (
    <div
      ref={grid}
      role="grid"
      className={styles.grid}
      tabIndex={0}
      aria-label={label}
      aria-description={help}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={count > 0 && activeSeen ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={(event) => setScrollPx(event.currentTarget.scrollTop)}
    >
      <GridHead
        columns={columns}
        template={template}
        minWidthPx={minWidth}
        sort={sort}
        onSort={onSort}
      />
      <div role="rowgroup" className={styles.rows} style={{ height: seen.heightPx, minWidth }}>
        <div role="presentation" className={styles.window} style={{ top: seen.topPx }}>
          {rows}
        </div>
      </div>
    </div>
  );
}

function target(key: string, active: number, count: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, active + 1);
    case 'ArrowUp':
      return Math.max(0, active - 1);
    case 'PageDown':
      return Math.min(count - 1, active + page);
    case 'PageUp':
      return Math.max(0, active - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Tells the height of an element, and again when it changes. */
function useHeight(
  element: { readonly current: HTMLElement | null },
  tell: (heightPx: number) => void,
): void {
  const onHeight = useEffectEvent(tell);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) onHeight(entry.contentRect.height);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
}

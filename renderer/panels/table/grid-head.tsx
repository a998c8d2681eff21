// The head of a grid: every column a button that sorts by it; pressed again, the other way round.
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Sort } from './span-rows.ts';
import styles from './table.module.css';

export interface GridColumn<C extends string> {
  readonly id: C;
  readonly label: string;
  readonly align: 'start' | 'end';
  readonly minPx: number;
  /** Its part of what is left over. */
  readonly grows: number;
  /** Whether the first press puts the greatest first. */
  readonly greatestFirst: boolean;
}

/** Tracks of the CSS grid that head and rows share. */
export function tracksOf(columns: readonly GridColumn<string>[]): string {
  return columns.map(({ minPx, grows }) => `minmax(${minPx}px, ${grows}fr)`).join(' ');
}

export interface GridHeadProps<C extends string> {
  readonly columns: readonly GridColumn<C>[];
  readonly template: string;
  readonly minWidthPx: number;
  readonly sort: Sort<C>;
  readonly onSort: (sort: Sort<C>) => void;
}

export function GridHead<C extends string>(props: GridHeadProps<C>) {
  const { columns, template, minWidthPx, sort, onSort } = props;
  const words = useTranslations('table');
  return (
    <div role="rowgroup" className={styles.head} style={{ minWidth: minWidthPx }}>
      <div
        role="row"
        className={styles.headRow}
        style={{ gridTemplateColumns: template }}
        aria-rowindex={1}
      >
        {columns.map((column) => {
          const sorted = sort.column === column.id;
          const descending = sorted ? !sort.descending : column.greatestFirst;
          return (
            <div
              key={column.id}
              role="columnheader"
              className={styles.headCell}
              data-align={column.align}
              aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button
                type="button"
                className={styles.sort}
                title={words('sortBy', { column: column.label })}
                onClick={() => onSort({ column: column.id, descending })}
              >
                {column.label}
                {sorted && sort.descending && <ArrowDown size={12} aria-hidden />}
                {sorted && !sort.descending && <ArrowUp size={12} aria-hidden />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

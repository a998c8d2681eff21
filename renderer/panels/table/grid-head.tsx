// The head of a grid: every column a button that sorts by it; pressed again, the other way round.
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Sort } from './span-rows.ts';
import styles from './table.module.css';

export interface GridColumn<C extends string> {
  readonly id: C;
  readonly label: string;
  readonly align: 'start' | 'end';
  /** Track of the CSS grid. */
  readonly width: string;
  /** Whether the first press puts the greatest first. */
  readonly greatestFirst: boolean;
}

export interface GridHeadProps<C extends string> {
  readonly columns: readonly GridColumn<C>[];
  readonly template: string;
  readonly sort: Sort<C>;
  readonly onSort: (sort: Sort<C>) => void;
}

export function GridHead<C extends string>({ columns, template, sort, onSort }: GridHeadProps<C>) {
  const words = useTranslations('table');
  return (
    <div role="rowgroup" className={styles.head}>
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

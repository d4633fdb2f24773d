import type { ComponentChildren } from 'preact';
import { cx } from './cx.ts';
import { Skeleton } from './skeleton.tsx';
import './table.css';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ComponentChildren;
  /** `end` for numbers and money; they also get equal-width figures. */
  align?: 'start' | 'end' | undefined;
  /** What the row is called; heads the card on a phone. */
  primary?: boolean | undefined;
  /** Left out on a phone. */
  wideOnly?: boolean | undefined;
  /** The header is read aloud but not shown, e.g. over buttons. */
  hideHeader?: boolean | undefined;
}

export interface TableProps<Row> {
  /** Says what the table lists; read aloud. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Opens a row. The primary cell must hold a link or button doing the same, for the keyboard. */
  onRowClick?: ((row: Row) => void) | undefined;
  /** Marks the row that is open beside the table. */
  selected?: string | undefined;
  /** Grey lines instead of rows. */
  loading?: boolean | undefined;
  /** Stands in place of the rows when there is none. */
  empty?: ComponentChildren;
}

/** Rows and columns on a desktop, a card per row on a phone. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, onRowClick, selected, loading, empty } = props;
  if (!loading && rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div class="ui-table-frame">
      <table class="ui-table" role="table" aria-busy={loading || undefined}>
        <caption class="sr-only">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.key} role="columnheader" scope="col" class={columnClass(column)}>
                <span class={cx(column.hideHeader && 'sr-only')}>{column.header}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {loading ? (
            <LoadingRows columns={columns} />
          ) : (
            rows.map((row) => (
              <tr
                key={rowKey(row)}
                role="row"
                class={cx(onRowClick && 'ui-table-opens')}
                aria-current={selected === rowKey(row) ? 'true' : undefined}
                onClick={onRowClick && ((event) => isPlain(event) && onRowClick(row))}
              >
                {columns.map((column) => (
                  <td key={column.key} role="cell" data-label={column.header} class={columnClass(column)}>
                    <div class="ui-table-value">{column.cell(row)}</div>
                  </td>
                ))}
              </tr>
            ))
          )}
        </tbody>
      </table>
    </div>
  );
}

function LoadingRows({ columns }: { columns: readonly { key: string; align?: 'start' | 'end' | undefined }[] }) {
  return (
    <>
      {[0, 1, 2, 3].map((line) => (
        <tr key={line} role="row" aria-hidden="true">
          {columns.map((column) => (
            <td key={column.key} role="cell">
              <Skeleton width={`${60 + ((line * 17 + column.key.length * 11) % 35)}%`} />
            </td>
          ))}
        </tr>
      ))}
    </>
  );
}

function columnClass(column: Pick<Column<never>, 'align' | 'primary' | 'wideOnly' | 'hideHeader'>): string {
  return cx(
    column.align === 'end' && 'ui-table-end tabular',
    column.primary && 'ui-table-primary',
    column.wideOnly && 'ui-table-wide',
    column.hideHeader && 'ui-table-bare',
  );
}

/** A press on a control inside the row is that control's, and selecting text opens nothing. */
function isPlain(event: MouseEvent): boolean {
  const target = event.target as Element;
  return !target.closest('a, button, input, select, label') && !getSelection()?.toString();
}

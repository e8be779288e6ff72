import type { ReactNode } from 'react'

export interface Column<T> {
  readonly key: string
  readonly title: string
  readonly render: (row: T) => ReactNode
  /** What the cell of a row opens by itself, beside the row; null where it opens nothing. */
  readonly target?: (row: T) => { readonly name: string; readonly open: () => void } | null
  /** Any CSS width. */
  readonly width?: string
  /** Numbers stand right. */
  readonly right?: boolean
  /** Rows can be put in this order. */
  readonly sortable?: boolean
}

export interface Sort {
  readonly key: string
  readonly way: 'up' | 'down'
}

/** A list of the console; below 1024 px each row is drawn by `narrow`, normally a ListRow. */
export interface DataTableProps<T> {
  /** What the table lists, for screen readers. */
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly idOf: (row: T) => string
  /** The row as one sentence, the name of its target. */
  readonly nameOf: (row: T) => string
  readonly narrow: (row: T) => ReactNode
  readonly selected?: string | undefined
  readonly onOpen: (row: T) => void
  readonly sort?: Sort | undefined
  readonly onSort?: ((sort: Sort) => void) | undefined
}

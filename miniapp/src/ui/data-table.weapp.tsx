import { Fragment } from 'react'
import type { DataTableProps } from './data-table.types'
import { Surface } from './surface'

/** On a phone a table is a list of rows. */
export function DataTable<T>({ label, rows, idOf, narrow }: DataTableProps<T>) {
  return (
    <Surface label={label}>
      {rows.map((row) => (
        <Fragment key={idOf(row)}>{narrow(row)}</Fragment>
      ))}
    </Surface>
  )
}

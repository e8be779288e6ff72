import { Fragment, type KeyboardEvent, type MouseEvent } from 'react'
import { cls } from './class-names'
import type { Column, DataTableProps, Sort } from './data-table.types'
import { Icon } from './icon'
import { Surface } from './surface'
import { useWide } from './wide'

const ariaSort = { up: 'ascending', down: 'descending' } as const

function Head<T>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<T>
  readonly sort: Sort | undefined
  readonly onSort: ((sort: Sort) => void) | undefined
}) {
  const active = sort?.key === column.key ? sort : undefined
  return (
    <th
      scope="col"
      style={{ width: column.width }}
      className={cls(column.right && 'data-table__right')}
      aria-sort={active && ariaSort[active.way]}
    >
      {column.sortable && onSort !== undefined ? (
        <button
          type="button"
          className="data-table__sort"
          onClick={() => onSort({ key: column.key, way: active?.way === 'up' ? 'down' : 'up' })}
        >
          {column.title}
          {active !== undefined && (
            <Icon name="chevron-down" size="xs" className={`data-table__arrow--${active.way}`} />
          )}
        </button>
      ) : (
        column.title
      )}
    </th>
  )
}

function Cell<T>({ column, row }: { readonly column: Column<T>; readonly row: T }) {
  const target = column.target?.(row)
  if (!target) return column.render(row)
  return (
    <button type="button" className="data-table__target" aria-label={target.name} onClick={target.open}>
      {column.render(row)}
    </button>
  )
}

/** J and K walk the rows as the arrow keys do; Enter opens, because each row holds a real button. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
  if (step === undefined || event.metaKey || event.ctrlKey || event.altKey) return
  const targets = [...event.currentTarget.querySelectorAll<HTMLElement>('.data-table__open')]
  const index = targets.findIndex((target) => target === document.activeElement)
  targets[index + step]?.focus()
  event.preventDefault()
}

const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('a, button, input') !== null

/** A table with a sticky head; the whole row is a target, its first cell holds the button for the keyboard. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rows, idOf, nameOf, narrow, selected, onOpen, sort, onSort } = props
  const wide = useWide()
  if (!wide) {
    return (
      <Surface label={label}>
        {rows.map((row) => (
          <Fragment key={idOf(row)}>{narrow(row)}</Fragment>
        ))}
      </Surface>
    )
  }
  const open = (event: MouseEvent, row: T) => {
    if (!isControl(event.target)) onOpen(row)
  }
  return (
    <table className="data-table" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column.key} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={walk}>
        {rows.map((row) => {
          const id = idOf(row)
          return (
            <tr
              key={id}
              className={cls(id === selected && 'data-table__row--on')}
              onClick={(event) => open(event, row)}
            >
              {columns.map((column, index) => (
                <td key={column.key} className={cls(column.right && 'data-table__right')}>
                  {index === 0 && (
                    <button
                      type="button"
                      className="data-table__open"
                      aria-label={nameOf(row)}
                      aria-current={id === selected || undefined}
                      onClick={() => onOpen(row)}
                    />
                  )}
                  <Cell column={column} row={row} />
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

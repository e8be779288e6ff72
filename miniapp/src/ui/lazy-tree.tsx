import type { ReactNode } from 'react'
import { Box } from './box'
import { cls } from './class-names'
import { Icon } from './icon'
import { Tap } from './tap'
import { useTreeWalk } from './tree-walk'

export interface LazyLine {
  readonly id: string
  readonly name: string
  /** Quiet words at the right: `32 套`. */
  readonly note?: string | undefined
  readonly opens: boolean
}

interface LazyTreeProps {
  readonly label: string
  readonly children: ReactNode
}

/** A tree whose levels come when they are opened. The caller draws the levels; keys walk the visible lines. */
export function LazyTree({ label, children }: LazyTreeProps) {
  return (
    <Box role="group" label={label} className="lazy-tree" {...useTreeWalk()}>
      {children}
    </Box>
  )
}

interface LazyTreeLineProps {
  readonly line: LazyLine
  readonly depth: number
  readonly open: boolean
  readonly selected: boolean
  readonly onFold: () => void
  readonly onSelect: () => void
}

/** One line: the arrow opens, the name shows. */
export function LazyTreeLine({ line, depth, open, selected, onFold, onSelect }: LazyTreeLineProps) {
  return (
    <Box
      className={cls('lazy-tree__line', selected && 'lazy-tree__line--on')}
      style={{ paddingLeft: `${depth * 20}px` }}
    >
      {line.opens ? (
        <Tap
          className="room-tree__fold"
          label={`${open ? '收起' : '展开'}${line.name}`}
          expanded={open}
          tabIndex={-1}
          onTap={onFold}
        >
          <Icon name={open ? 'chevron-down' : 'chevron-right'} size="xs" />
        </Tap>
      ) : (
        <Box className="room-tree__fold" />
      )}
      <Tap className="lazy-tree__name" pressed={selected} onTap={onSelect}>
        <Box as="span">{line.name}</Box>
        {line.note !== undefined && (
          <Box as="span" className="room-tree__count">
            {line.note}
          </Box>
        )}
      </Tap>
    </Box>
  )
}

import { useState } from 'react'
import { Box } from './box'
import { cls } from './class-names'
import { groupedText } from './count-text'
import { Icon } from './icon'
import { linesOf, toggleRoom, type RoomLine, type RoomNode } from './room-tree.model'
import { SearchField } from './search-field'
import { Tap } from './tap'
import { useTreeKeys } from './tree-keys'

interface RoomTreeProps {
  /** Unique on the page. */
  readonly id: string
  readonly roots: readonly RoomNode[]
  /** The highest chosen nodes. */
  readonly selected: ReadonlySet<string>
  readonly onChange: (selected: ReadonlySet<string>) => void
  /** `户`: stands after the counts. */
  readonly unit?: string
}

const spoken = { all: true, some: 'mixed', none: false } as const

function Line({
  line,
  unit,
  onFold,
  onCheck,
}: {
  readonly line: RoomLine
  readonly unit: string
  readonly onFold: () => void
  readonly onCheck: () => void
}) {
  const { node, depth, check, open } = line
  const count = node.count === undefined ? undefined : `${groupedText(node.count)} ${unit}`
  return (
    <Box className="room-tree__line" style={{ paddingLeft: `calc(var(--s-6) * ${depth})` }}>
      {node.children.length > 0 ? (
        <Tap
          className="room-tree__fold"
          label={`${open ? '收起' : '展开'}${node.name}`}
          expanded={open}
          onTap={onFold}
          tabIndex={-1}
        >
          <Icon name={open ? 'chevron-down' : 'chevron-right'} size="xs" />
        </Tap>
      ) : (
        <Box className="room-tree__fold" />
      )}
      <Tap
        className="room-tree__check"
        role="checkbox"
        checked={spoken[check]}
        label={[node.name, count, node.children.length > 0 && '含下级'].filter(Boolean).join('，')}
        onTap={onCheck}
      >
        <Box hidden className={cls('check', check !== 'none' && `check--${check}`)} />
        <Box className="room-tree__name">{node.name}</Box>
        {count !== undefined && <Box className="room-tree__count">{count}</Box>}
      </Tap>
    </Box>
  )
}

/** Choosing places for an audience: a place includes what is in it; searching flattens the tree. */
export function RoomTree({ id, roots, selected, onChange, unit = '户' }: RoomTreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(roots.map((root) => root.id)))
  const [search, setSearch] = useState('')
  const lines = linesOf(roots, selected, open, search.trim())
  const fold = (nodeId: string, to?: boolean) => {
    const next = new Set(open)
    if (to ?? !open.has(nodeId)) next.add(nodeId)
    else next.delete(nodeId)
    setOpen(next)
  }
  const keys = useTreeKeys((index, way) => {
    const line = lines[index]
    if (line !== undefined) fold(line.node.id, way === 'open')
  })
  return (
    <Box className="room-tree">
      <SearchField id={`${id}-search`} value={search} onChange={setSearch} placeholder="楼栋、单元、房号" />
      <Box role="group" label="发给哪些地方" className="room-tree__lines" {...keys}>
        {lines.map((line) => (
          <Line
            key={line.node.id}
            line={line}
            unit={unit}
            onFold={() => fold(line.node.id)}
            onCheck={() => onChange(toggleRoom(roots, line.node.id, selected))}
          />
        ))}
      </Box>
      {lines.length === 0 && <Box className="room-tree__none">{`没有叫“${search.trim()}”的地方`}</Box>}
    </Box>
  )
}

import { useState } from 'react'
import { Box } from '@/ui/box'
import { LazyTree, LazyTreeLine } from '@/ui/lazy-tree'
import { QueryView } from '@/ui/query-view'
import { useLevel } from './queries'

interface TreeLevelsProps {
  readonly communityId: string
  readonly at: string | undefined
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
}

interface LevelProps extends TreeLevelsProps {
  readonly parentId: string | undefined
  readonly depth: number
}

/** One level; each open line loads its own when it is opened. */
function Level({ parentId, depth, ...shared }: LevelProps) {
  const { communityId, at, selected, onSelect } = shared
  const level = useLevel(communityId, parentId, at)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const fold = (id: string) => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpen(next)
  }
  return (
    <QueryView query={level} skeleton={<Box className="lazy-tree__wait">正在打开</Box>}>
      {({ items }) => (
        <>
          {items.length === 0 && <Box className="lazy-tree__wait">里面还没有登记</Box>}
          {items.map((item) => (
            <Box key={item.id}>
              <LazyTreeLine
                line={{
                  id: item.id,
                  name: item.name,
                  note: item.rooms === null || item.kind === 'room' ? undefined : `${item.rooms} 套`,
                  opens: item.hasChildren,
                }}
                depth={depth}
                open={open.has(item.id)}
                selected={item.id === selected}
                onFold={() => fold(item.id)}
                onSelect={() => onSelect(item.id)}
              />
              {open.has(item.id) && <Level {...shared} parentId={item.id} depth={depth + 1} />}
            </Box>
          ))}
        </>
      )}
    </QueryView>
  )
}

/** The tree of a community, opened level by level. */
export function TreeLevels(props: TreeLevelsProps) {
  return (
    <LazyTree label="楼栋和房屋">
      <Level key={`${props.communityId}/${props.at ?? ''}`} {...props} parentId={undefined} depth={0} />
    </LazyTree>
  )
}

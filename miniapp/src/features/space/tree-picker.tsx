import { useState } from 'react'
import { usePlaces } from '@/features/opinions/queries'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import './tree-picker.scss'

export interface PickedPlace {
  readonly id: string
  readonly label: string
}

export interface TreePickerProps {
  /** What is chosen so far, or nothing. */
  readonly label: string
  readonly onPick: (place: PickedPlace) => void
}

interface TreeWayProps extends TreePickerProps {
  /** What is to be chosen: `选一处房屋`. */
  readonly title: string
  /** Where the way ends: a tap chooses. */
  readonly end: string
  /** On whose own level it can be chosen as a whole. */
  readonly whole?: string
  readonly hidden: readonly string[]
}

/** Down the tree, level by level, to what is to be chosen. */
export function TreePicker({ label, onPick, title, end, whole, hidden }: TreeWayProps) {
  const [way, setWay] = useState<readonly (PickedPlace & { readonly kind: string })[]>([])
  const [browsing, setBrowsing] = useState(label === '')
  const here = way.at(-1)
  const places = usePlaces(here?.id)
  const pick = (place: PickedPlace) => {
    onPick(place)
    setBrowsing(false)
  }
  if (!browsing) {
    return (
      <Box className="tree-picker">
        <Box as="span">{label}</Box>
        <Button kind="plain" small onTap={() => setBrowsing(true)}>
          换一处
        </Button>
      </Box>
    )
  }
  return (
    <Box role="group" label={title} className="tree-picker tree-picker--open">
      {here !== undefined && (
        <ListRow
          icon="chevron-left"
          title={here.label}
          detail="回上一级"
          label={`回到${here.label}的上一级`}
          onTap={() => setWay(way.slice(0, -1))}
        />
      )}
      {here !== undefined && here.kind === whole && (
        <ListRow icon="building" title={`${here.label}整栋`} onTap={() => pick(here)} />
      )}
      <QueryView query={places}>
        {({ items }) => (
          <>
            {items.length === 0 && <EmptyState icon="building">这里没有登记房屋</EmptyState>}
            {items
              .filter(({ kind }) => !hidden.includes(kind))
              .map(({ id, kind, name, label: full, hasChildren }) => (
                <ListRow
                  key={id}
                  title={name}
                  onTap={() => {
                    if (kind === end) pick({ id, label: full })
                    else if (hasChildren) setWay([...way, { id, label: full, kind }])
                  }}
                />
              ))}
          </>
        )}
      </QueryView>
    </Box>
  )
}

/** Estate, building, unit, room: one room. */
export const RoomPicker = (props: TreePickerProps) => (
  <TreePicker {...props} title="选一处房屋" end="room" hidden={['plot']} />
)

/** A unit, or a building as a whole. */
export const DoorsPicker = (props: TreePickerProps) => (
  <TreePicker {...props} title="选一栋楼或一个单元" end="unit" whole="building" hidden={['plot', 'room']} />
)

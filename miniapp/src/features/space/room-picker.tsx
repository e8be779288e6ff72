import { useState } from 'react'
import { usePlaces } from '@/features/opinions/queries'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import './room-picker.scss'

interface Picked {
  readonly id: string
  readonly label: string
}

interface RoomPickerProps {
  /** The room chosen so far, or nothing. */
  readonly label: string
  readonly onPick: (room: Picked) => void
}

/** Down the tree to one room: estate, building, unit, room. */
export function RoomPicker({ label, onPick }: RoomPickerProps) {
  const [way, setWay] = useState<readonly Picked[]>([])
  const [browsing, setBrowsing] = useState(label === '')
  const here = way.at(-1)
  const places = usePlaces(here?.id)
  if (!browsing) {
    return (
      <Box className="room-picker">
        <Box as="span">{label}</Box>
        <Button kind="plain" small onTap={() => setBrowsing(true)}>
          换一处
        </Button>
      </Box>
    )
  }
  return (
    <Box role="group" label="选一处房屋" className="room-picker room-picker--open">
      {here !== undefined && (
        <ListRow
          icon="chevron-left"
          title={here.label}
          detail="回上一级"
          label={`回到${here.label}的上一级`}
          onTap={() => setWay(way.slice(0, -1))}
        />
      )}
      <QueryView query={places}>
        {({ items }) => (
          <>
            {items.length === 0 && <EmptyState icon="building">这里没有登记房屋</EmptyState>}
            {items
              .filter(({ kind }) => kind !== 'plot')
              .map(({ id, kind, name, label: full, hasChildren }) => (
                <ListRow
                  key={id}
                  title={name}
                  onTap={() => {
                    if (kind === 'room') {
                      onPick({ id, label: full })
                      setBrowsing(false)
                    } else if (hasChildren) setWay([...way, { id, label: full }])
                  }}
                />
              ))}
          </>
        )}
      </QueryView>
    </Box>
  )
}

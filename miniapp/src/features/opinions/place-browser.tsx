import { useState } from 'react'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { usePlaces } from './queries'

export interface PickedPlace {
  readonly id: string
  readonly label: string
}

interface BrowserProps {
  /** Where to begin; the community looked at when absent. */
  readonly from?: string | undefined
  readonly onPick: (place: PickedPlace) => void
}

/** Down the tree: estate, building, unit, room, or a common part. Every level can be the answer. */
export function PlaceBrowser({ from, onPick }: BrowserProps) {
  const [way, setWay] = useState<readonly PickedPlace[]>([])
  const here = way.at(-1)
  const places = usePlaces(here?.id ?? from)
  return (
    <Surface label="选一个地方">
      {here !== undefined && (
        <ListRow
          icon="chevron-left"
          title={here.label}
          detail="回上一级"
          onTap={() => setWay(way.slice(0, -1))}
          label={`回到${here.label}的上一级`}
          action={
            <Button kind="tint" small onTap={() => onPick(here)}>
              就是这里
            </Button>
          }
        />
      )}
      <QueryView query={places}>
        {({ items }) => (
          <>
            {items.length === 0 && <EmptyState icon="map">这里没有更细的位置，点“就是这里”</EmptyState>}
            {items.map(({ id, name, label, hasChildren }) => (
              <ListRow
                key={id}
                title={name}
                onTap={() => (hasChildren ? setWay([...way, { id, label }]) : onPick({ id, label }))}
              />
            ))}
          </>
        )}
      </QueryView>
    </Surface>
  )
}

import { useState } from 'react'
import { callPhone } from '@/platform/call-phone'
import { phoneText } from '@/platform/phone-text'
import { AreaMap } from '@/ui/area-map'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { useGridMap } from './queries'

/** Where the grids lie, and whom to call in each: the map, and the same as a list. Without outlines only the list. */
export function GridMap() {
  const { data } = useGridMap()
  const [chosen, setChosen] = useState<string>()
  if (data === undefined || data.items.length === 0) return null
  const selected = chosen ?? data.ownGridId ?? undefined
  const drawn = data.items.flatMap(({ id, name, boundary }) =>
    boundary === null ? [] : [{ id, name, boundary }],
  )
  return (
    <>
      <SectionTitle title="社区的网格" />
      {drawn.length > 0 && (
        <Surface padded>
          <AreaMap areas={drawn} selected={selected} onSelect={setChosen} label="社区各网格的范围" />
        </Surface>
      )}
      <Surface>
        {data.items.map(({ id, name, area, workers }) => {
          const [worker] = workers
          const own = id === data.ownGridId ? '，您家在这里' : ''
          return (
            <ListRow
              key={id}
              title={`${name}${own}`}
              detail={[area, worker && `网格员 ${worker.name} ${phoneText(worker.phone)}`]
                .filter(Boolean)
                .join('，')}
              selected={id === selected}
              label={`${name}${own}，${area}${worker ? `，给网格员 ${worker.name} 打电话` : ''}`}
              {...(worker && { onTap: () => callPhone(worker.phone) })}
            />
          )
        })}
      </Surface>
    </>
  )
}

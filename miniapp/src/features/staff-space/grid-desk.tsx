import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { openPage } from '@/platform/navigate'
import { AreaMap } from '@/ui/area-map'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { nodeUrl } from './node-children'
import { NodePanel } from './node-panel'
import { useGrids } from './queries'
import { useOpenItem } from '@/features/staff-shell/use-open-item'
import './staff-space.scss'

/** 网格: the map, the list beside it, and the card of the one chosen. */
export function GridDesk() {
  const { communityId } = useDesk()
  const wide = useWide()
  const grids = useGrids(communityId)
  const { open, show, close } = useOpenItem()
  const select = (id: string) => (wide ? show(id) : openPage(nodeUrl(id, undefined)))
  return (
    <StaffConsole
      title="网格"
      current="grids"
      backTo="/pages/me"
      panel={
        wide && open !== undefined ? (
          <NodePanel key={open} id={open} at={undefined} onClose={close} />
        ) : undefined
      }
    >
      <QueryView query={grids}>
        {({ items }) => {
          const drawn = items.flatMap(({ id, name, boundary }) =>
            boundary === null ? [] : [{ id, name, boundary }],
          )
          return (
            <Box className="grid-desk">
              {drawn.length > 0 && (
                <Surface padded className="grid-desk__map">
                  <AreaMap
                    areas={drawn}
                    selected={open}
                    onSelect={select}
                    label={`${drawn.length} 个网格的范围`}
                  />
                </Surface>
              )}
              <Surface>
                {items.length === 0 && (
                  <EmptyState icon="map">还没有划分网格。在“房屋与居民”里打开社区信息，可以新增</EmptyState>
                )}
                {items.map(({ id, name, area, workers, boundary }) => (
                  <ListRow
                    key={id}
                    title={name}
                    detail={area}
                    meta={[
                      workers.length === 0 ? '还没有网格员' : workers.map((worker) => worker.name).join('、'),
                      boundary === null && '还没有画范围',
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                    selected={id === open}
                    label={`${name}，${area}`}
                    onTap={() => select(id)}
                  />
                ))}
              </Surface>
            </Box>
          )
        }}
      </QueryView>
    </StaffConsole>
  )
}

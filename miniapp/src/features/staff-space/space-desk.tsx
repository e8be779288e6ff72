import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { openPage, pageUrl } from '@/platform/navigate'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SearchField } from '@/ui/search-field'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { DayPicker } from './day-picker'
import { NodeChildren, nodeUrl } from './node-children'
import { NodePanel } from './node-panel'
import { kindText } from './node-words'
import { usePlaces } from './queries'
import { TreeLevels } from './tree-levels'
import { useOpenItem } from '@/features/staff-shell/use-open-item'
import './staff-space.scss'

/** 房屋与居民: the tree on a wide page, search first on a phone; the card stands beside it or is a page of its own. */
export function SpaceDesk() {
  const { communityId } = useDesk()
  const wide = useWide()
  const [typed, setTyped] = useState('')
  const [day, setDay] = useState<string>()
  const { open, show, close } = useOpenItem()
  const q = typed.trim()
  const hits = usePlaces(communityId, q)
  const select = (id: string) => (wide ? show(id) : openPage(nodeUrl(id, day)))
  const search = (
    <SearchField id="place-search" placeholder="楼栋、房号、小区首字母" value={typed} onChange={setTyped} />
  )
  const found = (
    <QueryView query={hits}>
      {({ items }) => (
        <Surface>
          {items.length === 0 ? (
            <EmptyState icon="search">{`没有找到“${q}”，试试“3-2-501”这样的写法`}</EmptyState>
          ) : (
            items.map((item) => (
              <ListRow
                key={item.id}
                title={item.label}
                detail={kindText(item.kind)}
                selected={item.id === open}
                label={`${item.label}，${kindText(item.kind)}`}
                onTap={() => select(item.id)}
              />
            ))
          )}
        </Surface>
      )}
    </QueryView>
  )
  return (
    <StaffConsole
      title="房屋与居民"
      current="space"
      acts={
        <>
          {search}
          {communityId !== undefined && (
            <Button kind="outline" onTap={() => show(communityId)}>
              社区信息
            </Button>
          )}
        </>
      }
      backTo="/pages/me"
      panel={
        wide && open !== undefined ? <NodePanel key={open} id={open} at={day} onClose={close} /> : undefined
      }
    >
      {!wide && search}
      <DayPicker day={day} onChange={setDay} />
      {q !== '' && found}
      {q === '' && wide && communityId !== undefined && (
        <Surface padded>
          <TreeLevels communityId={communityId} at={day} selected={open} onSelect={show} />
        </Surface>
      )}
      {q === '' && !wide && (
        <>
          <NodeChildren communityId={communityId} at={day} />
          {communityId !== undefined && (
            <Surface>
              <ListRow
                title="社区信息"
                detail="电话、地址、监督电话，新增小区"
                to={pageUrl('/packages/staff-space/node', { id: communityId })}
              />
            </Surface>
          )}
        </>
      )}
    </StaffConsole>
  )
}

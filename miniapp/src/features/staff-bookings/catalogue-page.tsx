import { bookingPermissions } from '@linli/shared/bookings/bookings.permissions'
import { serviceGroups } from '@linli/shared/services/services.catalogue'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { pageUrl } from '@/platform/navigate'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { useServiceNames } from './queries'
import './staff-bookings.scss'

const GUIDE = '/packages/staff-bookings/guide'

/** May the person write guides here? The server judges each act again. */
export function useWritesGuides(): boolean {
  const { actor, communityId } = useDesk()
  const { roles } = bookingPermissions.change_guide
  return (actor?.roles ?? []).some(
    ({ role, communityIds }) =>
      communityId !== undefined && communityIds.includes(communityId) && roles.some((one) => one === role),
  )
}

/** 办事指南: every item of the community by what happens in life. */
export function CataloguePage() {
  const wide = useWide()
  const { communityId } = useDesk()
  const writes = useWritesGuides()
  const services = useServiceNames(communityId)
  const [group, setGroup] = useState('all')
  const add = writes ? <Button to={GUIDE}>新增事项</Button> : undefined
  return (
    <StaffConsole
      title="办事指南"
      note="居民看到的材料、时限和费用"
      inside
      current="bookings"
      backTo="/packages/staff-bookings/today"
      acts={add}
      bar={wide || add === undefined ? undefined : <BottomBar>{add}</BottomBar>}
    >
      <QueryView query={services}>
        {({ items }) => {
          const groups = serviceGroups
            .map((one) => ({ ...one, items: items.filter((item) => item.group === one.code) }))
            .filter((one) => one.items.length > 0)
          return (
            <>
              <FilterChips
                label="按什么事看"
                wrap={wide}
                chips={[
                  { value: 'all', label: '全部', count: items.length },
                  ...groups.map(({ code, label, items: ofGroup }) => ({
                    ...{ value: code, label, count: ofGroup.length },
                  })),
                ]}
                chosen={[group]}
                onChange={([value]) => setGroup(value ?? 'all')}
              />
              {items.length === 0 && (
                <Surface>
                  <EmptyState icon="document">还没有事项</EmptyState>
                </Surface>
              )}
              {groups
                .filter(({ code }) => group === 'all' || group === code)
                .map(({ code, label, items: ofGroup }) => (
                  <Box key={code}>
                    <SectionTitle title={label} />
                    <Surface label={label}>
                      {ofGroup.map((item) => (
                        <ListRow
                          key={item.code}
                          title={item.label}
                          to={pageUrl(GUIDE, { code: item.code })}
                          value={
                            <StatusPill tone={item.offered ? 'run' : 'off'}>
                              {item.offered ? '在办' : '暂不办'}
                            </StatusPill>
                          }
                        />
                      ))}
                    </Surface>
                  </Box>
                ))}
            </>
          )
        }}
      </QueryView>
    </StaffConsole>
  )
}

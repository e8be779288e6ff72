import { serviceGroups } from '@linli/shared/services/services.catalogue'
import type { RefusedCertificateView, ServiceItemView } from '@linli/shared/services/services.schema'
import { useState } from 'react'
import { NextBooking } from '@/features/bookings/next-booking'
import { ChooseCommunity } from '@/features/space/choose-community'
import { useCommunityId, useGridCard } from '@/features/space/queries'
import { callPhone } from '@/platform/call-phone'
import { pageUrl } from '@/platform/navigate'
import { phoneText } from '@/platform/phone-text'
import { useSettled } from '@/platform/use-settled'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SearchField } from '@/ui/search-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { useCatalogueOfServices, useServiceSearch } from './queries'
import './services.scss'

const TYPING_MS = 300
/** What is asked for most at a counter, shown first (reference: domain facts §5.2). */
const commonCodes = [
  'residence-permit',
  'elder-card',
  'resident-insurance',
  'longevity-allowance',
  'resident-pension',
  'minimum-living',
]

function ServiceRow({ item }: { readonly item: ServiceItemView }) {
  return (
    <ListRow
      title={item.label}
      value={item.offered ? undefined : '暂不办'}
      label={item.offered ? item.label : `${item.label}，暂不办`}
      to={pageUrl('/packages/bookings/item', { code: item.code })}
    />
  )
}

function Rows({ items, label }: { readonly items: readonly ServiceItemView[]; readonly label: string }) {
  return (
    <Surface label={label}>
      {items.map((item) => (
        <ServiceRow key={item.code} item={item} />
      ))}
    </Surface>
  )
}

/** What a committee must not certify, with the address that can (domain facts §5.3). */
function Refused({ items }: { readonly items: readonly RefusedCertificateView[] }) {
  if (items.length === 0) return null
  return (
    <>
      <SectionTitle title="社区不能开的证明" />
      <Surface label="社区不能开的证明">
        {items.map(({ code, label, advice }) => (
          <Box key={code} className="refused">
            <Box className="refused__title">{`社区不开“${label}”`}</Box>
            <Box className="refused__advice">{advice}</Box>
          </Box>
        ))}
      </Surface>
    </>
  )
}

function Hits({ q }: { readonly q: string }) {
  const hits = useServiceSearch(q)
  const card = useGridCard().data
  return (
    <QueryView query={hits}>
      {({ items, refused }) => (
        <>
          <Refused items={refused} />
          {items.length > 0 && <SectionTitle title="找到的" more={`${items.length} 项`} />}
          {items.length > 0 && <Rows items={items} label="找到的" />}
          {items.length === 0 && refused.length === 0 && (
            <Surface>
              <EmptyState
                icon="search"
                act={card === undefined ? undefined : '打给社区'}
                onAct={card === undefined ? undefined : () => callPhone(card.communityPhone)}
              >
                {`没有找到“${q}”。换个说法试试，或打电话问社区`}
              </EmptyState>
            </Surface>
          )}
        </>
      )}
    </QueryView>
  )
}

/** Everything by what happens in life; a chip narrows it down. */
function ByLife({ items }: { readonly items: readonly ServiceItemView[] }) {
  const [group, setGroup] = useState('all')
  const groups = serviceGroups
    .map((one) => ({ ...one, items: items.filter((item) => item.group === one.code) }))
    .filter((one) => one.items.length > 0)
  const shown = groups.filter(({ code }) => group === 'all' || code === group)
  const common = commonCodes.flatMap((code) => items.filter((item) => item.code === code && item.offered))
  return (
    <>
      <FilterChips
        label="按什么事找"
        chips={[
          { value: 'all', label: '全部' },
          ...groups.map(({ code, label }) => ({ value: code, label })),
        ]}
        chosen={[group]}
        onChange={([value]) => setGroup(value ?? 'all')}
      />
      {group === 'all' && common.length > 0 && (
        <>
          <SectionTitle title="常办的事" />
          <Rows items={common} label="常办的事" />
        </>
      )}
      {shown.map(({ code, label, items: ofGroup }) => (
        <Box key={code}>
          <SectionTitle title={label} />
          <Rows items={ofGroup} label={label} />
        </Box>
      ))}
    </>
  )
}

/** What is done without a booking, and whom to call for everything else. */
function OtherWays() {
  const card = useGridCard().data
  return (
    <>
      <SectionTitle title="身边的事" />
      <Surface>
        <ListRow
          icon="opinion-box"
          title="提意见"
          detail="楼道灯坏了、路不平，都可以说"
          to="/packages/opinions/new"
        />
        <ListRow
          icon="history"
          title="我的意见"
          detail="办到哪一步，什么时候答复"
          to="/packages/opinions/mine"
        />
      </Surface>
      <SectionTitle title="找人" />
      <Surface>
        <ListRow icon="map" title="我的网格" detail="网格员、社区和监督电话" to="/packages/space/grid" />
        {card !== undefined && (
          <ListRow
            icon="phone"
            title="打给社区服务中心"
            detail={`${phoneText(card.communityPhone)}，${card.communityAddress}`}
            onTap={() => callPhone(card.communityPhone)}
          />
        )}
      </Surface>
    </>
  )
}

/** 办事: found by everyday words, then booked; the own bookings stand above. */
export function ServicesTab() {
  const communityId = useCommunityId()
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim(), TYPING_MS)
  const catalogue = useCatalogueOfServices()
  if (communityId === undefined) {
    return (
      <>
        <ChooseCommunity />
        <OtherWays />
      </>
    )
  }
  const searching = typed.trim() !== '' && q !== ''
  return (
    <>
      <Box className="service-search">
        <SearchField id="service-search" placeholder="老年证、医保、低保" value={typed} onChange={setTyped} />
      </Box>
      {searching ? (
        <Hits q={q} />
      ) : (
        <>
          <NextBooking />
          <QueryView query={catalogue}>{({ items }) => <ByLife items={items} />}</QueryView>
          <OtherWays />
        </>
      )}
    </>
  )
}

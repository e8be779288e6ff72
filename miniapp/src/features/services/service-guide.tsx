import { actingRuleLabel, serviceGroups } from '@linli/shared/services/services.catalogue'
import type { ServiceView } from '@linli/shared/services/services.schema'
import { useGridCard } from '@/features/space/queries'
import { callPhone } from '@/platform/call-phone'
import { pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { InfoList } from '@/ui/info-list'
import { ListRow } from '@/ui/list-row'
import { PageTitle } from '@/ui/page-title'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { FormList } from './form-list'
import { limitSource, limitText } from './guide-words'
import { PaperList } from './paper-list'
import './services.scss'

/** Can a time be picked for it at all? */
export const canBook = ({ offered, desks }: ServiceView): boolean => offered && desks.length > 0

/** One item under its name. */
export function ServiceGuide({ service }: { readonly service: ServiceView }) {
  const { label, group } = service
  return (
    <>
      <PageTitle below={serviceGroups.find((one) => one.code === group)?.label}>{label}</PageTitle>
      <GuideWords service={service} />
    </>
  )
}

/** What a guide says: who, what to bring, how long, what it costs, where. */
export function GuideWords({ service }: { readonly service: ServiceView }) {
  const { code, condition, acting, limit, fee, materials, forms, desks, offered } = service
  return (
    <>
      {!offered && <Banner kind="wait">这件事社区现在不办，可以打电话问清楚到哪里办</Banner>}
      <Surface padded>
        <InfoList
          facts={[
            { name: '谁能办', value: condition === '' ? '都可以办' : condition },
            { name: '谁来办', value: actingRuleLabel[acting] },
            {
              name: '多久办好',
              value: (
                <>
                  <Box>{limitText(limit)}</Box>
                  {limit !== null && <Box className="guide-source">{limitSource(limit)}</Box>}
                </>
              ),
            },
            { name: '费用', value: fee },
          ]}
        />
      </Surface>
      <PaperList code={code} title="要带的材料" materials={materials} />
      <FormList forms={forms} />
      {desks.length > 0 && (
        <>
          <SectionTitle title="在哪里办" />
          <Surface>
            {desks.map(({ id, name, place }) => (
              <ListRow key={id} icon="location" title={name} detail={place} />
            ))}
          </Surface>
        </>
      )}
    </>
  )
}

/** 选时间, or the phone where nothing can be booked. */
export function ServiceBar({ service }: { readonly service: ServiceView }) {
  const card = useGridCard().data
  const call = card && (
    <Button
      kind={canBook(service) ? 'outline' : 'main'}
      narrow={canBook(service)}
      icon="phone"
      onTap={() => callPhone(card.communityPhone)}
    >
      {canBook(service) ? '打电话' : '打给社区'}
    </Button>
  )
  return (
    <BottomBar note={canBook(service) ? undefined : '这件事现在没有能约的窗口'}>
      {call}
      {canBook(service) && (
        <Button to={pageUrl('/packages/bookings/slot', { code: service.code })}>选时间</Button>
      )}
    </BottomBar>
  )
}

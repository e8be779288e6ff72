import { callPhone } from '@/platform/call-phone'
import { phoneText } from '@/platform/phone-text'
import { InfoList } from '@/ui/info-list'
import { ListRow } from '@/ui/list-row'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { ChooseCommunity } from './choose-community'
import { GridMap } from './grid-map'
import { useCommunityId, useGridCard } from './queries'

/** Whom to call: grid worker, community, supervision; every number is one tap. */
export function GridCard() {
  const card = useGridCard()
  const communityId = useCommunityId()
  if (communityId === undefined)
    return (
      <>
        <PageTitle below="网格员、社区和监督电话">我的网格</PageTitle>
        <ChooseCommunity />
      </>
    )
  return (
    <QueryView query={card}>
      {(data) => (
        <>
          <PageTitle below={data.communityName}>{data.gridName}</PageTitle>
          <Surface padded>
            <InfoList
              facts={[
                { name: '范围', value: data.area },
                { name: '社区', value: data.communityName },
                { name: '地址', value: data.communityAddress },
              ]}
            />
          </Surface>
          <SectionTitle title="打电话" />
          <Surface>
            {data.workers.map(({ name, phone }) => (
              <ListRow
                key={phone}
                icon="phone"
                title={`网格员 ${name}`}
                detail={phoneText(phone)}
                label={`网格员 ${name}，${phoneText(phone)}，打电话`}
                onTap={() => callPhone(phone)}
              />
            ))}
            <ListRow
              icon="phone"
              title="社区服务中心"
              detail={phoneText(data.communityPhone)}
              label={`社区服务中心，${phoneText(data.communityPhone)}，打电话`}
              onTap={() => callPhone(data.communityPhone)}
            />
            <ListRow
              icon="phone"
              title="监督电话"
              detail={`${phoneText(data.supervisionPhone)}，对服务不满意可以打`}
              label={`监督电话，${phoneText(data.supervisionPhone)}，对服务不满意可以打，打电话`}
              onTap={() => callPhone(data.supervisionPhone)}
            />
          </Surface>
          <GridMap />
        </>
      )}
    </QueryView>
  )
}

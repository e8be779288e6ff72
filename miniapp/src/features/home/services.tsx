import { callPhone } from '@/platform/call-phone'
import { phoneText } from '@/platform/phone-text'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { useGridCard } from '@/features/space/queries'

/** 办事: what a resident can get done here today, and whom to call for everything else. */
export function Services() {
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
      <SectionTitle title="看一看" />
      <Surface>
        <ListRow icon="notice" title="通知" detail="停水停电、活动、办事提醒" to="/packages/notices/list" />
      </Surface>
    </>
  )
}

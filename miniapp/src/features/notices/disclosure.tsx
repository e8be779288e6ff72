import { disclosureClassLabel } from '@linli/shared/notices/notices.rules'
import { dayOf, dayText } from '@linli/shared/time'
import { ChooseCommunity } from '@/features/space/choose-community'
import { useCommunityId } from '@/features/space/queries'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useDisclosure } from './queries'

/** 居务公开 by legal class (art. 34): what is running with its day, what has ended, what was taken down early and why. */
export function Disclosure() {
  const communityId = useCommunityId()
  const disclosure = useDisclosure()
  if (communityId === undefined) return <ChooseCommunity />
  const today = dayOf(new Date())
  return (
    <>
      <Box as="p" className="disclosure-lead">
        居委会要公开的七类事，每件至少公布 15 天。对内容有疑问，可以打监督电话
      </Box>
      <QueryView query={disclosure}>
        {({ classes }) =>
          classes.map(({ code, items, total }) => (
            <Box key={code}>
              <SectionTitle
                title={disclosureClassLabel[code]}
                note={total === 0 ? undefined : `${total} 件`}
              />
              <Surface>
                {items.length === 0 && <EmptyState icon="document">这一类现在没有公布的事</EmptyState>}
                {items.map((item) => {
                  const term = !item.running
                    ? item.withdrawal
                      ? '提前撤下'
                      : '已满期'
                    : item.day > item.of
                      ? `已公布 ${item.day} 天`
                      : `第 ${item.day} 天，至少 ${item.of} 天`
                  const state = item.withdrawal
                    ? `原因：${item.withdrawal.reason}`
                    : `${dayText(dayOf(new Date(item.publishedAt)), today)} 公布`
                  return (
                    <ListRow
                      key={item.id}
                      title={item.title}
                      to={pageUrl('/packages/notices/detail', { id: item.id })}
                      label={`${item.title}，${term}，${state}`}
                      meta={
                        <>
                          <StatusPill tone={item.running ? 'run' : item.withdrawal ? 'late' : 'done'}>
                            {term}
                          </StatusPill>
                          <Box as="span">{state}</Box>
                        </>
                      }
                    />
                  )
                })}
              </Surface>
            </Box>
          ))
        }
      </QueryView>
    </>
  )
}

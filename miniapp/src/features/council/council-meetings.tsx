import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Skeleton } from '@/ui/skeleton'
import { Surface } from '@/ui/surface'
import { MeetingRow } from './meeting-row'
import { useMeetings } from './meeting-queries'

const MOST_SHOWN = 2

/** Meetings on the tab page: the next ones, and the way to the minutes of those before. */
export function CouncilMeetings() {
  const meetings = useMeetings('coming')
  return (
    <>
      <SectionTitle title="议事会会议" more="全部" to="/packages/council/meetings" />
      <QueryView query={meetings} skeleton={<Skeleton rows={1} />}>
        {({ pages }) => {
          const items = (pages[0]?.items ?? []).slice(0, MOST_SHOWN)
          return (
            <Surface>
              {items.map((item) => (
                <MeetingRow key={item.id} item={item} />
              ))}
              {items.length === 0 && (
                <ListRow
                  icon="people"
                  title="现在没有要开的会"
                  detail="开过的会和会议纪要在这里看"
                  to="/packages/council/meetings"
                />
              )}
            </Surface>
          )
        }}
      </QueryView>
    </>
  )
}

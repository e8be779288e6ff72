import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { isCounted } from '@linli/shared/polls/polls.machine'
import { useState } from 'react'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { useReminders } from './queries'
import './staff-polls.scss'

/** Who was reminded on the last day because no vote was recorded by then: opened after counting, and each look is kept. */
export function RemindersPart({ poll }: { readonly poll: PollDeskView }) {
  const [open, setOpen] = useState(false)
  const reminders = useReminders(poll.id, open)
  // Of a vote in the city's own system nobody is reminded here.
  if (!isCounted(poll.phase) || poll.isOfficial) return null
  const [first] = reminders.data?.pages ?? []
  return (
    <>
      <SectionTitle
        title="截止前提醒过谁"
        note={first && first.rows > 0 ? `${first.rows} 行，送到 ${first.reached} 行` : undefined}
      />
      {open ? (
        <PagedList
          query={reminders}
          empty={
            <Surface>
              <EmptyState icon="check">没有提醒过谁</EmptyState>
            </Surface>
          }
        >
          {(items) => (
            <Surface label="截止前提醒过谁">
              {items.map(({ serial, label, reached }) => (
                <ListRow
                  key={serial}
                  title={`${serial} · ${label}`}
                  detail={reached ? undefined : '没有账号，没有送到'}
                />
              ))}
            </Surface>
          )}
        </PagedList>
      ) : (
        <Surface padded>
          <Box className="setup-rule">
            最后一天，系统会提醒那时还没有投票的人。打开名单能看到提醒过谁，谁打开过会留下记录。
          </Box>
          <Button kind="outline" onTap={() => setOpen(true)}>
            打开名单
          </Button>
        </Surface>
      )}
    </>
  )
}

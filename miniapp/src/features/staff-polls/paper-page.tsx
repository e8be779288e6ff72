import { StaffConsole } from '@/features/staff-shell/staff-console'
import { usePoll } from '@/features/polls/queries'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { pageUrl } from '@/platform/navigate'
import { EmptyState } from '@/ui/empty-state'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { NamedPaper } from './named-paper'
import { useDeskPoll } from './queries'
import { SecretPaper } from './secret-paper'

/** While a secret poll is open its papers are handed out here; nothing is entered before it has closed. */
const titleOf = (poll: PollDeskView | undefined): string =>
  poll?.secrecy === 'secret' && poll.phase !== 'sealing' ? '发纸票' : '录入纸票'

/** 录入纸票: on paper or at the door, for named and for secret polls. */
export function PaperPage({ id }: { readonly id: string }) {
  const desk = useDeskPoll(id)
  const shared = usePoll(id)
  return (
    <StaffConsole
      title={titleOf(desk.data)}
      note={desk.data?.title}
      inside
      current="polls"
      backTo={pageUrl('/packages/staff-council/poll', { id })}
    >
      <QueryView query={desk}>
        {(poll) =>
          poll.abilities['desk'] === true ? (
            <QueryView query={shared}>
              {(view) =>
                poll.secrecy === 'secret' ? (
                  <SecretPaper poll={poll} shared={view} />
                ) : (
                  <NamedPaper poll={poll} shared={view} />
                )
              }
            </QueryView>
          ) : (
            <Surface>
              <EmptyState icon="lock">纸票由社区的工作人员录入</EmptyState>
            </Surface>
          )
        }
      </QueryView>
    </StaffConsole>
  )
}

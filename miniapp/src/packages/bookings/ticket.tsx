import { QueueTicket, TicketBar } from '@/features/bookings/queue-ticket'
import { useTicket } from '@/features/bookings/queries'
import { inQueue } from '@/features/bookings/booking-words'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageId } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

function OneTicket() {
  const ticket = useTicket(usePageId())
  const waits = ticket.data !== undefined && inQueue(ticket.data.status)
  return (
    <Page
      title="我的排号"
      heading={!waits}
      backTo="/packages/bookings/mine"
      bar={waits && ticket.data ? <TicketBar booking={ticket.data} /> : undefined}
    >
      <QueryView query={ticket}>
        {(data) => <QueueTicket booking={data} at={ticket.dataUpdatedAt} />}
      </QueryView>
    </Page>
  )
}

export default function TicketPage() {
  return (
    <SignInFirst title="我的排号" lead="登录后看您的排号">
      <OneTicket />
    </SignInFirst>
  )
}

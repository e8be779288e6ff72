import { dayOf } from '@linli/shared/time'
import { BookSeries } from '@/features/bookings/book-series'
import { useService } from '@/features/services/queries'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

const TITLE = '连着约几次'

export default function SeriesPage() {
  const service = useService(usePageParam('code'))
  const [slotId, day] = [usePageParam('slot') ?? '', usePageParam('day')]
  const forPersonId = usePageParam('for')
  return (
    <SignInFirst title={TITLE} lead="登录后就能预约">
      {service.data === undefined ? (
        <Page title={TITLE} backTo="/pages/services">
          <QueryView query={service}>{() => null}</QueryView>
        </Page>
      ) : (
        <BookSeries
          service={service.data}
          slotId={slotId}
          first={day ?? dayOf(new Date())}
          forPersonId={forPersonId}
        />
      )}
    </SignInFirst>
  )
}

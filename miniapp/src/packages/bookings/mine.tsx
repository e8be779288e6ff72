import { MyBookings } from '@/features/bookings/my-bookings'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'

export default function MyBookingsPage() {
  return (
    <SignInFirst title="我的预约" lead="登录后看您约了什么、什么时候去">
      <Page title="我的预约">
        <MyBookings />
      </Page>
    </SignInFirst>
  )
}

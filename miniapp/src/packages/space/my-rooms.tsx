import { MyRooms } from '@/features/homes/my-rooms'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'

export default function MyRoomsPage() {
  return (
    <SignInFirst title="我的房屋" lead="登录后看您绑定的房屋">
      <Page title="我的房屋">
        <MyRooms />
      </Page>
    </SignInFirst>
  )
}

import { Family } from '@/features/homes/family'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'

export default function FamilyPage() {
  return (
    <SignInFirst title="家人和代办" lead="登录后请家里人代办、登记孩子">
      <Page title="家人和代办">
        <Family />
      </Page>
    </SignInFirst>
  )
}

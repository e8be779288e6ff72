import { ProposeForm } from '@/features/council/propose-form'
import { useCouncilStanding } from '@/features/council/takes-part'
import { SignInFirst } from '@/features/session/sign-in-first'
import { EmptyState } from '@/ui/empty-state'
import { Page } from '@/ui/page'
import { Surface } from '@/ui/surface'

function Propose() {
  if (useCouncilStanding() === 'neighbour') return <ProposeForm />
  return (
    <Page title="提一个议题" backTo="/packages/council/topics">
      <Surface>
        <EmptyState icon="verified-home" act="去绑定房屋" to="/packages/space/bind">
          绑定了本社区的房屋，就可以提议题、支持议题和说看法
        </EmptyState>
      </Surface>
    </Page>
  )
}

export default function ProposePage() {
  return (
    <SignInFirst title="提一个议题" lead="登录后提议题">
      <Propose />
    </SignInFirst>
  )
}

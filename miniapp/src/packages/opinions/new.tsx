import { OpinionForm } from '@/features/opinions/opinion-form'
import { stepNames } from '@/features/opinions/opinion-draft'
import { useOpinionForm } from '@/features/opinions/use-opinion-form'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'
import { StepBar } from '@/ui/step-form'

function NewOpinion() {
  const form = useOpinionForm()
  return (
    <Page
      title="提意见"
      bar={
        <StepBar
          names={stepNames}
          current={form.draft.step}
          onGo={form.go}
          onNext={form.next}
          submit="提交意见"
          busy={form.sending ? '正在提交' : form.waitingForPhotos ? '等照片传完' : undefined}
        />
      }
    >
      <OpinionForm form={form} />
    </Page>
  )
}

export default function NewOpinionPage() {
  return (
    <SignInFirst title="提意见" lead="登录后就能提意见，办到哪一步都告诉您">
      <NewOpinion />
    </SignInFirst>
  )
}

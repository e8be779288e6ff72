import { ForWhom } from '@/features/homes/for-whom'
import { sentenceOf } from '@/platform/error-words'
import { useOnline } from '@/platform/network'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { FieldError } from '@/ui/field-error'
import { Steps } from '@/ui/step-form'
import { CategoryStep } from './category-step'
import { placeFor } from './home-choice'
import { useHomes } from './intake-queries'
import { stepNames } from './opinion-draft'
import { PlaceStep } from './place-step'
import { TextStep } from './text-step'
import type { useOpinionForm } from './use-opinion-form'
import './opinions.scss'

function Trouble({ form }: { readonly form: ReturnType<typeof useOpinionForm> }) {
  const online = useOnline()
  if (form.alreadySent) {
    return (
      <Banner kind="wait" act="当作新的提交" onAct={form.startAnew}>
        上一次提交已经收到了，可以在“我的意见”里看到。现在写的还没有提交
      </Banner>
    )
  }
  if (form.error !== null) return <Banner kind="alert">{`${sentenceOf(form.error)}。您写的内容还在`}</Banner>
  if (!online) return <Banner kind="offline">现在没有网络，可以先写，草稿存在本机</Banner>
  return null
}

/** Three steps named by questions; one screen each. */
export function OpinionForm({ form }: { readonly form: ReturnType<typeof useOpinionForm> }) {
  const { draft, faults, change } = form
  const homes = useHomes(draft.forPersonId)
  const choosePerson = (forPersonId: string | undefined) =>
    change({
      forPersonId,
      ...(placeFor(homes, draft.placeId, draft.forPersonId, forPersonId) === 'forget' && {
        ...{ placeId: '', placeLabel: '' },
      }),
    })
  return (
    <>
      <Steps names={stepNames} current={draft.step} onGo={form.go} />
      <Trouble form={form} />
      {draft.step === 0 && (
        <>
          <ForWhom
            id="forPersonId"
            title="替谁提"
            what="opinions"
            chosen={draft.forPersonId}
            onChoose={choosePerson}
          />
          <Box className="choice-fault">
            <FieldError id="forPersonId-error">{faults.forPersonId}</FieldError>
          </Box>
          <CategoryStep
            chosen={draft.categoryCode}
            error={faults.categoryCode}
            onChoose={(categoryCode) => change({ categoryCode })}
            onUnsure={() => form.go(1)}
          />
        </>
      )}
      {draft.step === 1 && (
        <TextStep
          draft={draft}
          saved={form.saved}
          faults={faults}
          uploads={form.uploads}
          voice={form.voice}
          video={form.video}
          onChange={change}
          onCategories={() => form.go(0)}
        />
      )}
      {draft.step === 2 && <PlaceStep draft={draft} homes={homes} faults={faults} onChange={change} />}
    </>
  )
}

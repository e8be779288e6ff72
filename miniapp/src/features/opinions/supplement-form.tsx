import type { FileView } from '@linli/shared/files/files.schema'
import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { goBack, pageUrl } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { useKeptUploads } from '@/platform/use-kept-uploads'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { focusField } from '@/ui/focus'
import { Page } from '@/ui/page'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useAskForMessages } from '@/features/messages/use-ask-for-messages'
import { useAskAboutAnswer, useSupplement } from './queries'
import { PhotoField } from './text-step'

const MOST_PHOTOS = 9
const TEXT_MIN = 2
interface SupplementDraft {
  readonly text: string
  readonly photos: readonly FileView[]
}
const empty: SupplementDraft = { text: '', photos: [] }

/** The question the staff asked last, when the opinion waits for its author. */
function openQuestion({ status, timeline }: OpinionView): string | null {
  if (status !== 'needs_info' && status !== 'waiting') return null
  return timeline.find(({ kind }) => kind === 'question')?.text ?? null
}

/** The page that answers the staff, or adds words and photos to the own opinion. */
export function SupplementForm({ opinion }: { readonly opinion: OpinionView }) {
  const { id, version } = opinion
  const draft = useDraft(`supplement:${id}`, empty)
  const attempt = useAttempt(`supplement:${id}`)
  const uploads = useKeptUploads('opinion_photo', MOST_PHOTOS, draft, `supplement:${id}`)
  const asks = opinion.abilities.ask
  const adding = useSupplement(id)
  const asking = useAskAboutAnswer(id)
  const supplement = asks ? asking : adding
  const askForMessages = useAskForMessages('opinion')
  const [tried, setTried] = useState(false)
  const question = openQuestion(opinion)
  const short = draft.value.text.trim().length < TEXT_MIN
  const issue = supplement.error instanceof ApiError ? supplement.error : undefined
  const alreadySent = isAlreadySent(supplement.error)
  const arrived = useAfterUploads(uploads, () => {
    const written = draft.value
    sendForm(
      supplement,
      attempt.begin({ version, text: draft.value.text.trim(), photoIds: [...uploads.fileIds] }),
      {
        attempt,
        forget: () => {
          draft.sent(written)
          uploads.clear()
        },
        onSuccess: () => {
          showToast(asks ? '您的话已经送到' : '补充已经送到')
          goBack(pageUrl('/packages/opinions/detail', { id }))
        },
      },
    )
  })
  const send = () => {
    setTried(true)
    if (short) return focusField('supplement')
    askForMessages()
    arrived.send()
  }
  const startAnew = () => {
    attempt.startAnew()
    supplement.reset()
  }
  return (
    <Page
      title={asks ? '追问' : '补充'}
      backTo="/packages/opinions/mine"
      bar={
        <BottomBar>
          <Button busy={supplement.isPending ? '正在送出' : arrived.waiting && '等照片传完'} onTap={send}>
            {asks ? '送出追问' : '送出补充'}
          </Button>
        </BottomBar>
      }
    >
      {alreadySent && (
        <Banner kind="wait" act="当作新的补充" onAct={startAnew}>
          上一次写的已经送到了，可以在办理经过里看到。现在写的还没有送出
        </Banner>
      )}
      {supplement.error && !alreadySent && issue?.issues.length !== 1 && (
        <Banner kind="alert">{`${sentenceOf(supplement.error)}。您写的内容还在`}</Banner>
      )}
      {question !== null && <Banner kind="wait">{`社区问您：${question}`}</Banner>}
      <SectionTitle title={opinion.title} note={opinion.number} />
      <Surface padded>
        <TextField
          id="supplement"
          label={asks ? '您想问什么' : question === null ? '补充说明' : '您的回答'}
          lines={5}
          maxLength={500}
          value={draft.value.text}
          onChange={(text) => {
            forgetEnd(supplement)
            draft.change({ text })
          }}
          help={draft.saved ? '草稿已存在本机' : undefined}
          error={tried && short ? '请写几个字' : issue?.issueAt('text')}
        />
        <PhotoField uploads={uploads} error={issue?.issueAt('photoIds')} />
      </Surface>
    </Page>
  )
}

import { statementSideLabel, statementSides, type StatementSide } from '@linli/shared/council/topics.kinds'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { sendForm } from '@/platform/send-form'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { OptionGroup } from '@/ui/option-group'
import { Sheet } from '@/ui/sheet'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useSay } from './queries'

const SHORTEST = 4
interface SayDraft {
  readonly side: StatementSide
  readonly text: string
}
const empty: SayDraft = { side: 'for', text: '' }
const sides = statementSides.map((value) => ({ value, title: statementSideLabel[value] }))

/** 说一句: one thing, on one side. The draft stays on the device. */
export function SaySheet({ topicId, left, onClose }: { topicId: string; left: number; onClose: () => void }) {
  const name = `statement:${topicId}`
  const { value, change, clear } = useDraft(name, empty)
  const attempt = useAttempt(name)
  const say = useSay(topicId)
  const [tried, setTried] = useState(false)
  const short = value.text.trim().length < SHORTEST
  const issue = say.error instanceof ApiError ? say.error : undefined
  const alreadySent = isAlreadySent(say.error)
  const send = () => {
    setTried(true)
    if (short) return
    sendForm(say, attempt.begin({ side: value.side, text: value.text.trim() }), {
      attempt,
      forget: clear,
      onSuccess: () => {
        showToast('已说出来')
        onClose()
      },
    })
  }
  return (
    <Sheet
      open
      title="说一句"
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再想想
          </Button>
          <Button busy={say.isPending && '正在送出'} onTap={send}>
            说出来
          </Button>
        </>
      }
    >
      {alreadySent && (
        <Banner
          kind="wait"
          act="当作新的一句"
          onAct={() => {
            attempt.startAnew()
            say.reset()
          }}
        >
          上一句已经送到了。现在写的还没有送出
        </Banner>
      )}
      {say.error !== null && !alreadySent && issue?.issueAt('text') === undefined && (
        <Banner kind="alert">{`${sentenceOf(say.error)}。您写的内容还在`}</Banner>
      )}
      <OptionGroup
        id="say-side"
        label="您要说的是"
        options={sides}
        chosen={[value.side]}
        onChange={([side]) => change({ side: statementSides.find((known) => known === side) ?? 'for' })}
      />
      <TextField
        id="say-text"
        label="一句话说一个意思"
        help={`您还能说 ${left} 句。邻居看得到遮住的姓名`}
        lines={3}
        maxLength={140}
        value={value.text}
        onChange={(text) => {
          forgetEnd(say)
          change({ text })
        }}
        error={tried && short ? '请写几个字' : issue?.issueAt('text')}
      />
    </Sheet>
  )
}

import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useState } from 'react'
import { CategoryChooser } from '@/features/opinions/category-chooser'
import { useCatalogue } from '@/features/opinions/queries'
import { ApiError } from '@/platform/api-error'
import { sendForm } from '@/platform/send-form'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { FieldError } from '@/ui/field-error'
import { QueryView } from '@/ui/query-view'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import type { useCaseAct } from './queries'

interface SplitSheetProps {
  readonly item: StaffOpinionView
  readonly act: ReturnType<typeof useCaseAct>
  readonly onClose: () => void
}

const TEXT_MIN = 4

/** What is another matter becomes a case of its own: same resident and place, own number, own clock. */
export function SplitSheet({ item, act, onClose }: SplitSheetProps) {
  const name = `split:${item.id}`
  const draft = useDraft(name, { text: '', categoryCode: '' })
  const attempt = useAttempt(name)
  const catalogue = useCatalogue(item.communityId)
  const [tried, setTried] = useState(false)
  const { text, categoryCode } = draft.value
  const words = text.trim()
  const issues = act.error instanceof ApiError ? act.error : undefined
  const send = () => {
    setTried(true)
    if (words.length < TEXT_MIN || categoryCode === '') return
    sendForm(
      act,
      { event: 'split', ...attempt.begin({ version: item.version, text: words, categoryCode }) },
      {
        attempt,
        forget: draft.clear,
        onSuccess: () => {
          onClose()
          showToast('已另立一件，居民会看到')
        },
      },
    )
  }
  return (
    <ActSheet title="分出一件另办" send="另立一件" busy={act.isPending} onSend={send} onClose={onClose}>
      {isAlreadySent(act.error) && (
        <Banner
          kind="wait"
          act="再立一件"
          onAct={() => {
            attempt.startAnew()
            act.reset()
          }}
        >
          上一件已经另立了，现在写的还没有提交
        </Banner>
      )}
      <TextField
        id="split-text"
        label="另一件是什么事"
        help="只写要分出去的那一件。反映人和位置不变"
        lines={3}
        maxLength={500}
        value={text}
        onChange={(value) => draft.change({ text: value })}
        error={tried && words.length < TEXT_MIN ? '请至少写 4 个字' : issues?.issueAt('text')}
      />
      <QueryView query={catalogue}>
        {({ groups }) => (
          <CategoryChooser
            groups={groups}
            chosen={categoryCode}
            onChoose={(code) => draft.change({ categoryCode: code })}
          />
        )}
      </QueryView>
      <FieldError id="split-category">
        {tried && categoryCode === '' ? '请选择类别' : issues?.issueAt('categoryCode')}
      </FieldError>
    </ActSheet>
  )
}

import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { ApiError } from '@/platform/api-error'
import { forgetEnd } from '@/platform/forget-end'
import { sendForm } from '@/platform/send-form'
import { useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { Box } from '@/ui/box'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { OpinionPicker } from './opinion-picker'
import { useMakeTopic } from './queries'

const empty = { title: '', why: '', wish: '' }
const SHORTEST = 4

/** 由社区提出: three fields, and the opinions it comes from; their people are carried along. */
export function MakeSheet({
  communityId,
  onMade,
  onClose,
}: {
  communityId: string
  onMade: (id: string) => void
  onClose: () => void
}) {
  const name = `made-topic:${communityId}`
  const { value, change, clear } = useDraft(name, empty)
  const attempt = useAttempt(name)
  const make = useMakeTopic()
  const [opinionIds, setOpinionIds] = useState<readonly string[]>([])
  const issue = make.error instanceof ApiError ? make.error : undefined
  const ready = Object.values(value).every((text) => text.trim().length >= SHORTEST)
  const field = (id: keyof typeof empty) => ({
    id: `made-${id}`,
    value: value[id],
    error: issue?.issueAt(id),
    onChange: (text: string) => {
      forgetEnd(make)
      change({ [id]: text })
    },
  })
  return (
    <ActSheet
      open
      title="由社区提出议题"
      act="提出议题"
      busy={make.isPending && '正在提出'}
      disabled={!ready}
      error={issue !== undefined && issue.issues.length > 0 ? null : make.error}
      onAct={() =>
        sendForm(
          make,
          attempt.begin({
            ...{ communityId, opinionIds: [...opinionIds] },
            ...{ title: value.title.trim(), why: value.why.trim(), wish: value.wish.trim() },
          }),
          {
            attempt,
            forget: clear,
            onSuccess: (topic) => {
              showToast('已开始征集支持')
              onMade(topic.id)
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField {...field('title')} label="是什么事" maxLength={60} />
      <TextField {...field('wish')} label="想请大家决定什么" lines={3} maxLength={1000} />
      <TextField {...field('why')} label="为什么提" lines={3} maxLength={1000} />
      <OpinionPicker communityId={communityId} chosen={opinionIds} onChange={setOpinionIds} />
      {issue?.issues.some(({ path }) => path.startsWith('body.opinionIds')) === true && (
        <Box>{sentenceOf(issue)}</Box>
      )}
    </ActSheet>
  )
}

import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import type { RecusalCandidateView } from '@linli/shared/opinions/desk.schema'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { EmptyState } from '@/ui/empty-state'
import { FieldError } from '@/ui/field-error'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import { useRecusal, type useCaseAct } from './queries'

interface RecuseSheetProps {
  readonly item: StaffOpinionView
  readonly act: ReturnType<typeof useCaseAct>
  readonly onClose: () => void
}

const detailOf = ({ named, barred }: RecusalCandidateView): string | undefined =>
  [named && '居民的话里提到了', barred && '现在要回避'].filter(Boolean).join('，') || undefined

/** Who is named in a case neither handles nor reads nor finds it (回避). */
export function RecuseSheet({ item, act, onClose }: RecuseSheetProps) {
  const query = useRecusal(item.id)
  const draft = useDraft<{ keys: readonly string[] | null; reason: string }>(`recuse:${item.id}`, {
    ...{ keys: null, reason: '' },
  })
  const [tried, setTried] = useState(false)
  const { keys, reason } = draft.value
  const chosen = keys ?? (query.data?.items ?? []).filter(({ barred }) => barred).map(({ key }) => key)
  const lacksWords = reason.trim().length < 2
  const issues = act.error instanceof ApiError ? act.error : undefined
  const send = () => {
    setTried(true)
    if (lacksWords || query.data === undefined) return
    sendForm(
      act,
      { event: 'recuse', version: item.version, keys: [...chosen], reason: reason.trim() },
      {
        forget: draft.clear,
        onSuccess: () => {
          onClose()
          showToast(chosen.length === 0 ? '不再要求回避' : '已请他们回避，他们看不到这一件')
        },
      },
    )
  }
  return (
    <ActSheet
      title="请谁回避"
      send={chosen.length === 0 ? '不用回避' : '请他们回避'}
      busy={act.isPending}
      onSend={send}
      onClose={onClose}
    >
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="people">这个社区还没有工作人员和协同单位</EmptyState>
          ) : (
            <OptionGroup
              id="recuse-keys"
              label="被反映的人和单位"
              multiple
              options={items.map((one) => ({ value: one.key, title: one.label, detail: detailOf(one) }))}
              chosen={chosen}
              onChange={(next) => draft.change({ keys: next })}
            />
          )
        }
      </QueryView>
      <FieldError id="recuse-fault">{issues?.issueAt('keys')}</FieldError>
      <TextField
        id="recuse-reason"
        label="理由，会记入办理经过"
        lines={2}
        maxLength={200}
        value={reason}
        onChange={(value) => draft.change({ reason: value })}
        error={tried && lacksWords ? '请写几个字说明' : issues?.issueAt('reason')}
      />
    </ActSheet>
  )
}

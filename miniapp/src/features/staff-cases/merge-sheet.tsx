import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/platform/api'
import { ApiError } from '@/platform/api-error'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import type { useCaseAct } from './queries'

interface MergeSheetProps {
  readonly item: StaffOpinionView
  readonly act: ReturnType<typeof useCaseAct>
  readonly onClose: () => void
}

/** As numbers are written: capitals, and the signs that a Chinese keyboard makes of a hyphen. */
const numberOf = (typed: string): string =>
  typed
    .trim()
    .toUpperCase()
    .replaceAll(/[－—–]/gu, '-')

/** Into a case that nobody proposed: by its number, which stands on every case. */
export function MergeSheet({ item, act, onClose }: MergeSheetProps) {
  const draft = useDraft(`merge:${item.id}`, { number: '' })
  const typed = draft.value.number
  const [fault, setFault] = useState<string>()
  const look = useMutation({
    mutationFn: async (number: string) => {
      const { communityId } = item
      const { items } = await api.opinions.staffList({
        query: { communityId, q: number, filter: 'all', order: 'newest' },
      })
      return items.find((one) => one.number === number) ?? null
    },
  })
  const send = () => {
    const number = numberOf(typed)
    if (number === '') return setFault('请填另一件的编号')
    if (number === item.number) return setFault('这就是现在这一件，请填另一件的编号')
    look.mutate(number, {
      onSuccess: (found) => {
        if (found === null) return setFault('没有找到这个编号，请核对')
        sendForm(
          act,
          { event: 'merge', version: item.version, intoId: found.id },
          {
            forget: draft.clear,
            onSuccess: () => {
              onClose()
              showToast(`已并入 ${found.number}`)
            },
          },
        )
      },
    })
  }
  const refused = act.error instanceof ApiError ? act.error.issueAt('intoId') : undefined
  return (
    <ActSheet
      title="并入另一件"
      send="合并"
      busy={look.isPending || act.isPending}
      error={look.error ?? act.error}
      beside={['intoId']}
      onSend={send}
      onClose={onClose}
    >
      <TextField
        id="merge-number"
        label="另一件的编号"
        help="这一件到此为止，跟进的人转到那一件，有答复会通知他们"
        placeholder="例如 QH-20261123-0042"
        maxLength={24}
        value={typed}
        onChange={(value) => {
          draft.change({ number: value })
          setFault(undefined)
        }}
        error={fault ?? refused}
      />
    </ActSheet>
  )
}

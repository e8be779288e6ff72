import type { TenantCardView } from '@linli/shared/tenants/tenants.schema'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { Box } from '@/ui/box'
import { PickerField } from '@/ui/picker-field'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { issueIn } from './new-sheets'
import { useMerge, useTenants } from './queries'
import { sizeText } from './tenant-words'

/**
 * Ends a community and hands what it has to another one. It cannot be taken back, so the name is written out before the
 * button answers.
 */
export function MergeSheet({
  card,
  onClose,
  onMerged,
}: {
  readonly card: TenantCardView
  readonly onClose: () => void
  readonly onMerged: (intoId: string) => void
}) {
  const merge = useMerge()
  const streets = useTenants().data?.streets ?? []
  const [intoId, setIntoId] = useState('')
  const [written, setWritten] = useState('')
  const others = streets.flatMap(({ name, communities }) =>
    communities
      .filter(({ id, suspendedAt }) => id !== card.id && suspendedAt === null)
      .map(({ id, name: community }) => ({ value: id, label: `${community}（${name}）` })),
  )
  const target = others.find(({ value }) => value === intoId)
  const refused = issueIn(merge.error)('intoId')
  return (
    <ActSheet
      open
      title={`把${card.name}并入另一个社区`}
      act="并入"
      danger
      busy={merge.isPending && '正在并入，请不要离开'}
      disabled={target === undefined || written.trim() !== card.name}
      error={refused === undefined ? merge.error : null}
      onAct={() =>
        merge.mutate(
          { id: card.id, version: card.version, intoId },
          {
            onSuccess: () => {
              showToast(`${card.name}已并入${target?.label ?? ''}`)
              onMerged(intoId)
            },
          },
        )
      }
      onClose={onClose}
    >
      <Box>
        {`${card.name}的房屋、居民、事项和工作人员（${sizeText(card)}）从今天起归新的社区，以前的日子还能照原样查看。并入后不能撤回。`}
      </Box>
      <PickerField
        id="merge-into"
        label="并入哪个社区"
        kind="list"
        value={intoId}
        placeholder={others.length === 0 ? '没有别的社区可以并入' : '请选择'}
        options={others}
        onChange={setIntoId}
        error={refused}
      />
      <TextField
        id="merge-name"
        label={`请再写一遍要结束的社区：${card.name}`}
        maxLength={20}
        value={written}
        onChange={setWritten}
      />
    </ActSheet>
  )
}

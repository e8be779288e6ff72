import type { DeskBookingView } from '@linli/shared/bookings/hall.schema'
import type { DeskView } from '@linli/shared/bookings/desks.schema'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { EmptyState } from '@/ui/empty-state'
import { OptionGroup } from '@/ui/option-group'
import { showToast } from '@/ui/toast'
import type { useHallAct } from './queries'

interface TransferSheetProps {
  readonly item: DeskBookingView
  readonly others: readonly DeskView[]
  readonly act: ReturnType<typeof useHallAct>
  readonly onClose: () => void
}

/** To another counter that takes the matter, with a number of its queue and the place one had. */
export function TransferSheet({ item, others, act, onClose }: TransferSheetProps) {
  const [deskId, setDesk] = useState('')
  const able = others.filter(({ serviceCodes }) => serviceCodes.includes(item.service.code))
  const send = () =>
    act.mutate(
      { event: 'transfer', id: item.id, version: item.version, deskId },
      {
        onSuccess: ({ queueNumber, deskName }) => {
          showToast(`已转到${deskName}，新号 ${queueNumber ?? ''}`)
          onClose()
        },
      },
    )
  return (
    <ActSheet
      open
      title={`${item.queueNumber ?? item.number}，转到哪个窗口`}
      act="转过去"
      thing="这条预约"
      busy={act.isPending && '正在转'}
      disabled={deskId === ''}
      error={act.error}
      onAct={send}
      onClose={onClose}
    >
      {able.length === 0 ? (
        <EmptyState icon="info">没有别的窗口办这件事</EmptyState>
      ) : (
        <OptionGroup
          id="transfer-desk"
          label="转到哪个窗口"
          options={able.map(({ id, name, place }) => ({ value: id, title: name, detail: place }))}
          chosen={deskId === '' ? [] : [deskId]}
          onChange={([value]) => setDesk(value ?? '')}
        />
      )}
    </ActSheet>
  )
}

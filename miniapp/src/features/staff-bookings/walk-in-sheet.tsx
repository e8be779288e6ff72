import type { DeskView } from '@linli/shared/bookings/desks.schema'
import type { IsoDay } from '@linli/shared/time'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { sendForm } from '@/platform/send-form'
import { useAttempt } from '@/platform/use-attempt'
import { CheckLine } from '@/ui/check-line'
import { PickerField } from '@/ui/picker-field'
import { showToast } from '@/ui/toast'
import { useServiceNames, useWalkIn } from './queries'

interface WalkInSheetProps {
  readonly desk: DeskView
  readonly day: IsoDay
  readonly onClose: () => void
}

/** A queue number for somebody who came without a booking. */
export function WalkInSheet({ desk, day, onClose }: WalkInSheetProps) {
  const walkIn = useWalkIn(desk.id, day)
  const attempt = useAttempt(`walk-in:${desk.id}`)
  const names = useServiceNames(desk.communityId).data?.items ?? []
  const [serviceCode, setService] = useState('')
  const [elder, setElder] = useState(false)
  const options = names
    .filter(({ code, offered }) => offered && desk.serviceCodes.includes(code))
    .map(({ code, label }) => ({ value: code, label }))
  const send = () =>
    sendForm(walkIn, attempt.begin({ serviceCode, elder }), {
      attempt,
      onSuccess: ({ queueNumber }) => {
        showToast(`取号 ${queueNumber ?? ''}，请告诉居民`)
        onClose()
      },
    })
  return (
    <ActSheet
      open
      title="现场取号"
      act="取号"
      thing="这条预约"
      busy={walkIn.isPending && '正在取号'}
      disabled={serviceCode === ''}
      error={walkIn.error}
      onAct={send}
      onClose={onClose}
    >
      <PickerField
        id="walk-in-service"
        label="办什么事"
        kind="list"
        value={serviceCode}
        placeholder="选一项"
        options={options}
        onChange={setService}
      />
      <CheckLine
        id="walk-in-elder"
        title="长辈优先"
        detail="60 岁以上排进长辈队"
        checked={elder}
        onChange={setElder}
      />
    </ActSheet>
  )
}

import { chosenGrantEnds, grantEndLabel } from '@linli/shared/grants/grants.rules'
import type { GrantView } from '@linli/shared/grants/grants.schema'
import { dayOf } from '@linli/shared/time'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { OptionGroup } from '@/ui/option-group'
import { PickerField } from '@/ui/picker-field'
import { showToast } from '@/ui/toast'
import { postText } from './grant-words'
import { useChangeExpiry, useRevoke } from './queries'

interface SheetProps {
  readonly grant: GrantView
  readonly onClose: () => void
}

/** Takes a role back, with why. */
export function RevokeSheet({ grant, onClose }: SheetProps) {
  const revoke = useRevoke()
  const [chosen, setChosen] = useState<string>()
  const reason = chosenGrantEnds.find((code) => code === chosen)
  return (
    <ActSheet
      open
      title={`收回${grant.name}的身份吗`}
      act="收回"
      danger
      busy={revoke.isPending && '正在收回'}
      disabled={reason === undefined}
      error={revoke.error}
      onAct={() =>
        reason !== undefined &&
        revoke.mutate(
          { id: grant.id, version: grant.version, reason },
          {
            onSuccess: () => {
              showToast('已收回，并告诉了本人')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      {`${postText(grant)}。收回后马上不能再办理，写过的答复和署名不变`}
      <OptionGroup
        id="revoke-reason"
        label="原因"
        options={chosenGrantEnds.map((value) => ({ value, title: grantEndLabel[value] }))}
        chosen={reason === undefined ? [] : [reason]}
        onChange={([value]) => setChosen(value)}
      />
    </ActSheet>
  )
}

const TERM = [
  { value: 'open', title: '长期' },
  { value: 'day', title: '到某一天为止' },
]

/** Another last day, or none. */
export function ExpirySheet({ grant, onClose }: SheetProps) {
  const change = useChangeExpiry()
  const [term, setTerm] = useState(grant.lastDay === null ? 'open' : 'day')
  const [day, setDay] = useState(grant.lastDay ?? '')
  const lastDay = term === 'open' ? null : day
  return (
    <ActSheet
      open
      title={`改${grant.name}的期限`}
      act="保存期限"
      busy={change.isPending && '正在保存'}
      disabled={lastDay === '' || lastDay === grant.lastDay}
      error={change.error}
      onAct={() =>
        change.mutate(
          { id: grant.id, version: grant.version, lastDay },
          {
            onSuccess: () => {
              showToast('已改期限，并告诉了本人')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      {postText(grant)}
      <OptionGroup
        id="expiry-term"
        label="期限"
        options={TERM}
        chosen={[term]}
        onChange={([value]) => setTerm(value ?? 'open')}
      />
      {term === 'day' && (
        <PickerField
          id="expiry-day"
          label="最后一天"
          kind="date"
          value={day}
          from={dayOf(new Date())}
          onChange={setDay}
          error={change.error instanceof ApiError ? change.error.issueAt('lastDay') : undefined}
        />
      )}
    </ActSheet>
  )
}

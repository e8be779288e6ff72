import type { RoomPeopleView } from '@linli/shared/people/relations.schema'
import { dayOf } from '@linli/shared/time'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { openPage } from '@/platform/navigate'
import { useFormKey } from '@/platform/use-form-key'
import { Banner } from '@/ui/banner'
import { PickerField } from '@/ui/picker-field'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import { relationChoices } from './choices'
import { emptyHome, HomeFields, homeOf } from './home-fields'
import { personUrl } from './homes-part'
import { useEnterPerson } from './queries'

interface EnterPersonSheetProps {
  readonly room: RoomPeopleView
  readonly onClose: () => void
}

/** Enters somebody who is not on the roll yet; who is there already is named instead, masked. */
export function EnterPersonSheet({ room, onClose }: EnterPersonSheetProps) {
  const enter = useEnterPerson()
  const key = useFormKey()
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [birthDate, setBirthDate] = useState('')
  const [draft, setDraft] = useState({ ...emptyHome, roomId: room.roomId, roomLabel: room.roomLabel })
  const home = homeOf(draft)
  const failed = enter.error instanceof ApiError ? enter.error : undefined
  const twin = failed?.code === 'person_exists' ? failed : undefined
  const twinId = typeof twin?.details['personId'] === 'string' ? twin.details['personId'] : undefined
  const send = () => {
    if (home === undefined) return
    enter.mutate(
      {
        ...home,
        ...{ name: name.trim(), idempotencyKey: key.current() },
        ...(phone.trim() !== '' && { phone: phone.trim() }),
        ...(birthDate !== '' && { birthDate }),
      },
      {
        onSuccess: () => {
          showToast('已登记')
          onClose()
        },
        onError: key.settle,
      },
    )
  }
  return (
    <ActSheet
      open
      title={`在${room.roomLabel}登记一个人`}
      act="登记"
      busy={enter.isPending && '正在登记'}
      disabled={home === undefined || name.trim() === ''}
      error={twin ? null : enter.error}
      onAct={send}
      onClose={onClose}
    >
      {twin && (
        <Banner kind="wait" act={twinId && '看档案'} onAct={() => twinId && openPage(personUrl(twinId))}>
          {`已有一份同名的档案：${String(twin.details['maskedName'])}，${String(twin.details['where'])}。是同一个人就在那份档案里登记房屋`}
        </Banner>
      )}
      <TextField
        id="enter-name"
        label="姓名"
        maxLength={40}
        value={name}
        onChange={setName}
        error={failed?.issueAt('name')}
      />
      <TextField
        id="enter-phone"
        label="手机号"
        optional
        kind="phone"
        maxLength={11}
        value={phone}
        onChange={setPhone}
        error={failed?.issueAt('phone')}
      />
      <PickerField
        id="enter-birth"
        label="出生日期"
        optional
        kind="date"
        value={birthDate}
        to={dayOf(new Date())}
        onChange={setBirthDate}
        error={failed?.issueAt('birthDate')}
      />
      <HomeFields
        fixed
        draft={draft}
        relations={
          room.abilities.relate ? relationChoices : relationChoices.filter(({ value }) => value !== 'owner')
        }
        onChange={(part) => setDraft({ ...draft, ...part })}
      />
    </ActSheet>
  )
}
